import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { InvalidInput } from '../../../kernel/errors.js';
import type { UserId } from '../../../kernel/ids.js';
import type { Ticket } from '../domain/ticket.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { Assignees } from './assignees.js';
import { ensureMayWork } from './ticket-rights.js';

/** Staff gives a request to one of the staff, or to nobody. */
@Injectable()
export class AssignTicket {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly assignees: Assignees,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput when the assignee is nobody of the staff who answers requests */
  @Transactional()
  async execute(
    actor: SignedIn,
    command: { readonly ticketId: string; readonly assigneeId: string | null },
  ): Promise<Ticket> {
    ensureMayWork(actor);
    const assigneeId = command.assigneeId as UserId | null;
    if (assigneeId !== null) await this.ensureStaff(assigneeId);
    const ticket = await this.tickets.byId(command.ticketId);
    ticket.assign(assigneeId, this.clock.now());
    return ticket;
  }

  private async ensureStaff(userId: UserId): Promise<void> {
    if (await this.assignees.has(userId)) return;
    throw InvalidInput.field('assigneeId', 'Choose somebody of the staff, or nobody.');
  }
}
