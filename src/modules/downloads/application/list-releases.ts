import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../platform/http/paging.js';
import type { Reader } from './explanation.js';
import { type JudgedRelease, judged } from './judged-releases.js';
import { PublishedReleases } from './published-releases.js';
import { UpdateRights } from './update-rights.js';

/** The releases of the products that the customer has licenses of, newest first, each judged. */
@Injectable()
export class ListReleases {
  constructor(
    private readonly rights: UpdateRights,
    private readonly releases: PublishedReleases,
  ) {}

  async execute(
    actor: CustomerActor,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    reader: Reader,
  ): Promise<Listing<JudgedRelease>> {
    const after = decodeInstantCursor(cursor);
    const products = await this.rights.of(actor);
    const productIds = [...products.keys()];
    const rows = await this.releases.page(productIds, limit + 1, after);
    const { items, nextCursor } = pageOf(rows, limit, ({ publishedAt }) => publishedAt);
    // A first page that is also the last holds all releases, so nothing more is read.
    const whole = nextCursor === null && after === null;
    const all = whole ? items : await this.releases.ofProducts(productIds);
    return { items: judged(items, all, products, reader), nextCursor };
  }
}
