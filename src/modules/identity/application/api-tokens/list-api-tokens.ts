import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** `replaced`: rotated, and works until it expires. */
export const apiTokenStates = ['active', 'replaced', 'expired', 'revoked'] as const;

export interface ApiTokenEntry {
  readonly id: string;
  readonly name: string;
  /** How the token begins. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  /** Empty: it works from everywhere. */
  readonly networks: readonly string[];
  readonly state: (typeof apiTokenStates)[number];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lastUsedNetwork: string | null;
}

/** The actor's tokens, newest first: those that work, and for 30 days those that are over. */
@Injectable()
export class ListApiTokens {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  execute(actor: SignedIn): Promise<ApiTokenEntry[]> {
    const now = this.clock.now();
    return this.database.many<ApiTokenEntry>(sql`
      select a.id, a.name, a.prefix, a.scopes, a.networks, a.created_at as "createdAt",
        a.expires_at as "expiresAt", a.last_used_at as "lastUsedAt", a.last_used_network as "lastUsedNetwork",
        case when a.revoked_at is not null then 'revoked' when a.expires_at <= ${now} then 'expired'
          when a.replaced_at is not null then 'replaced' else 'active' end as state
      from identity.api_token a
      where a.user_id = ${actor.userId}
        and coalesce(a.revoked_at, a.expires_at) > ${later(now, -30 * day)}
      order by a.revoked_at is not null or a.expires_at <= ${now}, a.created_at desc, a.id desc limit 100`);
  }

  /** One of the actor's tokens that works and can be rotated, or null. */
  async rotatable(actor: SignedIn, id: string): Promise<ApiTokenEntry | null> {
    const all = await this.execute(actor);
    return all.find((token) => token.id === id && token.state === 'active') ?? null;
  }
}
