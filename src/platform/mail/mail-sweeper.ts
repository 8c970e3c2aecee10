import { Injectable } from '@nestjs/common';
import { log } from '../logging/log.js';
import { Queues } from '../queue/queues.js';
import type { WorkerPart } from '../queue/worker-runtime.js';
import type { MailLane } from './define-email.js';
import { mailJob, queueOf } from './delivery.js';
import { DeliveryLog } from './delivery-log.js';

const everyMs = 5_000;
const lanes: readonly MailLane[] = ['ordinary', 'once'];

/** Adds the jobs of overdue deliveries again, so that a lost queue loses no mail. */
@Injectable()
export class MailSweeper implements WorkerPart {
  readonly name = 'mail sweeper';
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly deliveries: DeliveryLog,
    private readonly queues: Queues,
  ) {}

  async start(): Promise<void> {
    this.timer = setInterval(() => {
      this.running = this.sweep().catch((error) =>
        log.warn({ err: error }, 'overdue mails were not looked for'),
      );
    }, everyMs);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** @returns how many were added again; for those whose job still waits that changes nothing */
  async sweep(): Promise<number> {
    const overdue = await this.deliveries.takeOverdue(500);
    for (const lane of lanes) {
      const ids = overdue.filter((delivery) => delivery.lane === lane).map(({ id }) => id);
      await this.queues.addBulk(queueOf(lane), ids.map(mailJob));
    }
    return overdue.length;
  }
}
