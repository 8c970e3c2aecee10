import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Jobs } from '../../../platform/queue/jobs.js';
import { LicenseBatchStarted } from '../events/license-batch-started.js';

@Injectable()
export class IssueStartedBatch {
  constructor(private readonly jobs: Jobs) {}

  @Subscribe(LicenseBatchStarted, 'licensing.issue-started-batch')
  async on({ payload }: DomainEvent<z.output<typeof LicenseBatchStarted.schema>>): Promise<void> {
    const { batchId } = payload;
    await this.jobs.enqueue('licensing.issue-batch', { batchId }, { id: batchId });
  }
}
