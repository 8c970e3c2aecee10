import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { HandlesJob, Jobs, Repeats } from '../../../platform/queue/jobs.js';
import { ChangeBatch } from '../application/bulk/change-batch.js';
import { IssueBatch } from '../application/bulk/issue-batch.js';
import { TidyBatches } from '../application/bulk/tidy-batches.js';

@Injectable()
export class LicenseBatchesJob {
  constructor(
    private readonly issueBatch: IssueBatch,
    private readonly changeBatch: ChangeBatch,
    private readonly tidyBatches: TidyBatches,
    private readonly jobs: Jobs,
  ) {}

  @HandlesJob('licensing.issue-batch')
  async run({ batchId }: { readonly batchId: string }): Promise<void> {
    // Each leaves the files of the other alone.
    await this.issueBatch.execute(batchId);
    await this.changeBatch.execute(batchId);
  }

  // A worker that left lines alone, because one that then died held them, leaves a batch that nobody works on.
  @Repeats('licensing.tidy-batches', 5 * minute)
  async tidy(): Promise<void> {
    for (const batchId of await this.tidyBatches.unfinished())
      await this.jobs.enqueue('licensing.issue-batch', { batchId }, { id: batchId });
    await this.tidyBatches.forgetOld();
  }
}
