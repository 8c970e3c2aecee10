import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import { judge } from '../domain/release.policy.js';
import type { Reader } from './explanation.js';
import { type JudgedRelease, judged } from './judged-releases.js';
import { PublishedReleases } from './published-releases.js';
import { UpdateRights } from './update-rights.js';

/** One release, judged. */
@Injectable()
export class ShowRelease {
  constructor(
    private readonly rights: UpdateRights,
    private readonly releases: PublishedReleases,
  ) {}

  /** @throws NotFound for a draft, and for products that the customer has no license of */
  async execute(actor: CustomerActor, id: string, reader: Reader): Promise<JudgedRelease> {
    const products = await this.rights.of(actor);
    const found = await this.releases.byId([...products.keys()], id);
    if (!found) throw NotFound.of('release');
    const { entitled } = judge(found, products.get(found.productId)?.rights ?? []);
    // Of what is permitted nothing else is offered, so a range of a file reads one release and not a thousand.
    const all = entitled ? [found] : await this.releases.ofProducts([found.productId]);
    const [release] = judged([found], all, products, reader);
    if (!release) throw NotFound.of('release');
    return release;
  }
}
