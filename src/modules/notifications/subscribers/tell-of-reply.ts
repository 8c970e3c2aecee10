import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Support, TicketReplied } from '../../support/index.js';
import { MarkRead } from '../application/mark-read.js';
import { Notify } from '../application/notify.js';

/** An answer is news to who takes part in the request, and no longer to who wrote on. */
@Injectable()
export class TellOfReply {
  constructor(
    private readonly support: Support,
    private readonly notify: Notify,
    private readonly markRead: MarkRead,
  ) {}

  @Subscribe(TicketReplied, 'notifications.tell-of-reply')
  async on(event: DomainEvent<z.output<typeof TicketReplied.schema>>): Promise<void> {
    const { ticketId: subjectId, messageId: placeId, authorId, authorKind } = event.payload;
    const organizationId = event.payload.organizationId as OrganizationId;
    const userId = authorId as UserId;
    if (authorKind !== 'staff') return this.markRead.about({ userId, organizationId }, 'reply', subjectId);
    const people = await this.support.participantsOf(subjectId);
    const readers = people.map((participant) => ({ userId: participant, organizationId }));
    const occurredAt = new Date(event.occurredAt);
    await this.notify.execute({ kind: 'reply', subjectId, placeId, occurredAt }, readers);
  }
}
