import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { log } from '../logging/log.js';
import { causeOf, JobFailed } from '../queue/cause-of.js';
import { Queues, type RunningJob } from '../queue/queues.js';
import type { WorkerPart } from '../queue/worker-runtime.js';
import { DeadLetters } from './dead-letters.js';
import { type EventJob, EventRetries } from './event-jobs.js';
import { eventLagSeconds, eventsConsumed } from './event-metrics.js';
import { type AfterCommit, type Subscriber, SubscriberRegistry } from './subscriber-registry.js';

const concurrency = 8;

/**
 * Lets subscribers consume events. The mark in the inbox and what the subscriber did are one transaction, so an event
 * that is delivered twice has one effect.
 */
@Injectable()
export class Consumers implements WorkerPart {
  readonly name = 'consumers';

  constructor(
    private readonly orm: MikroORM,
    private readonly queues: Queues,
    private readonly registry: SubscriberRegistry,
    private readonly deadLetters: DeadLetters,
    private readonly retries: EventRetries,
  ) {}

  /** @throws Error when a subscriber is declared wrongly. */
  async start(): Promise<void> {
    this.registry.discover();
    this.queues.worker('events', (job) => this.run(job), {
      concurrency,
      retryInMs: (attempt) => this.retries.waitMs(attempt),
    });
  }

  /** The queues stop their workers themselves. */
  async stop(): Promise<void> {}

  private async run(running: RunningJob): Promise<void> {
    const job = running.data as EventJob;
    if (running.attempt === 1)
      eventLagSeconds.observe((Date.now() - Date.parse(job.event.occurredAt)) / 1_000);
    try {
      const outcome = await this.consume(job);
      eventsConsumed.inc({ outcome });
    } catch (error) {
      const facts = { event: job.event.id, subscriber: job.subscriber, attempt: running.attempt };
      log.warn({ ...facts, cause: causeOf(error) }, 'a subscriber failed');
      if (!running.lastAttempt) throw new JobFailed(error);
      await this.deadLetters.bury(job, error, running.attempt);
      eventsConsumed.inc({ outcome: 'dead' });
      log.error(facts, 'an event is a dead letter now');
    }
  }

  private async consume({ event, subscriber: name }: EventJob): Promise<'done' | 'known'> {
    const subscriber = this.registry.find(name);
    if (!subscriber) throw new UnknownSubscriber(`Nobody here is called ${name}.`);
    const afterCommit = await this.orm.em
      .fork()
      .transactional(async (em) =>
        (await mark(em, event.id, name)) ? { run: await hand(subscriber, event) } : null,
      );
    await afterCommit
      ?.run?.()
      .catch((error) => log.warn({ err: error, event: event.id }, 'left to the sweeper'));
    return afterCommit ? 'done' : 'known';
  }
}

class UnknownSubscriber extends Error {
  override readonly name = 'UnknownSubscriber';
}

async function mark(em: EntityManager, eventId: string, subscriber: string): Promise<boolean> {
  const rows = await em.execute<object[]>(
    'insert into platform.inbox (event_id, subscriber) values (?, ?) on conflict do nothing returning event_id',
    [eventId, subscriber],
  );
  return rows.length > 0;
}

async function hand(subscriber: Subscriber, event: EventJob['event']): Promise<AfterCommit | undefined> {
  return subscriber.handle(subscriber.type.parse(event));
}
