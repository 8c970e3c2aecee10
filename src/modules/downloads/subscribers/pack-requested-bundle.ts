import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Jobs } from '../../../platform/queue/jobs.js';
import { BundleRequested } from '../events/bundle-requested.js';

@Injectable()
export class PackRequestedBundle {
  constructor(private readonly jobs: Jobs) {}

  @Subscribe(BundleRequested, 'downloads.pack-requested-bundle')
  async on({ payload }: DomainEvent<z.output<typeof BundleRequested.schema>>): Promise<void> {
    const { bundleId } = payload;
    await this.jobs.enqueue('downloads.pack-bundle', { bundleId }, { id: bundleId });
  }
}
