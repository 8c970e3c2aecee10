import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { POOL } from '../database/database.module.js';
import type { MailLane } from './define-email.js';
import { type Delivery, type DeliveryStatus, deliveryColumns } from './delivery.js';

/** What the mail worker writes down. Every change says from which status it may start, so two workers cannot cross. */
@Injectable()
export class DeliveryLog {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  async find(id: string): Promise<Delivery | null> {
    const text = `select ${deliveryColumns} from platform.mail_delivery where id = $1`;
    return this.one('mail-find', text, [id]);
  }

  /** Starts to send; null when it may not start from where it stands. Two minutes are longer than SMTP may take. */
  async begin(id: string, from: readonly DeliveryStatus[]): Promise<Delivery | null> {
    const text = `update platform.mail_delivery
      set status = 'sending', changed_at = now(), due_at = now() + interval '2 minutes'
      where id = $1 and status = any($2) returning ${deliveryColumns}`;
    return this.one('mail-begin', text, [id, from]);
  }

  /** Ends it for good. What was called doubtful meanwhile, and did leave, is no longer in doubt. */
  async end(
    id: string,
    status: 'sent' | 'failed' | 'skipped' | 'doubtful',
    cause: string | null,
  ): Promise<void> {
    const text = `update platform.mail_delivery set status = $2, last_error = coalesce($3, last_error), changed_at = now(),
      attempts = attempts + case when $2 = 'skipped' then 0 else 1 end
      where id = $1 and status in ('queued', 'sending', 'doubtful') returning ${deliveryColumns}`;
    await this.one('mail-end', text, [id, status, cause]);
  }

  /** Puts it back for another try after `waitMs`; `counted` tries are bounded. */
  async retry(id: string, waitMs: number, cause: string, counted: 0 | 1): Promise<void> {
    const text = `update platform.mail_delivery set status = 'queued', last_error = $2, changed_at = now(),
      due_at = now() + $3 * interval '1 millisecond', attempts = attempts + $4
      where id = $1 and status in ('queued', 'sending') returning ${deliveryColumns}`;
    await this.one('mail-retry', text, [id, cause, waitMs, counted]);
  }

  /**
   * Takes up what is overdue: its job was lost with the queue or its worker. An ordinary mail is sent again; one of
   * the other lane that was being sent becomes doubtful.
   */
  async takeOverdue(limit: number): Promise<{ id: string; lane: MailLane }[]> {
    const text = `with overdue as (
        select id from platform.mail_delivery
        where status in ('queued', 'sending') and due_at < now() - interval '30 seconds'
        order by due_at limit $1 for update skip locked
      )
      update platform.mail_delivery d set due_at = now(), changed_at = now(),
        status = case when d.status = 'sending' and d.lane = 'once' then 'doubtful' else 'queued' end
      from overdue where d.id = overdue.id returning d.id, d.lane, d.status`;
    const { rows } = await this.pool.query<{ id: string; lane: MailLane; status: DeliveryStatus }>(text, [
      limit,
    ]);
    return rows.filter(({ status }) => status === 'queued');
  }

  private async one(name: string, text: string, values: readonly unknown[]): Promise<Delivery | null> {
    return (await this.pool.query<Delivery>({ name, text, values: [...values] })).rows[0] ?? null;
  }
}
