import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { Forbidden } from '../../../kernel/errors.js';
import { declareLimit } from '../../../platform/limits/limit.js';
import { RateLimits } from '../../../platform/limits/rate-limits.js';
import { Ticket } from '../domain/ticket.js';
import { mayOpenUnverified } from '../domain/ticket.policy.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { KeepTime } from './service-levels/keep-time.js';

const perUser = declareLimit({ name: 'support.unverified', points: 5, perSeconds: 86_400 });

/** Opens a request of who has not proved yet whose license it is (ruling C2): staff see it marked. */
@Injectable()
export class OpenUnverifiedTicket {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly limits: RateLimits,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  /** @throws Forbidden for anybody else. @throws TooManyAttempts above five a day */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: { readonly subject: string; readonly body: string; readonly submissionId?: string | null },
  ): Promise<Ticket> {
    if (!mayOpenUnverified(actor)) throw new Forbidden('Your claim is proved. Open a request as usual.');
    const { subject, body, submissionId = null } = command;
    const known = await this.tickets.ofSubmission(actor.userId, submissionId);
    if (known) return known;
    await this.limits.consume(perUser, actor.userId);
    const ticket = Ticket.open(
      {
        organizationId: actor.organizationId,
        requesterId: actor.userId,
        byKeyHolder: true,
        number: await this.tickets.nextNumber(),
        subject,
        body,
        kind: 'support',
        licenseId: actor.limitedTo?.licenseId ?? null,
        productId: null,
        attachments: [],
        submissionId,
        unverified: true,
      },
      this.clock.now(),
    );
    this.em.persist(ticket);
    await this.time.start(ticket);
    return ticket;
  }
}
