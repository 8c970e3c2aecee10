import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import type { Message, Ticket } from '../domain/ticket.js';
import { CloseTicket } from './close-ticket.js';
import { SaveDraft } from './drafts/save-draft.js';
import { type ReplyCommand, ReplyToTicket } from './reply-to-ticket.js';

/** What a customer does on the page of a request. */
@Injectable()
export class TicketConversation {
  constructor(
    private readonly replies: ReplyToTicket,
    private readonly closing: CloseTicket,
    private readonly drafts: SaveDraft,
  ) {}

  async reply(actor: CustomerActor, command: ReplyCommand): Promise<Message> {
    const message = await this.replies.execute(actor, command);
    await this.drafts.discard(actor, command.ticketId);
    return message;
  }

  async close(actor: CustomerActor, command: { readonly ticketId: string }): Promise<Ticket> {
    return await this.closing.execute(actor, command);
  }
}
