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
