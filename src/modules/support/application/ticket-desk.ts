import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../kernel/actor.js';
import { InvalidInput } from '../../../kernel/errors.js';
import type { SentFiles, Ticket } from '../domain/ticket.js';
import type { TicketPriority, TicketStatus } from '../events/ticket-words.js';
import { AssignTicket } from './assign-ticket.js';
import { ChangeStatus } from './change-status.js';
import { ReplyToTicket } from './reply-to-ticket.js';
import { PrioritizeTicket } from './service-levels/prioritize-ticket.js';
import { WriteInternalNote } from './write-internal-note.js';

export interface StaffMessageCommand extends SentFiles {
  readonly ticketId: string;
  readonly body: string;
  readonly visibility: 'public' | 'internal';
  readonly submissionId?: string | null;
  /** The newest public message that the agent saw; a reply is refused when somebody wrote another one since. */
  readonly seenMessageId?: string | null;
}

/** What agents do with a request; both faces of the console speak to it. */
@Injectable()
export class TicketDesk {
  constructor(
    private readonly reply: ReplyToTicket,
    private readonly note: WriteInternalNote,
    private readonly status: ChangeStatus,
    private readonly assignment: AssignTicket,
    private readonly priorities: PrioritizeTicket,
  ) {}

  /** A reply that the customer gets, or a note that only staff ever see. @throws InvalidInput for files of a note; AnsweredMeanwhile */
  async write(
    actor: StaffActor,
    command: StaffMessageCommand,
  ): Promise<{ readonly id: string; readonly createdAt: Date }> {
    const { visibility, ...written } = command;
    if (visibility === 'public') return await this.reply.execute(actor, written);
    if ([...(written.attachments ?? []), ...(written.uploadIds ?? [])].length > 0) {
      throw InvalidInput.field('attachments', 'Files go with replies only; leave them out of a note.');
    }
    return await this.note.execute(actor, written);
  }

  async changeStatus(
    actor: StaffActor,
    command: { readonly ticketId: string; readonly status: TicketStatus },
  ): Promise<Ticket> {
    return await this.status.execute(actor, command);
  }

  async prioritize(
    actor: StaffActor,
    command: { readonly ticketId: string; readonly priority: TicketPriority },
  ): Promise<Ticket> {
    return await this.priorities.execute(actor, command);
  }

  async assign(
    actor: StaffActor,
    command: { readonly ticketId: string; readonly assigneeId: string | null },
  ): Promise<Ticket> {
    return await this.assignment.execute(actor, command);
  }
}
