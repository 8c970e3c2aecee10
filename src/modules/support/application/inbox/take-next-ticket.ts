import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { Ticket } from '../../domain/ticket.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayWork } from '../ticket-rights.js';

/** An agent takes the request that presses most and that nobody has. */
@Injectable()
export class TakeNextTicket {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {}

  /** Two agents never get the same one (security.md D4). Null when none waits. */
  @Transactional()
  async execute(actor: StaffActor): Promise<Ticket | null> {
    ensureMayWork(actor);
    const now = this.clock.now();
    const id = await this.tickets.nextWaiting(now);
    if (id === null) return null;
    const ticket = await this.tickets.byId(id);
    ticket.assign(actor.userId, now);
    return ticket;
  }
}
