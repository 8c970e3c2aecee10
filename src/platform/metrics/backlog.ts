import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Gauge } from 'prom-client';
import { POOL } from '../database/database.module.js';
import { log } from '../logging/log.js';
import { Queues } from '../queue/queues.js';
import { within } from '../queue/within.js';

const outboxEvents = new Gauge({
  name: 'latchkey_outbox_events',
  help: 'Events that the relay has not published yet',
});
const outboxLagSeconds = new Gauge({
  name: 'latchkey_outbox_lag_seconds',
  help: 'Age of the oldest event that the relay has not published yet',
});
const deadLetters = new Gauge({ name: 'latchkey_dead_letters', help: 'Events that a subscriber gave up on' });
const failingJobs = new Gauge({
  name: 'latchkey_failing_jobs',
  help: 'Jobs that failed five times in a row',
});
const mailsInTrouble = new Gauge({
  name: 'latchkey_mails_in_trouble',
  help: 'E-mails that were refused for good, or may or may not have left',
});
const bouncedMails = new Gauge({
  name: 'latchkey_bounced_mails',
  help: 'E-mails that came back and were not sent again',
});
const queueJobs = new Gauge({
  name: 'latchkey_queue_jobs',
  help: 'Jobs by queue and state',
  labelNames: ['queue', 'state'] as const,
});
const scrapeFailed = new Gauge({
  name: 'latchkey_scrape_failed',
  help: '1 when the part could not be asked, so that its figures are missing here',
  labelNames: ['part'] as const,
});

interface Backlog {
  readonly events: number;
  readonly lag: number;
  readonly letters: number;
  readonly jobs: number;
  readonly mails: number;
  readonly bounced: number;
}

/** Work that waits, read when the metrics are fetched. */
@Injectable()
export class BacklogMetrics {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly queues: Queues,
  ) {}

  /** Never fails: a part that does not answer loses its figures and is marked. */
  async read(): Promise<void> {
    await Promise.all([
      this.part(
        'database',
        () => this.readDatabase(),
        () =>
          [outboxEvents, outboxLagSeconds, deadLetters, failingJobs, mailsInTrouble, bouncedMails].forEach(
            (figure) => void figure.remove(),
          ),
      ),
      this.part(
        'queue',
        () => this.readQueues(),
        () => queueJobs.reset(),
      ),
    ]);
  }

  private async readDatabase(): Promise<void> {
    const { rows } = await this.pool.query<Backlog>(`
      select (select count(*)::int from platform.dead_letter) as letters,
             (select count(*)::int from platform.job where error is not null) as jobs,
             (select count(*)::int from platform.mail_delivery where status in ('failed', 'doubtful')) as mails,
             (select count(*)::int from platform.mail_delivery where status = 'bounced') as bounced,
             count(*)::int as events,
             coalesce(extract(epoch from now() - min(occurred_at)), 0)::float8 as lag
      from platform.outbox where published_at is null`);
    const row = rows[0];
    if (!row) return;
    outboxEvents.set(row.events);
    outboxLagSeconds.set(Math.max(0, row.lag));
    deadLetters.set(row.letters);
    failingJobs.set(row.jobs);
    mailsInTrouble.set(row.mails);
    bouncedMails.set(row.bounced);
  }

  private async readQueues(): Promise<void> {
    for (const [queue, counts] of Object.entries(await this.queues.counts())) {
      for (const [state, count] of Object.entries(counts)) queueJobs.set({ queue, state }, count);
    }
  }

  private async part(part: string, read: () => Promise<void>, forget: () => void): Promise<void> {
    try {
      await within(3_000, read(), `${part} does not answer.`);
      scrapeFailed.set({ part }, 0);
    } catch (error) {
      log.warn({ err: error, part }, 'metrics are incomplete');
      forget();
      scrapeFailed.set({ part }, 1);
    }
  }
}
