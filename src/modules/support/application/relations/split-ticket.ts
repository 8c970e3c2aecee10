import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { FollowUp } from '../../domain/closing/follow-up.js';
import { Follower } from '../../domain/followers/follower.js';
import { Ticket } from '../../domain/ticket.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { KeepTime } from '../service-levels/keep-time.js';
import { ensureMayWork } from '../ticket-rights.js';

export interface SplitTicketCommand {
  readonly ticketId: string;
  /** What the requester wrote there, and asks for something else. */
  readonly messageId: string;
  readonly subject: string;
}

/**
 * An agent makes a second question of a request a request of its own. The message stays where it was written, with its
 * files, so that nothing is missing in either conversation; each request names the other.
 */
@Injectable()
export class SplitTicket {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  /**
   * The same message opens one request, however often it is sent.
   * @returns the new request, of the same requester, license, confidentiality and followers
   * @throws NotFound. @throws InvalidInput naming `messageId` when the requester did not write it there
   */
  @Transactional()
  async execute(actor: StaffActor, { ticketId, messageId, subject }: SplitTicketCommand): Promise<Ticket> {
    ensureMayWork(actor);
    const source = await this.tickets.byId(ticketId);
    const { requesterId, organizationId, byKeyHolder, kind, licenseId, productId } = source;
    const message = await this.tickets.messageOf(source, messageId);
    if (message?.authorId !== requesterId)
      throw InvalidInput.field('messageId', 'Choose a message that the requester wrote in this request.');
    const known = await this.tickets.ofSubmission(requesterId, messageId);
    if (known) return known;
    const ticket = Ticket.open(
      {
        ...{ organizationId, requesterId, byKeyHolder, kind, licenseId, productId, subject },
        number: await this.tickets.nextNumber(),
        body: message.body,
        attachments: [],
        submissionId: messageId,
        unverified: source.unverified,
        confidential: source.confidential,
      },
      this.clock.now(),
    );
    this.em.persist(ticket);
    this.em.persist(new FollowUp(ticket.id, source.id));
    for (const { userId, addedById } of await this.em.find(Follower, { ticketId: source.id }))
      this.em.persist(Follower.add(ticket.id, { userId, addedById }, this.clock.now()));
    await this.time.start(ticket);
    return ticket;
  }
}
