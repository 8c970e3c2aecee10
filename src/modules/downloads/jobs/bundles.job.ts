import { Injectable } from '@nestjs/common';
import { minute } from '../../../kernel/clock.js';
import { HandlesJob, Repeats } from '../../../platform/queue/jobs.js';
import { PackBundle } from '../application/bundles/pack-bundle.js';
import { TidyBundles } from '../application/bundles/tidy-bundles.js';

@Injectable()
export class BundlesJob {
  constructor(
    private readonly pack: PackBundle,
    private readonly tidyBundles: TidyBundles,
  ) {}

  @HandlesJob('downloads.pack-bundle')
  async run({ bundleId }: { readonly bundleId: string }): Promise<void> {
    await this.pack.execute(bundleId);
  }

  @Repeats('downloads.tidy-bundles', 5 * minute)
  async tidy(): Promise<void> {
    await this.tidyBundles.sweep();
  }
}
