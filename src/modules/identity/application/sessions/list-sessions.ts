import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { SignInMethod } from '../../domain/session.js';

export interface SessionEntry {
  readonly id: string;
  readonly kind: 'page' | 'api';
  readonly userAgent: string | null;
  /** The address it was opened from; null when unknown. */
  readonly network: string | null;
  /** With what the person signed in; null when unknown. */
  readonly method: SignInMethod | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** The latest it can last; it ends before when it is not used. */
  readonly expiresAt: Date;
  readonly current: boolean;
}

/** The actor's live sessions, last used first. */
@Injectable()
export class ListSessions {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  execute(actor: SignedIn): Promise<SessionEntry[]> {
    const now = this.clock.now();
    return this.database.many<SessionEntry>(sql`
      select s.id, s.kind, s.user_agent as "userAgent", s.network, s.method, s.created_at as "createdAt",
        s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.id = ${actor.sessionId} as current
      from identity.session s
      where s.user_id = ${actor.userId} and s.ended_at is null and s.expires_at > ${now}
        and s.last_seen_at > ${now}::timestamptz - make_interval(secs => s.idle_seconds)
      order by s.last_seen_at desc, s.id desc limit 100`);
  }
}
