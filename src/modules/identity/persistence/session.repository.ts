import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { RefreshToken } from '../domain/refresh-token.js';
import { Session } from '../domain/session.js';

@Injectable()
export class SessionRepository {
  constructor(private readonly em: EntityManager) {}

  async find(id: string): Promise<Session | null> {
    return this.em.findOne(Session, { id });
  }

  /** The token, locked: of two uses at once the second sees the first. */
  async refreshToken(tokenHash: string): Promise<RefreshToken | null> {
    return this.em.findOne(RefreshToken, { tokenHash }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  async end(where: { userId: UserId; id?: string; exceptId?: string | null }, now: Date): Promise<number> {
    const id = where.id ?? (where.exceptId ? { $ne: where.exceptId } : undefined);
    return this.em.nativeUpdate(
      Session,
      { userId: where.userId, endedAt: null, ...(id === undefined ? {} : { id }) },
      { endedAt: now },
    );
  }

  /** Ends what the user has open in one organization. How many that were. */
  async endIn(where: { userId: UserId; organizationId: OrganizationId }, now: Date): Promise<number> {
    const { userId, organizationId } = where;
    return this.em.nativeUpdate(Session, { userId, organizationId, endedAt: null }, { endedAt: now });
  }

  async touch(id: string, seenBefore: Date, now: Date): Promise<void> {
    await this.em.nativeUpdate(Session, { id, lastSeenAt: { $lt: seenBefore } }, { lastSeenAt: now });
  }
}
