import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { day } from '../../../kernel/clock.js';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Jobs } from '../../../platform/queue/jobs.js';
import { ReleasePublished } from '../../downloads/index.js';

/**
 * A new stable release is news to every customer of the product; betas are told by mail to who asked for them. What
 * was published long before the portal knew it is no news. A job, because a product may have very many customers.
 */
@Injectable()
export class TellOfPublishedRelease {
  constructor(private readonly jobs: Jobs) {}

  @Subscribe(ReleasePublished, 'notifications.tell-of-release')
  async on({ payload, occurredAt }: DomainEvent<z.output<typeof ReleasePublished.schema>>): Promise<void> {
    const { releaseId, productId, channel, publishedAt } = payload;
    if (channel !== 'stable' || Date.parse(occurredAt) - Date.parse(publishedAt) > 7 * day) return;
    const data = { releaseId, productId, occurredAt, after: null };
    await this.jobs.enqueue('notifications.tell-of-release', data, { id: releaseId });
  }
}
