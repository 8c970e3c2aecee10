import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { type DeadLetter, DeadLetters } from '../../../platform/events/dead-letters.js';
import { Deliveries } from '../../../platform/mail/deliveries.js';
import type { Delivery } from '../../../platform/mail/delivery.js';
import { type FailingJob, FailingJobs } from '../../../platform/queue/failing-jobs.js';
import { MissingFiles, type MissingNow } from '../../../platform/storage/missing-files.js';

export interface OpenTroubles {
  readonly deadLetters: readonly DeadLetter[];
  readonly failingJobs: readonly FailingJob[];
  /** Mails that failed or came back, or of which nobody knows whether they left. */
  readonly troubled: readonly Delivery[];
  readonly recent: readonly Delivery[];
  readonly missing: MissingNow;
}

/** How much of it there is. */
export interface Troubles {
  readonly deadLetters: number;
  readonly failingJobs: number;
  readonly failedMails: number;
  readonly doubtfulMails: number;
  readonly bouncedMails: number;
}

const most = 50;

/** What went wrong in the background, and the way to try it again. */
@Injectable()
export class Operations {
  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly jobs: FailingJobs,
    private readonly deliveries: Deliveries,
    private readonly missing: MissingFiles,
  ) {}

  async list(): Promise<OpenTroubles> {
    const [deadLetters, failingJobs, troubled, recent, missing] = await Promise.all([
      this.deadLetters.list(most),
      this.jobs.list(most),
      this.deliveries.list(['failed', 'doubtful', 'bounced'], most),
      this.deliveries.list(['queued', 'sending', 'sent', 'skipped'], most),
      this.missing.list(),
    ]);
    return { deadLetters, failingJobs, troubled, recent, missing };
  }

  async count(): Promise<Troubles> {
    const [deadLetters, failingJobs, mails] = await Promise.all([
      this.deadLetters.count(),
      this.jobs.count(),
      this.deliveries.counts(),
    ]);
    return {
      deadLetters,
      failingJobs,
      failedMails: mails.failed ?? 0,
      doubtfulMails: mails.doubtful ?? 0,
      bouncedMails: mails.bounced ?? 0,
    };
  }

  /** @throws NotFound when it is no dead letter any more */
  async replay(id: string): Promise<void> {
    if (!(await this.deadLetters.replay(id))) throw NotFound.of('dead letter');
  }

  /** @throws NotFound when it does not fail any more */
  async tryAgain(id: string): Promise<void> {
    if (!(await this.jobs.tryAgain(id))) throw NotFound.of('failing job');
  }

  /** @throws NotFound when it neither failed nor came back, and is not doubtful */
  async sendAgain(id: string): Promise<void> {
    if (!(await this.deliveries.sendAgain(id))) throw NotFound.of('mail to send again');
  }
}
