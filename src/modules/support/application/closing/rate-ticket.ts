import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Forbidden, NotFound } from '../../../../kernel/errors.js';
import { NotClosedYet } from '../../domain/closing/closing.errors.js';
import { Rating, type RatingWords } from '../../domain/closing/rating.js';
import { mayRate, mayRead } from '../../domain/ticket.policy.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';

/** The requester says how a closed request was answered: once, and thinks again for a while (row SU-1). */
@Injectable()
export class RateTicket {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound when the actor may not know the request. @throws Forbidden unless it is the actor's own
   * @throws NotClosedYet. @throws RatingIsFinal
   */
  @Transactional()
  async execute(
    actor: CustomerActor,
    { ticketId, ...words }: RatingWords & { readonly ticketId: string },
  ): Promise<void> {
    const ticket = await this.tickets.byId(ticketId);
    if (!mayRead(actor, ticket, await this.tickets.sightOf(actor, ticket))) throw NotFound.of('request');
    if (!mayRate(actor, ticket)) throw new Forbidden('Access denied: only who opened the request rates it.');
    if (ticket.status !== 'closed') throw NotClosedYet.toRate();
    const now = this.clock.now();
    const known = await this.em.findOne(Rating, { ticketId: ticket.id });
    if (known) known.rethink(words, now);
    else {
      const { id, organizationId } = ticket;
      this.em.persist(Rating.give({ ticketId: id, organizationId, ratedById: actor.userId }, words, now));
    }
  }
}
