import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Jobs } from '../../../platform/queue/jobs.js';
import { ServiceLevelsChanged } from '../events/service-levels-changed.js';

/** A job, because it looks at every open request, which is no work for the transaction of an event. */
@Injectable()
export class RecalculateAfterServiceLevelsChanged {
  constructor(private readonly jobs: Jobs) {}

  @Subscribe(ServiceLevelsChanged, 'support.recalculate-due-times')
  async on({ id }: DomainEvent<unknown>): Promise<void> {
    await this.jobs.enqueue('support.recalculate-due-times', {}, { id });
  }
}
