import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { DomainEvent } from '../../kernel/event.js';
import { newId } from '../../kernel/ids.js';
import { POOL } from '../database/database.module.js';
import { causeOf } from '../queue/cause-of.js';
import { Queues } from '../queue/queues.js';
import { type EventJob, EventRetries, eventJobs } from './event-jobs.js';

/** An event that a subscriber could not consume. */
export interface DeadLetter {
  readonly id: string;
  readonly event: DomainEvent;
  readonly subscriber: string;
  /** Kind and place of the error; never its text, which may hold personal data. */
  readonly error: string;
  readonly attempts: number;
  readonly at: Date;
}

/** What nobody could consume, until staff replay it. */
@Injectable()
export class DeadLetters {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly queues: Queues,
    private readonly retries: EventRetries,
  ) {}

  /** Newest first. */
  async list(limit: number): Promise<DeadLetter[]> {
    const text = `select id, event, subscriber, error, attempts, at from platform.dead_letter
      order by at desc, id desc limit $1`;
    return (await this.pool.query<DeadLetter>(text, [limit])).rows;
  }

  async count(): Promise<number> {
    const text = 'select count(*)::int as count from platform.dead_letter';
    return (await this.pool.query<{ count: number }>(text)).rows[0]?.count ?? 0;
  }

  /** Consumes it anew, with all its attempts. False when it is no dead letter any more. */
  async replay(id: string): Promise<boolean> {
    // One statement: the letter goes exactly when the outbox remembers that the event is due again.
    const text = `with letter as (delete from platform.dead_letter where id = $1 returning event, subscriber),
      due as (
        insert into platform.outbox
          (id, name, version, occurred_at, payload, subscribers, published_at, check_after)
        select (event->>'id')::uuid, event->>'name', (event->>'version')::int,
          (event->>'occurredAt')::timestamptz, event->'payload', array[subscriber], now(), now() + interval '30 seconds'
        from letter
        on conflict (id) do update set check_after = excluded.check_after
      )
      select event, subscriber from letter`;
    const letter = (await this.pool.query<EventJob>(text, [id])).rows[0];
    if (!letter) return false;
    await this.queues.addBulk('events', eventJobs(letter.event, [letter.subscriber], this.retries.attempts));
    return true;
  }

  /** Puts an event aside for good; doing it twice changes nothing. */
  async bury(job: EventJob, error: unknown, attempts: number): Promise<void> {
    await this.pool.query(
      `insert into platform.dead_letter (id, event_id, subscriber, event, error, attempts)
        values ($1, $2, $3, $4, $5, $6) on conflict (event_id, subscriber) do nothing`,
      [newId(), job.event.id, job.subscriber, job.event, causeOf(error), attempts],
    );
  }
}
