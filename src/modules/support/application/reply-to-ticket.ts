import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { ReplyMeaningMissing } from '../domain/closing/closing.errors.js';
import type { Message, SentFiles, Ticket } from '../domain/ticket.js';
import type { ReplyMeaning } from '../events/ticket-words.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { Assignees } from './assignees.js';
import { ensureSeen } from './sending/ensure-seen.js';
import { KeepTime } from './service-levels/keep-time.js';
import { ensureMayReply, partyOf } from './ticket-rights.js';

export interface ReplyCommand extends SentFiles {
  readonly ticketId: string;
  readonly body: string;
  /** Made by the form; the same one makes one message. */
  readonly submissionId?: string | null;
  /** The newest message that the author saw, where that matters. */
  readonly seenMessageId?: string | null;
  /**
   * What a customer's reply means for a closed request. `ask`: whoever writes can be asked, so it is refused without
   * an answer. Left out, as by mails: it opens the request again.
   */
  readonly meaning?: Exclude<ReplyMeaning, 'something-new'> | 'ask';
}

/** A customer or staff adds a public message. */
@Injectable()
export class ReplyToTicket {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly assignees: Assignees,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound when the ticket is not the actor's. @throws Forbidden when the actor may only read
   * @throws AnsweredMeanwhile when somebody else wrote after what the actor saw
   * @throws ReplyMeaningMissing. @throws InvalidInput for an upload that is not the actor's
   */
  @Transactional()
  async execute(actor: SignedIn, command: ReplyCommand): Promise<Message> {
    const ticket = await this.tickets.byId(command.ticketId);
    ensureMayReply(actor, ticket, await this.tickets.sightOf(actor, ticket));
    const submissionId = command.submissionId ?? null;
    const known = await this.tickets.messageOfSubmission(ticket, submissionId);
    if (known) return known;
    await ensureSeen(this.tickets, actor, ticket, command.seenMessageId ?? null);
    const { body, meaning } = command;
    const isAsked = actor.kind === 'customer' && ticket.status === 'closed' && meaning === 'ask';
    if (isAsked) throw ReplyMeaningMissing.ofClosed();
    if (actor.kind === 'customer') await this.freeOfLeaver(ticket);
    const attachments = await this.tickets.filesOf(actor.userId, command);
    const { status, firstRespondedAt } = ticket;
    const written = { body, attachments, submissionId, meaning: meaning === 'thanks' ? meaning : null };
    const message = ticket.reply(partyOf(actor), written, this.clock.now());
    await this.tickets.learnVersion(ticket, attachments);
    // Most replies change nothing of what is due.
    const keepsTime = ticket.status === status && ticket.firstRespondedAt === firstRespondedAt;
    if (!keepsTime) await this.time.follow(ticket);
    return message;
  }

  // What was closed stayed with who had it: when it comes back and they left, it waits for somebody else.
  private async freeOfLeaver(ticket: Ticket): Promise<void> {
    if (ticket.assigneeId === null || (await this.assignees.has(ticket.assigneeId))) return;
    ticket.assign(null, this.clock.now());
  }
}
