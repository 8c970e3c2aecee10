import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { HandlesJob, Jobs, Repeats } from '../../../platform/queue/jobs.js';
import { PackBundle } from '../application/bundles/pack-bundle.js';
import { TidyBundles } from '../application/bundles/tidy-bundles.js';

@Injectable()
export class BundlesJob {
  constructor(
    private readonly pack: PackBundle,
    private readonly tidyBundles: TidyBundles,
    private readonly jobs: Jobs,
  ) {}

  @HandlesJob('downloads.pack-bundle')
  async run({ bundleId }: { readonly bundleId: string }): Promise<void> {
    await this.pack.execute(bundleId);
  }

  // A job that failed five times, or a queue that was lost, leaves a bundle that nobody packs.
  @Repeats('downloads.tidy-bundles', 5 * minute)
  async tidy(): Promise<void> {
    for (const bundleId of await this.tidyBundles.unfinished())
      await this.jobs.enqueue('downloads.pack-bundle', { bundleId }, { id: bundleId });
    await this.tidyBundles.sweep();
  }
}
