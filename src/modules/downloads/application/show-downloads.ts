import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { newestFirst, newestPermitted } from '../domain/release.policy.js';
import type { Reader } from './explanation.js';
import { type JudgedRelease, judged } from './judged-releases.js';
import { PublishedReleases } from './published-releases.js';
import { UpdateRights } from './update-rights.js';

/** A product's downloads: the one to take, and all others by version, newest first. */
export interface ProductDownloads {
  readonly productId: string;
  readonly productName: string;
  readonly newest: JudgedRelease | null;
  readonly others: readonly JudgedRelease[];
}

/** Everything of the downloads page. */
@Injectable()
export class ShowDownloads {
  constructor(
    private readonly rights: UpdateRights,
    private readonly releases: PublishedReleases,
  ) {}

  async execute(actor: CustomerActor, reader: Reader): Promise<ProductDownloads[]> {
    const products = await this.rights.of(actor);
    const all = await this.releases.ofProducts([...products.keys()]);
    const everything = judged(all, all, products, reader);
    return [...products.values()]
      .sort((a, b) => a.productName.localeCompare(b.productName))
      .map(({ productId, productName, rights }) => {
        const own = newestFirst(everything.filter((release) => release.productId === productId));
        const newest = newestPermitted(own, rights);
        return { productId, productName, newest, others: own.filter((release) => release !== newest) };
      });
  }
}
