import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { type UrgentRequest, UrgentRequests } from '../../../platform/ports/urgent-requests.js';
import { Ticket } from '../domain/ticket.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { KeepTime } from './service-levels/keep-time.js';

/** Opens a request that the portal itself makes for somebody in need, as urgent as can be. */
@Injectable()
export class OpenUrgentRequest extends UrgentRequests {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {
    super();
  }

  @Transactional()
  async open(request: UrgentRequest): Promise<void> {
    if (await this.tickets.ofSubmission(request.requesterId, request.submissionId)) return;
    const ticket = Ticket.open(
      {
        ...request,
        number: await this.tickets.nextNumber(),
        kind: 'support',
        licenseId: null,
        productId: null,
        attachments: [],
        priority: 'urgent',
      },
      this.clock.now(),
    );
    this.em.persist(ticket);
    await this.time.start(ticket);
  }
}
