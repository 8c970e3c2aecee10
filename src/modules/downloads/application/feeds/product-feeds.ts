import { Injectable } from '@nestjs/common';
import { Clock, later } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { type PublishedRelease, PublishedReleases } from '../published-releases.js';
import { ReleaseKeys } from '../signing/release-keys.js';
import { RenewFeed, renewAfter } from './renew-feed.js';

/** What feeds of a product are made of, whoever asks. */
export interface ProductFeed {
  readonly productId: string;
  /** Grows with every change of a release, and never goes back. */
  readonly counter: number;
  readonly issuedAt: Date;
  /** The key that signs feeds. */
  readonly kid: string;
  /** All that were published, the newest first. */
  readonly releases: readonly PublishedRelease[];
}

interface Head {
  readonly counter: number;
  readonly issuedAt: Date;
  readonly kid: string;
}

type HeadRow = { [Fact in keyof Head]: Head[Fact] | null };

interface Kept {
  /** By the clock, in milliseconds. */
  readonly checkedAt: number;
  readonly feed: Promise<ProductFeed>;
}

/** A halted release or a new key is known this soon in every process (security.md B5). */
const freshMs = 1_000;
const mostProducts = 1_000;

/**
 * Keeps the releases of products in memory, for millions of updaters that ask the same. Whether they are still the same
 * is asked once a second and product, not with every request.
 */
@Injectable()
export class ProductFeeds {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly database: ReadDatabase,
    private readonly releases: PublishedReleases,
    private readonly renew: RenewFeed,
    private readonly keys: ReleaseKeys,
    private readonly clock: Clock,
  ) {}

  async of(productId: string): Promise<ProductFeed> {
    const now = Number(this.clock.now());
    const known = this.kept.get(productId);
    // A clock that was set back does not keep what is old.
    if (known && Math.abs(now - known.checkedAt) < freshMs) return known.feed;
    const feed = this.refreshed(productId, known?.feed ?? null);
    if (this.kept.size >= mostProducts) this.kept.clear();
    this.kept.set(productId, { checkedAt: now, feed });
    feed.catch(() => this.kept.delete(productId));
    return feed;
  }

  private async refreshed(productId: string, before: Promise<ProductFeed> | null): Promise<ProductFeed> {
    const head = await this.headOf(productId);
    const known = await before?.catch(() => null);
    const isSame =
      known?.counter === head.counter &&
      known.kid === head.kid &&
      Number(known.issuedAt) === Number(head.issuedAt);
    if (known && isSame) return known;
    // Read after the counter, so that no feed says less than its counter promises.
    return { productId, ...head, releases: await this.releases.ofProducts([productId]) };
  }

  private async headOf(productId: string): Promise<Head> {
    const { counter, issuedAt, kid } = await this.readHead(productId);
    const isOld = issuedAt === null || issuedAt < later(this.clock.now(), -renewAfter);
    if (counter !== null && kid !== null && !isOld) return { counter, issuedAt, kid };
    await this.renew.execute(productId);
    if (kid === null) await this.keys.current('feeds');
    const renewed = await this.readHead(productId);
    const { counter: count = null, issuedAt: at = null, kid: signer = null } = renewed;
    if (count === null || at === null || signer === null) throw new Error('A feed was not renewed.');
    return { counter: count, issuedAt: at, kid: signer };
  }

  private async readHead(productId: string): Promise<HeadRow> {
    const row = await this.database.one<HeadRow>(sql`
      select f.counter, f.issued_at as "issuedAt",
        (select k.kid from downloads.release_key k where k.purpose = 'feeds' and k.retired_at is null) as kid
      from downloads.product_feed f where f.product_id = ${productId}::uuid`);
    return row ?? { counter: null, issuedAt: null, kid: null };
  }
}
