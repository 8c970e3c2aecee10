import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';

/** How long a feed is good for; whoever shows an older one to an updater hides newer releases from it. */
export const feedLifeDays = 7;

/** Says anew what feeds of a product say, a day after they said it last. */
export const renewAfter = day;

/** Gives the feeds of a product an instant of issue: the first time after a change, and once a day. */
@Injectable()
export class RenewFeed {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Of many at once the first does it; a feed that is fresh stays what it is. */
  @Transactional()
  async execute(productId: string): Promise<void> {
    const now = this.clock.now();
    await this.em.execute(
      `insert into downloads.product_feed as f (product_id, counter, issued_at) values (?, 1, ?)
       on conflict (product_id) do update
         set counter = f.counter + case when f.issued_at is null then 0 else 1 end, issued_at = excluded.issued_at
         where f.issued_at is null or f.issued_at < ?`,
      [productId, now, later(now, -renewAfter)],
    );
  }
}
