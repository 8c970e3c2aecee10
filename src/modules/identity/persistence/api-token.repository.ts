import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { day, later } from '../../../kernel/clock.js';
import { NotFound } from '../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { ApiToken, warningDays } from '../domain/api-token.js';

@Injectable()
export class ApiTokenRepository {
  constructor(private readonly em: EntityManager) {}

  /** One of the user's own tokens, locked until the transaction ends. @throws NotFound */
  async ofUser(userId: UserId, id: string): Promise<ApiToken> {
    const token = await this.em.findOne(ApiToken, { id, userId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!token) throw NotFound.of('API token');
    return token;
  }

  async countLive(userId: UserId, now: Date): Promise<number> {
    return this.em.count(ApiToken, { userId, revokedAt: null, expiresAt: { $gt: now } });
  }

  /** Live ones that end soon and whose person was not told of it yet, locked; what another worker holds is its. */
  async toWarn(now: Date, limit: number): Promise<ApiToken[]> {
    const due = warningDays.map((days) => ({ days, until: later(now, days * day) }));
    const isDue = `(coalesce(warned_days, 32767) > ? and expires_at <= ?
      and created_at < expires_at - make_interval(days => ?))`;
    const rows = await this.em.execute<{ id: string }[]>(
      `select id from identity.api_token
        where revoked_at is null and replaced_at is null and expires_at > ?
          and (${due.map(() => isDue).join(' or ')})
        order by expires_at limit ? for update skip locked`,
      [now, ...due.flatMap(({ days, until }) => [days, until, days]), limit],
    );
    return this.em.find(ApiToken, { id: { $in: rows.map(({ id }) => id) } });
  }

  /**
   * Voids the user's live tokens: one of them, those for one organization, or all. They stop working at once.
   * @returns the ids of the voided ones
   */
  async revoke(
    where: { userId: UserId; id?: string; organizationId?: OrganizationId },
    now: Date,
  ): Promise<string[]> {
    const { userId, id = null, organizationId = null } = where;
    const rows = await this.em.execute<{ id: string }[]>(
      `update identity.api_token set revoked_at = ?, version = version + 1
        where user_id = ? and revoked_at is null and expires_at > ?
          and id = coalesce(?::uuid, id) and (?::uuid is null or organization_id = ?)
        returning id`,
      [now, userId, now, id, organizationId, organizationId],
    );
    return rows.map((row) => row.id);
  }

  async touch(about: { id: string; network: string; usedBefore: Date; now: Date }): Promise<void> {
    const { id, network, usedBefore, now } = about;
    await this.em.nativeUpdate(
      ApiToken,
      { id, $or: [{ lastUsedAt: null }, { lastUsedAt: { $lt: usedBefore } }] },
      { lastUsedAt: now, lastUsedNetwork: network },
    );
  }
}
