import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Jobs } from '../../../platform/queue/jobs.js';
import { IncidentUpdated } from '../events/incident-updated.js';

/** A job, because it replies to every request of the incident, which is no work for the transaction of an event. */
@Injectable()
export class TellEverybodyAfterUpdate {
  constructor(private readonly jobs: Jobs) {}

  @Subscribe(IncidentUpdated, 'support.tell-everybody')
  async on({ id, payload }: DomainEvent<z.output<typeof IncidentUpdated.schema>>): Promise<void> {
    await this.jobs.enqueue('support.tell-everybody', { updateId: payload.updateId }, { id });
  }
}
