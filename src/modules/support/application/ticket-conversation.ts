import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import type { Ticket } from '../domain/ticket.js';
import type { ReplyMeaning } from '../events/ticket-words.js';
import { CloseTicket } from './close-ticket.js';
import { FollowUpTicket } from './closing/follow-up-ticket.js';
import { SaveDraft } from './drafts/save-draft.js';
import { type ReplyCommand, ReplyToTicket } from './reply-to-ticket.js';

export interface CustomerReply extends Omit<ReplyCommand, 'meaning'> {
  /** What the reply means for a closed request; null where nobody said. */
  readonly meaning: ReplyMeaning | null;
  /** Of the request that something new opens; null: as before. */
  readonly subject: string | null;
}

/** Where a reply went: something new opens a request of its own. */
export interface SentReply {
  readonly ticketId: string;
  /** Null: the first message of a new request. */
  readonly messageId: string | null;
  readonly createdAt: Date;
}

/** What a customer does on the page of a request. */
@Injectable()
export class TicketConversation {
  constructor(
    private readonly replies: ReplyToTicket,
    private readonly closing: CloseTicket,
    private readonly followUps: FollowUpTicket,
    private readonly drafts: SaveDraft,
  ) {}

  /** @throws ReplyMeaningMissing when the request is closed and the reply does not say what it means for it */
  async reply(actor: CustomerActor, { meaning, subject, ...reply }: CustomerReply): Promise<SentReply> {
    if (meaning === 'something-new') {
      const ticket = await this.followUps.execute(actor, { ...reply, subject });
      return { ticketId: ticket.id, messageId: null, createdAt: ticket.createdAt };
    }
    const message = await this.replies.execute(actor, { ...reply, meaning: meaning ?? 'ask' });
    return { ticketId: reply.ticketId, messageId: message.id, createdAt: message.createdAt };
  }

  /** {@link reply} of the page, which kept a draft. */
  async send(actor: CustomerActor, reply: CustomerReply): Promise<SentReply> {
    const sent = await this.reply(actor, reply);
    await this.drafts.discard(actor, reply.ticketId);
    return sent;
  }

  async close(actor: CustomerActor, command: { readonly ticketId: string }): Promise<Ticket> {
    return await this.closing.execute(actor, command);
  }
}
