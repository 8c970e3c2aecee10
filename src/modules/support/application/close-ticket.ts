import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import type { Ticket } from '../domain/ticket.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { KeepTime } from './service-levels/keep-time.js';
import { ensureMayReply, partyOf } from './ticket-rights.js';

/** A customer or staff closes a request. */
@Injectable()
export class CloseTicket {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(actor: SignedIn, command: { readonly ticketId: string }): Promise<Ticket> {
    const ticket = await this.tickets.byId(command.ticketId);
    ensureMayReply(actor, ticket, await this.tickets.sightOf(actor, ticket));
    ticket.close(partyOf(actor), this.clock.now());
    await this.time.follow(ticket);
    return ticket;
  }
}
