import { Injectable } from '@nestjs/common';
import { Clock, later, minute } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { log } from '../../../../platform/logging/log.js';
import { Jobs } from '../../../../platform/queue/jobs.js';

const atOnce = 200;

/** Asks the worker to look at mails that came in. */
@Injectable()
export class InboundJobs {
  constructor(
    private readonly jobs: Jobs,
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** Never throws: what cannot be asked for now is asked for by {@link sweep}. */
  async add(ids: readonly string[]): Promise<void> {
    for (const id of ids)
      await this.jobs
        .enqueue('support.file-inbound-mail', { id }, { id })
        .catch((error: unknown) => log.warn({ err: error, mail: id }, 'a mail waits for the queue'));
  }

  /** Asks again for what nobody looked at: the queue was away or lost, or gave up. */
  async sweep(): Promise<void> {
    const waiting = await this.database.many<{ id: string }>(sql`
      select id from support.inbound_mail
      where status = 'received' and received_at < ${later(this.clock.now(), -minute)}
      order by received_at limit ${atOnce}`);
    await this.add(waiting.map(({ id }) => id));
  }
}
