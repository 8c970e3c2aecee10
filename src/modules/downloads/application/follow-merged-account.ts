import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** Downloads of an account that became part of another one are that one's from then on (row ID-9). */
@Injectable()
export class FollowMergedAccount {
  constructor(readonly em: EntityManager) {}

  @Transactional()
  async execute(merged: { readonly fromUserId: string; readonly intoUserId: string }): Promise<void> {
    const { fromUserId, intoUserId } = merged;
    // What the other account chose for a product itself stays.
    await this.em.execute(
      `update downloads.release_subscription s set user_id = ? where user_id = ? and not exists (
         select 1 from downloads.release_subscription other
         where other.user_id = ? and other.organization_id = s.organization_id and other.product_id = s.product_id)`,
      [intoUserId, fromUserId, intoUserId],
    );
    await this.em.execute('delete from downloads.release_subscription where user_id = ?', [fromUserId]);
    await this.em.execute('update downloads.download_log set user_id = ? where user_id = ?', [
      intoUserId,
      fromUserId,
    ]);
    await this.em.execute('delete from downloads.ticket where user_id = ?', [fromUserId]);
    await this.em.execute(
      `update downloads.received r set user_id = ? where user_id = ? and not exists
        (select 1 from downloads.received o where o.user_id = ? and o.artifact_id = r.artifact_id)`,
      [intoUserId, fromUserId, intoUserId],
    );
    await this.em.execute('delete from downloads.received where user_id = ?', [fromUserId]);
  }
}
