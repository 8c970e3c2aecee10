import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { TicketId } from '../../events/ticket-words.js';

/** Says which closed request a new one continues. */
@Entity({ schema: 'support', tableName: 'follow_up' })
export class FollowUp {
  @PrimaryKey({ type: 'uuid' })
  readonly ticketId: TicketId;
  @Property({ type: 'uuid' })
  readonly ofTicketId: TicketId;

  constructor(ticketId: TicketId, ofTicketId: TicketId) {
    this.ticketId = ticketId;
    this.ofTicketId = ofTicketId;
  }
}
