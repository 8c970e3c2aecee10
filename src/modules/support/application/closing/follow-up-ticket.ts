import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { FollowUp } from '../../domain/closing/follow-up.js';
import type { SentFiles, Ticket } from '../../domain/ticket.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { OpenTicket } from '../open-ticket.js';
import { ensureMayReply } from '../ticket-rights.js';

export interface FollowUpCommand extends SentFiles {
  /** What the new request continues. */
  readonly ticketId: string;
  /** Null: the subject of the request before. */
  readonly subject: string | null;
  readonly body: string;
  readonly submissionId?: string | null;
}

/** Opens a request about something new that came up in a closed one; each names the other (row SU-8). */
@Injectable()
export class FollowUpTicket {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly open: OpenTicket,
  ) {}

  /** @throws NotFound when the actor may not know the request. @throws Forbidden when the actor may only read */
  @Transactional()
  async execute(actor: CustomerActor, command: FollowUpCommand): Promise<Ticket> {
    const before = await this.tickets.byId(command.ticketId);
    ensureMayReply(actor, before, await this.tickets.sightOf(actor, before));
    const { subject, body, attachments = [], uploadIds = [], submissionId = null } = command;
    const ticket = await this.open.execute(actor, {
      subject: subject ?? before.subject,
      body,
      kind: before.kind,
      licenseId: before.licenseId,
      confidential: before.confidential,
      attachments,
      uploadIds,
      submissionId,
    });
    const known = await this.em.findOne(FollowUp, { ticketId: ticket.id });
    if (!known) this.em.persist(new FollowUp(ticket.id, before.id));
    return ticket;
  }
}
