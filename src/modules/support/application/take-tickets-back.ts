import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { UserId } from '../../../kernel/ids.js';
import { TicketRepository } from '../persistence/ticket.repository.js';

/** Has nobody have the open requests of a colleague who left, so that somebody else takes them. */
@Injectable()
export class TakeTicketsBack {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(assigneeId: UserId): Promise<void> {
    for (const ticket of await this.tickets.openAssignedTo(assigneeId)) ticket.assign(null, this.clock.now());
  }
}
