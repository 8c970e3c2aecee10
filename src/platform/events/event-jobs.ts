import type { DomainEvent } from '../../kernel/event.js';
import type { QueuedJob } from '../queue/queues.js';

/** What a job of the queue `events` carries. */
export interface EventJob {
  readonly event: DomainEvent;
  readonly subscriber: string;
}

/** A row of the outbox as the pool reads it. */
export interface OutboxRow {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly occurred_at: Date;
  readonly payload: unknown;
}

/** How often a subscriber is tried before the event becomes a dead letter, and how long it waits in between. */
export class EventRetries {
  readonly attempts: number = 8;
  /** The wait after the first failure; it doubles. */
  readonly firstWaitMs: number = 500;

  /** Between half and all of the doubled wait, so that retries of a burst spread. */
  waitMs(attempt: number): number {
    return Math.round(this.firstWaitMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
  }
}

export function eventOf(row: OutboxRow): DomainEvent {
  const { id, name, version, payload } = row;
  return { id, name, version, occurredAt: row.occurred_at.toISOString(), payload };
}

/** The jobs that bring an event to its subscribers; adding one that still waits does nothing. */
export function eventJobs(event: DomainEvent, subscribers: readonly string[], attempts: number): QueuedJob[] {
  return subscribers.map((subscriber) => ({
    name: subscriber,
    data: { event, subscriber } satisfies EventJob,
    options: { id: `evt-${event.id}.${subscriber}`, attempts },
  }));
}
