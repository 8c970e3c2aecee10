import { Injectable } from '@nestjs/common';
import { Queues } from './queues.js';

export { HandlesJob, Repeats } from './handles-job.js';

export interface JobOptions {
  /** Letters, digits, `.`, `_` and `-`. A job that waits or runs under the same id makes this call do nothing. */
  readonly id: string;
  readonly delayMs?: number;
}

/** Puts work aside for the worker. Data are ids; a job may run before the caller's transaction committed. */
@Injectable()
export class Jobs {
  constructor(private readonly queues: Queues) {}

  async enqueue(name: string, data: object, options: JobOptions): Promise<void> {
    await this.queues.add('jobs', name, data, {
      id: `${name}.${options.id}`,
      delayMs: options.delayMs ?? 0,
      attempts: 5,
    });
  }
}
