import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { LinkNotUsable } from '../../domain/identity.errors.js';
import { tokenHash } from '../../domain/secrets.js';
import { MergeRepository } from '../../persistence/merge.repository.js';
import { AccountAccess } from '../people/account-access.js';
import { MergeAccounts } from './merge-accounts.js';

/** What is left to do after an answer: the other has to agree, or it is done. */
export type MergeAnswer = 'waiting' | 'merged';

/** An account agrees to a merge, or declines it. When both have agreed, they are one. */
@Injectable()
export class AnswerMerge {
  constructor(
    readonly em: EntityManager,
    private readonly merges: MergeRepository,
    private readonly merging: MergeAccounts,
    private readonly access: AccountAccess,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound unless it is open and about this account. @throws MergeRefused with the reason */
  @Transactional()
  async consent(userId: UserId, mergeId: string): Promise<MergeAnswer> {
    const now = this.clock.now();
    const merge = await this.merges.byId(mergeId);
    if (!merge.consent(userId, now) || merge.secondId === null) return 'waiting';
    await this.merging.execute(merge.firstId, merge.secondId);
    merge.markMerged(now);
    return 'merged';
  }

  /** By the mailed link, which proves the address of the account. @throws LinkNotUsable, MergeRefused */
  @Transactional()
  async consentByLink(token: string): Promise<MergeAnswer> {
    const now = this.clock.now();
    const link = await this.access.usableLink('merge', tokenHash(token), now);
    const { userId = null } = (link?.subject ?? {}) as { userId?: UserId };
    if (!link?.aboutId || userId === null) throw LinkNotUsable.of('confirmation');
    link.use(now);
    return this.consent(userId, link.aboutId);
  }

  /** @throws NotFound unless it is open and about this account */
  @Transactional()
  async decline(userId: UserId, mergeId: string): Promise<void> {
    (await this.merges.byId(mergeId)).decline(userId, this.clock.now());
  }
}
