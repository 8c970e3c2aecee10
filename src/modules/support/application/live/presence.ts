import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { People } from '../../../../platform/ports/people.js';

/** An open page of an agent. */
export interface OpenPage {
  readonly id: string;
  readonly ticketId: string;
  readonly userId: UserId;
}

export interface Colleague {
  readonly name: string;
  readonly writes: boolean;
}

const announced = `pg_notify('latchkey_live', 'request ' || ticket_id || ' company')`;

/**
 * Which agents look at a request, and who of them writes an answer; for agents only. It is told by the pages that are
 * open and forgotten a minute after the last word of them. The time is the database's, since all processes write it.
 */
@Injectable()
export class Presence {
  constructor(
    readonly em: EntityManager,
    private readonly database: ReadDatabase,
    private readonly people: People,
  ) {}

  /** Colleagues are told of a page that is new, not of each word of it. */
  @Transactional()
  async seen({ id, ticketId, userId }: OpenPage): Promise<void> {
    await this.em.execute('delete from support.presence where seen_until < now()');
    await this.em.execute(
      `with page as (
        insert into support.presence (id, ticket_id, user_id, seen_until)
          values (?, ?, ?, now() + interval '1 minute')
          on conflict (id) do update set seen_until = excluded.seen_until returning ticket_id, xmax = 0 as is_new)
      select ${announced} from page where is_new`,
      [id, ticketId, userId],
    );
  }

  @Transactional()
  async left(id: string): Promise<void> {
    await this.em.execute(
      `with page as (delete from support.presence where id = ? returning ticket_id) select ${announced} from page`,
      [id],
    );
  }

  /** Said while the agent types, every few seconds; colleagues are told once. */
  @Transactional()
  async writes({ userId }: StaffActor, ticketId: string): Promise<void> {
    await this.em.execute(
      `with before as (select id, writes_until from support.presence where ticket_id = ? and user_id = ? for update),
        page as (update support.presence p set writes_until = now() + interval '10 seconds' from before b
          where p.id = b.id returning p.ticket_id, coalesce(b.writes_until < now(), true) as is_new)
      select ${announced} from (select distinct ticket_id from page where is_new) told`,
      [ticketId, userId],
    );
  }

  /** The other agents who have the request open, by name. */
  async beside({ userId }: StaffActor, ticketId: string): Promise<Colleague[]> {
    const rows = await this.database.many<{ userId: UserId; writes: boolean }>(sql`
      select user_id as "userId", coalesce(bool_or(writes_until > now()), false) as writes from support.presence
      where ticket_id = ${ticketId} and seen_until > now() and user_id <> ${userId} group by user_id limit 20`);
    if (rows.length === 0) return [];
    const people = await this.people.users(rows.map((row) => row.userId));
    return rows
      .map(({ userId: id, writes }) => ({ name: people.get(id)?.name ?? '', writes }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }
}
