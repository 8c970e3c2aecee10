import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { POOL } from '../database/database.module.js';
import { Repeats } from '../queue/handles-job.js';
import { Queues } from '../queue/queues.js';
import type { MailLane } from './define-email.js';
import { type Delivery, type DeliveryStatus, deliveryColumns, mailJob, queueOf } from './delivery.js';

const dayMs = 24 * 3_600_000;

/** The delivery log as staff see it. */
@Injectable()
export class Deliveries {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly queues: Queues,
  ) {}

  /** Newest change first. */
  async list(statuses: readonly DeliveryStatus[], limit: number): Promise<Delivery[]> {
    const text = `select ${deliveryColumns} from platform.mail_delivery where status = any($1)
      order by changed_at desc, id desc limit $2`;
    return (await this.pool.query<Delivery>(text, [statuses, limit])).rows;
  }

  /** Null when there is none, or it is older than the log. */
  async find(id: string): Promise<Delivery | null> {
    const text = `select ${deliveryColumns} from platform.mail_delivery where id = $1`;
    return (await this.pool.query<Delivery>(text, [id])).rows[0] ?? null;
  }

  /** How many stand in each status; a status that none has is left out. */
  async counts(): Promise<Partial<Record<DeliveryStatus, number>>> {
    const text = 'select status, count(*)::int as count from platform.mail_delivery group by status';
    const { rows } = await this.pool.query<{ status: DeliveryStatus; count: number }>(text);
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }

  /** Sends a doubtful, failed or bounced mail once more, with all its attempts. False when it is none of these. */
  async sendAgain(id: string): Promise<boolean> {
    const text = `update platform.mail_delivery
      set status = 'queued', attempts = 0, bounce_status = null, created_at = now(), due_at = now(), changed_at = now()
      where id = $1 and status in ('doubtful', 'failed', 'bounced') returning lane`;
    const row = (await this.pool.query<{ lane: MailLane }>(text, [id])).rows[0];
    if (!row) return false;
    await this.queues.addBulk(queueOf(row.lane), [mailJob(id)]);
    return true;
  }

  /** The log reaches back half a year. */
  @Repeats('platform.delete-old-deliveries', dayMs)
  async deleteOld(): Promise<void> {
    const text = `delete from platform.mail_delivery where id in (select id from platform.mail_delivery
      where created_at < now() - interval '180 days' and status not in ('queued', 'sending') limit 5000)`;
    for (;;) if (((await this.pool.query(text)).rowCount ?? 0) === 0) return;
  }
}
