import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Jobs } from '../../../platform/queue/jobs.js';
import { DataExportRequested } from '../events/data-export-requested.js';

@Injectable()
export class BuildRequestedExport {
  constructor(private readonly jobs: Jobs) {}

  @Subscribe(DataExportRequested, 'identity.build-requested-export')
  async on({ payload }: DomainEvent<z.output<typeof DataExportRequested.schema>>): Promise<void> {
    const { exportId } = payload;
    await this.jobs.enqueue('identity.build-export', { exportId }, { id: exportId });
  }
}
