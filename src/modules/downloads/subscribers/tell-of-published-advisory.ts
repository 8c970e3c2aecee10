import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Jobs } from '../../../platform/queue/jobs.js';
import { AdvisoryPublished } from '../events/advisory-published.js';

@Injectable()
export class TellOfPublishedAdvisory {
  constructor(private readonly jobs: Jobs) {}

  @Subscribe(AdvisoryPublished, 'downloads.tell-of-published-advisory')
  async on({ payload }: DomainEvent<z.output<typeof AdvisoryPublished.schema>>): Promise<void> {
    const { advisoryId } = payload;
    await this.jobs.enqueue('downloads.tell-of-advisory', { advisoryId }, { id: advisoryId });
  }
}
