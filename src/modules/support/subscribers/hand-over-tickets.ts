import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { MemberLeft } from '../../identity/index.js';
import { HandOverTickets } from '../application/hand-over-tickets.js';

@Injectable()
export class HandOverTicketsOfLeaver {
  constructor(private readonly handOver: HandOverTickets) {}

  @Subscribe(MemberLeft, 'support.hand-over-tickets-of-leaver')
  async on({ payload }: DomainEvent<z.output<typeof MemberLeft.schema>>): Promise<void> {
    if (payload.successorId === null) return;
    await this.handOver.execute({
      organizationId: payload.organizationId as OrganizationId,
      from: payload.userId as UserId,
      to: payload.successorId as UserId,
    });
  }
}
