import { Injectable } from '@nestjs/common';
import { log } from '../logging/log.js';

/** Something that only the worker process runs. */
export interface WorkerPart {
  readonly name: string;
  start(): Promise<void>;
  /** Stops taking new work and lets running work end; below 10 s. */
  stop(): Promise<void>;
}

/** Everything that runs in the worker: relay, consumers, mail, jobs. Web processes never start it. */
@Injectable()
export class WorkerRuntime {
  private readonly parts: WorkerPart[] = [];
  private running: WorkerPart[] = [];

  /** Platform modules add theirs from their constructors. */
  add(part: WorkerPart): void {
    this.parts.push(part);
  }

  /** @throws Error when a subscriber or job is declared wrongly. */
  async start(): Promise<void> {
    for (const part of this.parts) {
      await part.start();
      this.running.unshift(part);
    }
    log.info({ parts: this.parts.map((part) => part.name) }, 'the worker is running');
  }

  /** Stops all parts at once; one that fails to stop does not keep the others. */
  async stop(): Promise<void> {
    const stopping = this.running;
    this.running = [];
    const results = await Promise.allSettled(stopping.map((part) => part.stop()));
    for (const result of results)
      if (result.status === 'rejected') log.warn({ err: result.reason }, 'a part of the worker did not stop');
  }
}
