import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../kernel/ids.js';
import { type LinkPurpose, OneTimeLink } from '../domain/one-time-link.js';

@Injectable()
export class OneTimeLinkRepository {
  constructor(private readonly em: EntityManager) {}

  /** The link, locked: of many uses at once one wins. Null when unknown, expired, used or void. */
  async usable(purpose: LinkPurpose, tokenHash: string, now: Date): Promise<OneTimeLink | null> {
    const link = await this.em.findOne(
      OneTimeLink,
      { purpose, tokenHash },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    return link?.isUsable(now) ? link : null;
  }

  /** What a link is about, without locking it; null when there is no such link. */
  async aboutOf(purpose: LinkPurpose, tokenHash: string): Promise<string | null> {
    const rows: { about_id: string | null }[] = await this.em.execute(
      'select about_id from identity.one_time_link where purpose = ? and token_hash = ?',
      [purpose, tokenHash],
    );
    return rows[0]?.about_id ?? null;
  }

  /** The newest usable link about something, locked. */
  async newestAbout(purpose: LinkPurpose, aboutId: string, now: Date): Promise<OneTimeLink | null> {
    const link = await this.em.findOne(
      OneTimeLink,
      { purpose, aboutId, usedAt: null, voidedAt: null },
      { orderBy: { createdAt: 'desc', id: 'desc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    return link?.isUsable(now) ? link : null;
  }

  /** The newest link voids the older ones (row S2.19). */
  async voidOpen(purpose: LinkPurpose, of: { userId?: UserId; aboutId?: string }, now: Date): Promise<void> {
    await this.em.nativeUpdate(
      OneTimeLink,
      { purpose, usedAt: null, voidedAt: null, ...of },
      { voidedAt: now },
    );
  }

  /** Whatever the user could still open by a link is void. */
  async voidAllOf(userId: UserId, now: Date): Promise<void> {
    await this.em.nativeUpdate(OneTimeLink, { userId, usedAt: null, voidedAt: null }, { voidedAt: now });
  }
}
