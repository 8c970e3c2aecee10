import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Forbidden, InvalidInput, NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { People } from '../../../../platform/ports/people.js';
import { TooManyFollowers } from '../../domain/followers/follower.errors.js';
import { Follower } from '../../domain/followers/follower.js';
import type { Ticket } from '../../domain/ticket.js';
import { mayFollow, mayRead } from '../../domain/ticket.policy.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayShare } from '../ticket-rights.js';

/** The most followers of one request. */
const most = 50;

/** A member follows a request, or its requester adds a colleague who may read requests. */
@Injectable()
export class FollowTicket {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  /**
   * Following what one follows changes nothing.
   * @param command.userId null: the actor
   * @throws NotFound when the actor may not know the request. @throws Forbidden when it is another's to share
   * @throws InvalidInput for who is no colleague. @throws TooManyFollowers
   */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: { readonly ticketId: string; readonly userId: string | null },
  ): Promise<void> {
    const ticket = await this.tickets.byId(command.ticketId);
    const { id: ticketId } = ticket;
    const userId = (command.userId ?? actor.userId) as UserId;
    await this.ensureMayAdd(actor, ticket, userId);
    const known = await this.em.find(Follower, { ticketId });
    const same = known.find((follower) => follower.userId === userId);
    if (same) {
      if (userId !== actor.userId) same.addedBy(actor.userId);
      return;
    }
    if (known.length >= most) throw TooManyFollowers.over(most);
    const now = this.clock.now();
    this.em.persist(Follower.add(ticketId, { userId, addedById: actor.userId }, now));
    await recordAudit(this.em, now, {
      action: 'support.follower-added',
      actor,
      objectId: ticketId,
      details: { userId },
    });
  }

  private async ensureMayAdd(actor: CustomerActor, ticket: Ticket, userId: UserId): Promise<void> {
    const sight = await this.tickets.sightOf(actor, ticket);
    if (userId === actor.userId) {
      if (!mayRead(actor, ticket, sight)) throw NotFound.of('request');
      if (mayFollow(actor, ticket, sight)) return;
      throw new Forbidden('You get the answers to this request already, or nobody can follow it.');
    }
    ensureMayShare(actor, ticket, sight);
    const colleagues = await this.people.colleagues(ticket.organizationId, 'tickets.read');
    if (actor.limitedTo || !colleagues.some(({ id }) => id === userId))
      throw InvalidInput.field('userId', 'Choose a colleague who may read requests.');
  }
}
