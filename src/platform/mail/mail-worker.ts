import { MikroORM, RequestContext } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';
import { log } from '../logging/log.js';
import { causeOf } from '../queue/cause-of.js';
import { defaultRetryInMs, Queues, type RunningJob } from '../queue/queues.js';
import type { WorkerPart } from '../queue/worker-runtime.js';
import type { Delivery, MailJob } from './delivery.js';
import { DeliveryLog } from './delivery-log.js';
import { EmailWriter } from './email-writer.js';
import { type SendOutcome, Smtp } from './smtp.js';

const attemptsAllowed = 10;
const patienceMs = 24 * 3_600_000;
const unreachableWaitMs = 15_000;

const latency = new Histogram({
  name: 'latchkey_mail_latency_seconds',
  help: 'From the event to the mail server that took the mail',
  buckets: [0.05, 0.1, 0.2, 0.5, 1, 5, 30, 300],
});

/** Tells the queue when to come back. */
class TryAgain extends Error {
  override readonly name = 'TryAgain';

  constructor(
    cause: string,
    readonly waitMs: number,
  ) {
    super(cause);
  }
}

/**
 * Sends what the delivery log lists. The ordinary lane sends at least once and always under the same Message-ID. The
 * other lane writes down that it sends before it does, so whoever finds that mark and no outcome leaves it to people.
 */
@Injectable()
export class MailWorker implements WorkerPart {
  readonly name = 'mail';

  constructor(
    private readonly orm: MikroORM,
    private readonly queues: Queues,
    private readonly deliveries: DeliveryLog,
    private readonly writer: EmailWriter,
    private readonly smtp: Smtp,
  ) {}

  async start(): Promise<void> {
    const retryInMs = (attempt: number, error?: Error) =>
      error instanceof TryAgain ? error.waitMs : defaultRetryInMs(attempt);
    this.queues.worker('mail', (job) => this.ordinary(idOf(job)), { concurrency: 16, retryInMs });
    this.queues.worker('mail-once', (job) => this.once(idOf(job)), { concurrency: 8, retryInMs });
  }

  /** The queues stop their workers themselves. */
  async stop(): Promise<void> {}

  private async ordinary(id: string): Promise<void> {
    const delivery = await this.deliveries.begin(id, ['queued', 'sending']);
    if (!delivery) return;
    const letter = await this.write(delivery);
    if (letter) await this.conclude(delivery, await this.smtp.send(delivery, letter));
  }

  private async once(id: string): Promise<void> {
    const found = await this.deliveries.find(id);
    if (found?.status === 'sending')
      await this.deliveries.end(id, 'doubtful', 'the sender stopped while sending');
    if (found?.status !== 'queued') return;
    const letter = await this.write(found);
    if (!letter) return;
    // Committed before the first byte leaves.
    const delivery = await this.deliveries.begin(id, ['queued']);
    if (delivery) await this.conclude(delivery, await this.smtp.send(delivery, letter));
  }

  /** Null: it was no longer due, and is skipped. */
  private async write(delivery: Delivery) {
    try {
      const letter = await RequestContext.create(this.orm.em, () => this.writer.write(delivery));
      if (!letter) await this.deliveries.end(delivery.id, 'skipped', null);
      return letter;
    } catch (error) {
      return this.tryAgain(delivery, causeOf(error));
    }
  }

  private async conclude(delivery: Delivery, outcome: SendOutcome): Promise<void> {
    if (outcome.kind === 'sent') {
      latency.observe((Date.now() - Date.parse(delivery.event.occurredAt)) / 1_000);
      return this.deliveries.end(delivery.id, 'sent', null);
    }
    log.warn({ delivery: delivery.id, outcome: outcome.kind, cause: outcome.cause }, 'a mail did not leave');
    if (outcome.kind === 'unreachable') return this.waitForServer(delivery, outcome.cause);
    if (outcome.kind === 'refused' && outcome.permanent)
      return this.deliveries.end(delivery.id, 'failed', outcome.cause);
    if (outcome.kind === 'unknown' && delivery.lane === 'once')
      return this.deliveries.end(delivery.id, 'doubtful', outcome.cause);
    return this.tryAgain(delivery, outcome.cause);
  }

  private async tryAgain(delivery: Delivery, cause: string): Promise<never | undefined> {
    if (delivery.attempts + 1 >= attemptsAllowed) {
      await this.deliveries.end(delivery.id, 'failed', cause);
      return undefined;
    }
    const waitMs = 2 * defaultRetryInMs(delivery.attempts + 1);
    await this.deliveries.retry(delivery.id, waitMs, cause, 1);
    throw new TryAgain(cause, waitMs);
  }

  /** The server's outage is no attempt of this mail: it waits a day for its return. */
  private async waitForServer(delivery: Delivery, cause: string): Promise<void> {
    if (Date.now() - delivery.createdAt.getTime() > patienceMs)
      return this.deliveries.end(delivery.id, 'failed', cause);
    const waitMs = Math.min(
      defaultRetryInMs(1) + (Date.now() - delivery.createdAt.getTime()) / 4,
      unreachableWaitMs,
    );
    await this.deliveries.retry(delivery.id, waitMs, cause, 0);
    throw new TryAgain(cause, waitMs);
  }
}

const idOf = (job: RunningJob): string => (job.data as MailJob).deliveryId;
