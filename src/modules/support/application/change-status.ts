import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import type { Ticket } from '../domain/ticket.js';
import type { TicketStatus } from '../events/ticket-words.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { KeepTime } from './service-levels/keep-time.js';
import { ensureMayWork, partyOf } from './ticket-rights.js';

/** Staff moves a request to another status. */
@Injectable()
export class ChangeStatus {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(
    actor: SignedIn,
    command: { readonly ticketId: string; readonly status: TicketStatus },
  ): Promise<Ticket> {
    ensureMayWork(actor);
    const ticket = await this.tickets.byId(command.ticketId);
    ticket.changeStatus(command.status, partyOf(actor), this.clock.now());
    await this.time.follow(ticket);
    return ticket;
  }
}
