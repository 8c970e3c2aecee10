import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { Announcements } from '../../../platform/live/announcements.js';

/** Counts stop here; pages then say "99+". */
export const mostUnread = 100;

const kept = 10_000;

/** Every process forgets what it knows of these people's counts once the transaction is committed. */
export const tellBells = (rows: string): string => `
  select pg_notify('latchkey_live', 'bell - ' || user_id || '/' || organization_id) from ${rows}`;

/**
 * How many notifications a person has not read, for the bell on every page. Known from memory until something changes,
 * which every process hears by NOTIFY; where nothing is heard, the database is asked each time.
 */
@Injectable()
export class UnreadCounts {
  private readonly counts = new Map<string, Promise<number>>();
  private hearing: Promise<unknown> | null = null;

  constructor(
    private readonly database: ReadDatabase,
    private readonly announcements: Announcements,
  ) {}

  /** 0 to {@link mostUnread}. */
  async of(actor: CustomerActor): Promise<number> {
    this.hearing ??= this.announcements.subscribe('bell', (whose) => this.forget(whose));
    await this.hearing;
    const whose = `${actor.userId}/${actor.organizationId}`;
    const known = this.announcements.arrive ? this.counts.get(whose) : undefined;
    return await (known ?? this.ask(actor, whose));
  }

  /** Like {@link of}, for who has just changed it here and cannot wait until that is heard. */
  async anew(actor: CustomerActor): Promise<number> {
    this.forget(`${actor.userId}/${actor.organizationId}`);
    return await this.of(actor);
  }

  // Kept before it is answered: what changes meanwhile then forgets it.
  private ask({ userId, organizationId }: CustomerActor, whose: string): Promise<number> {
    const asked = this.database
      .one<{ count: number }>(sql`
        select count(*) as count from (select 1 from notifications.notification
          where user_id = ${userId} and organization_id = ${organizationId} and read_at is null
          limit ${mostUnread}) unread`)
      .then((row) => row?.count ?? 0);
    this.counts.delete(whose);
    this.counts.set(whose, asked);
    asked.catch(() => this.counts.delete(whose));
    const [oldest] = this.counts.keys();
    if (this.counts.size > kept && oldest !== undefined) this.counts.delete(oldest);
    return asked;
  }

  private forget(whose: string | null): void {
    if (whose === null) this.counts.clear();
    else this.counts.delete(whose);
  }
}
