import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { POOL } from '../database/database.module.js';
import { log } from '../logging/log.js';
import { Repeats } from '../queue/handles-job.js';
import { Queues } from '../queue/queues.js';
import type { WorkerPart } from '../queue/worker-runtime.js';
import { EventRetries, eventJobs, eventOf, type OutboxRow } from './event-jobs.js';
import { eventsRecovered } from './event-metrics.js';

const everyMs = 5_000;
const batchSize = 500;
const dayMs = 24 * 3_600_000;

// Marks what is checked and returns what has not arrived, in one statement, so that two workers share the work.
const dueEvents = `with due as (
    select * from platform.outbox where check_after <= now() order by check_after limit $1
    for update skip locked
  ), missing as (
    select due.id, array_agg(s.name) as names from due cross join unnest(due.subscribers) as s (name)
    where not exists (select from platform.inbox i where i.event_id = due.id and i.subscriber = s.name)
      and not exists (select from platform.dead_letter d where d.event_id = due.id and d.subscriber = s.name)
    group by due.id
  ), checked as (
    update platform.outbox o
    set check_after = case when missing.id is null then null else now() + interval '30 seconds' end
    from due left join missing on missing.id = due.id where o.id = due.id
  )
  select due.id, due.name, due.version, due.occurred_at, due.payload, missing.names as missing
  from due join missing on missing.id = due.id`;

/** Finds events that were handed to the queue and never arrived, and deletes what is old. */
@Injectable()
export class EventRecovery implements WorkerPart {
  readonly name = 'event recovery';
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly queues: Queues,
    private readonly retries: EventRetries,
  ) {}

  // A timer of its own and no repeating job: a lost queue loses those, too.
  async start(): Promise<void> {
    this.timer = setInterval(() => {
      this.running = this.recover().catch((error) => log.warn({ err: error }, 'events were not checked'));
    }, everyMs);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /**
   * Looks at every event once, 30 s after it was handed over, and every 30 s again while a subscriber has neither
   * consumed nor buried it. What still waits in the queue is added again without effect.
   *
   * @returns how many events were added again
   */
  async recover(): Promise<number> {
    const { rows } = await this.pool.query<OutboxRow & { readonly missing: string[] }>(dueEvents, [
      batchSize,
    ]);
    if (rows.length === 0) return 0;
    const jobs = rows.flatMap((row) => eventJobs(eventOf(row), row.missing, this.retries.attempts));
    await this.queues.addBulk('events', jobs);
    eventsRecovered.inc(rows.length);
    log.warn({ events: rows.length }, 'events had not arrived and were added to the queue again');
    return rows.length;
  }

  /** Consumed events stay 30 days, the memory of who consumed them 60, so that no delivery can outlive it. */
  @Repeats('platform.delete-old-events', dayMs)
  async deleteOld(): Promise<void> {
    await this.deleteInBatches(`delete from platform.outbox where id in (
      select id from platform.outbox where published_at < now() - interval '30 days' and check_after is null limit 5000)`);
    await this.deleteInBatches(`delete from platform.inbox where (event_id, subscriber) in (
      select event_id, subscriber from platform.inbox where at < now() - interval '60 days' limit 5000)`);
  }

  private async deleteInBatches(text: string): Promise<void> {
    for (;;) if (((await this.pool.query(text)).rowCount ?? 0) === 0) return;
  }
}
