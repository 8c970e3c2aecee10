import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { MergedTicket, type MergeFacts } from '../../domain/merging/merged-ticket.js';
import type { Ticket } from '../../domain/ticket.js';
import { ConversationRepository } from '../../persistence/conversation.repository.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ticketOfNumber } from '../../persistence/ticket-of-number.js';
import { KeepTime } from '../service-levels/keep-time.js';
import { ensureMayWork, partyOf } from '../ticket-rights.js';

/** Agents bring two requests of one person together. */
@Injectable()
export class MergeTickets {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly conversations: ConversationRepository,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  /**
   * The whole conversation of the one goes into the other, which answers to both references from then on.
   * @param command.into the reference of the other one, e.g. `R-10002`
   * @returns the other one
   * @throws NotFound, InvalidInput for a reference that is none, TicketMergeRefused
   */
  @Transactional()
  async execute(
    actor: StaffActor,
    command: { readonly ticketId: string; readonly into: string },
  ): Promise<Ticket> {
    ensureMayWork(actor);
    const now = this.clock.now();
    const intoId = await ticketOfNumber(this.em, command.into);
    if (intoId === null) throw InvalidInput.field('into', 'There is no request with this reference.');
    // In one order, so that two merges of the same requests wait for each other and nothing else.
    for (const id of [command.ticketId, intoId].sort()) await this.tickets.byId(id);
    const [source, target] = [await this.tickets.byId(command.ticketId), await this.tickets.byId(intoId)];
    const open = await this.conversations.isOpenToAll(source);
    const by = { mergedById: actor.userId, at: now, open };
    this.em.persist(MergedTicket.of(await this.factsOf(source), await this.factsOf(target), by));
    target.absorb(source);
    source.close(partyOf(actor), now);
    await this.time.follow(source);
    await this.time.follow(target);
    await this.em.flush();
    await this.conversations.move(source, target, { followers: open && !source.confidential });
    return target;
  }

  private async factsOf(ticket: Ticket): Promise<MergeFacts> {
    const { id, organizationId, requesterId, licenseId, status, unverified, confidential } = ticket;
    const followerIds = await this.conversations.followersOf(ticket);
    return { id, organizationId, requesterId, licenseId, status, unverified, confidential, followerIds };
  }
}
