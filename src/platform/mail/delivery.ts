import type { DomainEvent } from '../../kernel/event.js';
import type { UserId } from '../../kernel/ids.js';
import type { QueuedJob, QueueName } from '../queue/queues.js';
import type { MailLane } from './define-email.js';

/**
 * `queued` waits for its turn or next try, `sending` is at the mail server, `doubtful` may or may not have left,
 * `skipped` was no longer due, `bounced` left and came back.
 */
export type DeliveryStatus = 'queued' | 'sending' | 'sent' | 'failed' | 'doubtful' | 'skipped' | 'bounced';

/** One e-mail to one address. */
export interface Delivery {
  readonly id: string;
  readonly event: DomainEvent;
  readonly name: string;
  readonly lane: MailLane;
  readonly userId: UserId | null;
  readonly address: string;
  readonly recipientName: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly status: DeliveryStatus;
  /** Tries that the mail server refused or that could not be rendered. */
  readonly attempts: number;
  readonly lastError: string | null;
  readonly messageId: string;
  /** Of the report that it did not arrive, e.g. `5.1.1` (RFC 3463). */
  readonly bounceStatus: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** Selects a {@link Delivery}. */
export const deliveryColumns = `id, event, name, lane, user_id as "userId", address, recipient_name as "recipientName",
  locale, time_zone as "timeZone", status, attempts, last_error as "lastError", message_id as "messageId",
  bounce_status as "bounceStatus",
  created_at as "createdAt", changed_at as "changedAt"`;

/** What a job of the mail queues carries: nothing that a reader of the queue could use. */
export interface MailJob {
  readonly deliveryId: string;
}

export const queueOf = (lane: MailLane): QueueName => (lane === 'once' ? 'mail-once' : 'mail');

export function mailJob(deliveryId: string): QueuedJob {
  return {
    name: 'deliver',
    data: { deliveryId } satisfies MailJob,
    // The row counts the tries that matter, so that a lost queue does not forget them.
    options: { id: `mail-${deliveryId}`, attempts: 1_000_000 },
  };
}

/** The id of the delivery whose Message-ID, without brackets, this seems to be; null for those of others. */
export const deliveryIdIn = (messageId: string): string | null =>
  /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i.exec(messageId)?.[1] ?? null;
