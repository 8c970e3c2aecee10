import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import type { UserId } from '../../../kernel/ids.js';
import { AccountMerge } from '../domain/account-merge.js';
import { KeyHolder } from '../domain/key-holder.js';
import { Membership } from '../domain/membership.js';

@Injectable()
export class MergeRepository {
  constructor(private readonly em: EntityManager) {}

  /** The question, locked: of two answers at once the second sees the first. @throws NotFound */
  async byId(id: string): Promise<AccountMerge> {
    const merge = await this.em.findOne(AccountMerge, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!merge) throw NotFound.of('merge');
    return merge;
  }

  async placesOf(userId: UserId): Promise<KeyHolder[]> {
    return this.em.find(KeyHolder, { userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  /** Organizations that the user is a member of, one that was joined in this very transaction included. */
  async organizationsOf(userId: UserId): Promise<ReadonlySet<string>> {
    const memberships = await this.em.find(Membership, { userId, removedAt: null });
    return new Set(memberships.map(({ organizationId }) => organizationId));
  }

  /** API tokens go on working, within their scopes, for the account that their owner's became part of. */
  async moveTokens(from: UserId, into: UserId): Promise<void> {
    await this.em.execute('update identity.api_token set user_id = ? where user_id = ?', [into, from]);
  }

  /** What signs in to an account that is closed for good. */
  async forgetFactors(userId: UserId): Promise<void> {
    for (const table of ['passkey', 'recovery_code'])
      await this.em.execute(`delete from identity.${table} where user_id = ?`, [userId]);
  }
}
