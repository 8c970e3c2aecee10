import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** Requests and messages of an account that became part of another one are that one's from then on (row ID-9). */
@Injectable()
export class FollowMergedAccount {
  constructor(readonly em: EntityManager) {}

  @Transactional()
  async execute(merged: { readonly fromUserId: string; readonly intoUserId: string }): Promise<void> {
    const { fromUserId, intoUserId } = merged;
    await this.em.execute(
      `update support.follower f set user_id = ? where user_id = ? and not exists (
        select 1 from support.follower o where o.ticket_id = f.ticket_id and o.user_id = ?)`,
      [intoUserId, fromUserId, intoUserId],
    );
    await this.em.execute('update support.follower set added_by_id = ? where added_by_id = ?', [
      intoUserId,
      fromUserId,
    ]);
    // What the account had typed here already is the newer draft.
    await this.em.execute('delete from support.draft where user_id = ?', [fromUserId]);
    for (const [table, column] of [
      ['ticket', 'requester_id'],
      ['message', 'author_id'],
    ])
      await this.em.execute(`update support.${table} set ${column} = ? where ${column} = ?`, [
        intoUserId,
        fromUserId,
      ]);
  }
}
