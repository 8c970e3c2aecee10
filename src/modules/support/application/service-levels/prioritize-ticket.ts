import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { Ticket } from '../../domain/ticket.js';
import type { TicketPriority } from '../../events/ticket-words.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayWork } from '../ticket-rights.js';
import { KeepTime } from './keep-time.js';

/** Staff say how much a request presses; it is due anew, counted from its opening. */
@Injectable()
export class PrioritizeTicket {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(
    actor: SignedIn,
    command: { readonly ticketId: string; readonly priority: TicketPriority },
  ): Promise<Ticket> {
    ensureMayWork(actor);
    const ticket = await this.tickets.byId(command.ticketId);
    ticket.prioritize(command.priority, this.clock.now());
    await this.time.follow(ticket);
    return ticket;
  }
}
