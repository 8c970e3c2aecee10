import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import type { UserId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Follower } from '../../domain/followers/follower.js';
import { mayRead } from '../../domain/ticket.policy.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayShare } from '../ticket-rights.js';

/** A follower leaves a request, or its requester removes one. */
@Injectable()
export class StopFollowing {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Removing who does not follow changes nothing.
   * @param command.userId null: the actor
   * @throws NotFound when the actor may not know the request. @throws Forbidden for others unless it is the actor's own
   */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: { readonly ticketId: string; readonly userId: string | null },
  ): Promise<void> {
    const ticket = await this.tickets.byId(command.ticketId);
    const userId = (command.userId ?? actor.userId) as UserId;
    const sight = await this.tickets.sightOf(actor, ticket);
    if (userId !== actor.userId) ensureMayShare(actor, ticket, sight);
    else if (!mayRead(actor, ticket, sight)) throw NotFound.of('request');
    const removed = await this.em.nativeDelete(Follower, { ticketId: ticket.id, userId });
    if (removed === 0) return;
    await recordAudit(this.em, this.clock.now(), {
      action: 'support.follower-removed',
      actor,
      objectId: ticket.id,
      details: { userId },
    });
  }
}
