import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayShare } from '../ticket-rights.js';

/** The requester keeps a request from the organization, or shows it again (row SU-2). */
@Injectable()
export class KeepConfidential {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when the actor may not know the request. @throws Forbidden unless it is the actor's own */
  @Transactional()
  async execute(
    actor: CustomerActor,
    command: { readonly ticketId: string; readonly confidential: boolean },
  ): Promise<void> {
    const { confidential } = command;
    const ticket = await this.tickets.byId(command.ticketId);
    const { id: ticketId } = ticket;
    ensureMayShare(actor, ticket, await this.tickets.sightOf(actor, ticket));
    if (ticket.confidential === confidential) return;
    ticket.show(confidential ? 'confidential' : 'shared');
    // Whom nobody added sees it no longer, so the list of followers must not say so.
    if (confidential)
      await this.em.execute('delete from support.follower where ticket_id = ? and added_by_id = user_id', [
        ticketId,
      ]);
    await recordAudit(this.em, this.clock.now(), {
      action: confidential ? 'support.request-made-confidential' : 'support.request-shared',
      actor,
      objectId: ticketId,
    });
  }
}
