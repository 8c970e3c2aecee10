import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Job, JobsOptions, Queue, Worker } from 'bullmq';
import { Config } from '../config/config.js';
import { log } from '../logging/log.js';
import { type Backend, chooseBackend } from './backend.js';
import { within } from './within.js';

/** `events`: one job per event and subscriber. `mail` and `mail-once`: one per delivery. `jobs`: everything else. */
export type QueueName = 'events' | 'mail' | 'mail-once' | 'jobs';

export const queueNames: readonly QueueName[] = ['events', 'mail', 'mail-once', 'jobs'];

export interface AddOptions {
  /** Without `:` and no integer. While a job of this id waits or runs, adding it again does nothing. */
  readonly id: string;
  readonly delayMs?: number;
  /** How often it is tried in all; 1 when left out. */
  readonly attempts?: number;
}

export interface QueuedJob {
  readonly name: string;
  readonly data: object;
  readonly options: AddOptions;
}

/** A job as its processor sees it. */
export interface RunningJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
}

export interface WorkOptions {
  readonly concurrency: number;
  /** Milliseconds until the next try; negative gives up. Left out: 1 s, doubling, at most a minute, with jitter. */
  readonly retryInMs?: (attempt: number, error: Error | undefined) => number;
}

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  /** Waits for its next try or its time; the next runs of repeating jobs are not counted. */
  readonly delayed: number;
  readonly failed: number;
}

const addTimeoutMs = 5_000;
const closeTimeoutMs = 8_000;

/** The queues, on Redis or PostgreSQL. Jobs are delivered at least once, in no promised order. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly backend: Backend;
  private readonly queues = new Map<QueueName, Queue>();
  private readonly workers = new Set<Worker>();

  constructor(config: Config) {
    this.backend = chooseBackend(config);
  }

  /** @throws Error when the store does not answer within 5 s. */
  async add(queue: QueueName, name: string, data: object, options: AddOptions): Promise<void> {
    await this.addBulk(queue, [{ name, data, options }]);
  }

  /** @throws Error when the store does not answer within 5 s; some of the jobs may have been added. */
  async addBulk(queue: QueueName, jobs: readonly QueuedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const bulk = jobs.map(({ name, data, options }) => ({ name, data, opts: bullOptions(options) }));
    await within(addTimeoutMs, this.queue(queue).addBulk(bulk), `Queue ${queue} does not answer.`);
  }

  /** Starts to process the queue's jobs in this process until {@link close}. */
  worker(queue: QueueName, processor: (job: RunningJob) => Promise<void>, options: WorkOptions): void {
    const worker = this.backend.worker(queue, (job) => processor(running(job)), {
      concurrency: options.concurrency,
      // The default of 1 fails a job whose worker died twice.
      maxStalledCount: 20,
      lockDuration: 15_000,
      stalledInterval: 10_000,
      runRetryDelay: 1_000,
      settings: {
        backoffStrategy: (attempt, _type, error) => (options.retryInMs ?? defaultRetryInMs)(attempt, error),
      },
    });
    worker.on('error', (error) => log.warn({ err: error, queue }, 'a queue worker met an error'));
    worker.on('failed', (job, error) =>
      log.warn({ queue, job: job?.id, attempt: job?.attemptsMade, reason: error.message }, 'a job failed'),
    );
    this.workers.add(worker);
  }

  /** Runs `name` about every `everyMs`, once in the whole installation. Changing the period replaces it. */
  async repeat(queue: QueueName, name: string, everyMs: number): Promise<void> {
    await within(addTimeoutMs, this.schedule(queue, name, everyMs), `Queue ${queue} does not answer.`);
  }

  /** How many jobs each queue holds. */
  async counts(): Promise<Record<QueueName, QueueCounts>> {
    const entries = await Promise.all(
      queueNames.map(async (name) => [name, await this.count(name)] as const),
    );
    return Object.fromEntries(entries) as Record<QueueName, QueueCounts>;
  }

  /** Stops the workers after their running jobs, at the latest after 8 s, then the producers. */
  async close(): Promise<void> {
    await this.stopWorkers();
    const queues = [...this.queues.values()];
    this.queues.clear();
    await Promise.all(queues.map((queue) => queue.close().catch(() => undefined)));
    await within(closeTimeoutMs, this.backend.close(), 'The queue did not let go of its connections.').catch(
      (error) => log.warn({ err: error }, 'the queues did not close'),
    );
  }

  /** Lets running jobs end, at the latest after 8 s; what is cut off then is taken up again by another worker. */
  async stopWorkers(): Promise<void> {
    const workers = [...this.workers];
    this.workers.clear();
    await Promise.all(
      workers.map((worker) =>
        within(closeTimeoutMs, worker.close(), 'A worker did not stop.').catch(() => worker.close(true)),
      ),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  /** Empties a queue as a lost store would. For tests of recovery. */
  async obliterate(name: QueueName): Promise<void> {
    await this.queue(name).obliterate({ force: true });
  }

  private async schedule(queue: QueueName, name: string, every: number): Promise<void> {
    const bull = this.queue(queue);
    // Scheduling anew would run it at once, at every start of every worker.
    if ((await bull.getJobScheduler(name))?.every === every) return;
    const opts = { removeOnComplete: true, removeOnFail: true };
    await bull.upsertJobScheduler(name, { every }, { name, data: {}, opts });
  }

  private async count(name: QueueName): Promise<QueueCounts> {
    const queue = this.queue(name);
    const states = ['waiting', 'active', 'delayed', 'failed'] as const;
    const [counts, repeating] = await Promise.all([
      within(addTimeoutMs, queue.getJobCounts(...states), `Queue ${name} does not answer.`),
      name === 'jobs' ? queue.getJobSchedulersCount() : 0,
    ]);
    const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
    return { waiting, active, delayed: Math.max(0, delayed - repeating), failed };
  }

  // BullMQ remembers a failed first connection to PostgreSQL for ever, so such a queue would never come back.
  private replaceWhenUnreachable(name: QueueName, queue: Queue): void {
    queue.waitUntilReady().catch(() => {
      if (this.queues.get(name) === queue) this.queues.delete(name);
      queue.close().catch(() => undefined);
    });
  }

  private queue(name: QueueName): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.backend.queue(name);
      queue.on('error', (error) => log.warn({ err: error, queue: name }, 'a queue met an error'));
      this.queues.set(name, queue);
      this.replaceWhenUnreachable(name, queue);
    }
    return queue;
  }
}

function bullOptions(options: AddOptions): JobsOptions {
  return {
    jobId: options.id,
    delay: options.delayMs ?? 0,
    attempts: options.attempts ?? 1,
    backoff: { type: 'custom' },
    stackTraceLimit: 3,
    // A finished job that stays would block adding its id again, which recovery and replay rely on. What failed for
    // good is in the dead letters, in the delivery log or among the jobs that were written down.
    removeOnComplete: true,
    removeOnFail: true,
  };
}

function running(job: Job): RunningJob {
  const attempt = job.attemptsMade + 1;
  const attempts = job.opts.attempts ?? 1;
  return { id: job.id ?? '', name: job.name, data: job.data, attempt, lastAttempt: attempt >= attempts };
}

/** 1 s, doubling to a minute at most, between half and all of it so that retries spread. */
export function defaultRetryInMs(attempt: number): number {
  return Math.round(Math.min(1_000 * 2 ** (attempt - 1), 60_000) * (0.5 + Math.random() / 2));
}
