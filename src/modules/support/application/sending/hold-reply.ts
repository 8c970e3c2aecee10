import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock, later, second } from '../../../../kernel/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { type ChangeOnSend, HeldReply } from '../../domain/sending/held-reply.js';
import { StatusChangeRefused } from '../../domain/ticket.errors.js';
import type { Message, SentFiles, Ticket } from '../../domain/ticket.js';
import { mayMove } from '../../domain/ticket-status.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayWork } from '../ticket-rights.js';
import { ensureSeen } from './ensure-seen.js';

export interface HoldCommand extends SentFiles {
  readonly ticketId: string;
  readonly body: string;
  readonly submissionId?: string | null;
  readonly seenMessageId?: string | null;
  readonly change?: ChangeOnSend | null;
}

/** Keeps an agent's reply for the seconds in which it can be taken back (row SU-3). */
@Injectable()
export class HoldReply {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * @returns the message instead when the same submission was sent already
   * @throws NotFound, Forbidden, AnsweredMeanwhile. @throws StatusChangeRefused when what is set with it cannot follow. @throws InvalidInput for an upload that is gone
   */
  @Transactional()
  async execute(actor: StaffActor, command: HoldCommand): Promise<HeldReply | Message> {
    ensureMayWork(actor);
    const ticket = await this.tickets.byId(command.ticketId);
    const { body, submissionId = null, change = null } = command;
    const known = await this.known(actor, ticket, submissionId);
    if (known) return known;
    await ensureSeen(this.tickets, actor, ticket, command.seenMessageId ?? null);
    const { status } = change ?? { status: null };
    if (status && status !== ticket.status && !mayMove(ticket.status, status))
      throw StatusChangeRefused.from(ticket.status, status);
    const files = await this.tickets.filesOf(actor.userId, command);
    const deliverAt = later(this.clock.now(), this.config.replyUndoSeconds * second);
    const held = HeldReply.of(ticket, {
      authorId: actor.userId,
      body,
      files,
      change,
      submissionId,
      deliverAt,
    });
    this.em.persist(held);
    return held;
  }

  private async known(
    { userId: authorId }: StaffActor,
    ticket: Ticket,
    submissionId: string | null,
  ): Promise<HeldReply | Message | null> {
    if (submissionId === null) return null;
    const sent = await this.tickets.messageOfSubmission(ticket, submissionId);
    return sent ?? (await this.em.findOne(HeldReply, { authorId, submissionId }));
  }
}
