import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { OpenRequests } from '../../../platform/ports/open-requests.js';
import { TicketRepository } from '../persistence/ticket.repository.js';

/**
 * Gives the open requests of somebody who left to a colleague; what is closed stays as it was. What was confidential does
 * too: nobody who leaves chose the colleague who would read it then.
 */
@Injectable()
export class HandOverTickets extends OpenRequests {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  @Transactional()
  async handOver(command: {
    readonly organizationId: OrganizationId;
    readonly from: UserId;
    readonly to: UserId;
  }): Promise<void> {
    const { organizationId, from, to } = command;
    for (const ticket of await this.tickets.openOf(organizationId, from))
      ticket.handOver(to, this.clock.now());
  }
}
