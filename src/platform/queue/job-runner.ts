import { MikroORM, RequestContext } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { log } from '../logging/log.js';
import { JobFailed } from './cause-of.js';
import { jobOf } from './handles-job.js';
import { JobRelay } from './job-relay.js';
import { type ProviderMethod, providerMethods } from './provider-methods.js';
import { Queues, type RunningJob } from './queues.js';
import type { WorkerPart } from './worker-runtime.js';

interface Handler {
  readonly everyMs: number | null;
  readonly method: ProviderMethod;
}

const scheduleCheckMs = 60_000;
const namePattern = /^[a-z][a-z0-9]*\.[a-z][a-z0-9-]*$/;

/** Does the jobs that providers declare with `@HandlesJob` and `@Repeats`. */
@Injectable()
export class JobRunner implements WorkerPart {
  readonly name = 'jobs';
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly queues: Queues,
    private readonly discovery: DiscoveryService,
    private readonly orm: MikroORM,
    private readonly relay: JobRelay,
  ) {}

  /** @throws Error when two methods do the same job, or a job's name is malformed. */
  async start(): Promise<void> {
    const handlers = this.discover();
    const run = (job: RunningJob) => this.run(handlers, job);
    this.queues.worker('jobs', run, { concurrency: 4 });
    await this.schedule(handlers);
    // A lost queue loses the schedule, too.
    this.timer = setInterval(() => {
      this.schedule(handlers).catch((error) => log.warn({ err: error }, 'jobs were not scheduled'));
    }, scheduleCheckMs);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.queues.stopWorkers();
  }

  private async schedule(handlers: ReadonlyMap<string, Handler>): Promise<void> {
    for (const [name, { everyMs }] of handlers)
      if (everyMs !== null) await this.queues.repeat('jobs', name, everyMs);
  }

  private async run(handlers: ReadonlyMap<string, Handler>, job: RunningJob): Promise<void> {
    const handler = handlers.get(job.name);
    // An older worker can meet a newer release's job: it stays until one that knows it takes it.
    if (!handler) throw new Error(`No provider handles the job ${job.name}.`);
    try {
      await RequestContext.create(this.orm.em, () => handler.method.call(job.data));
    } catch (error) {
      if (job.lastAttempt && handler.everyMs === null) await this.relay.failed(job.id, error);
      throw new JobFailed(error);
    }
    if (handler.everyMs === null) await this.relay.done(job.id);
  }

  private discover(): Map<string, Handler> {
    const handlers = new Map<string, Handler>();
    for (const method of providerMethods(this.discovery)) {
      const job = jobOf(method.prototype, method.method);
      if (!job) continue;
      if (!namePattern.test(job.name))
        throw new Error(`Job ${job.name} needs a name like orders.render-invoice.`);
      if (handlers.has(job.name)) throw new Error(`Job ${job.name} is handled twice.`);
      handlers.set(job.name, { everyMs: job.everyMs, method });
    }
    return handlers;
  }
}
