import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor, SignedIn } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { Forbidden, InvalidInput } from '../../../kernel/errors.js';
import { Licensing } from '../../licensing/index.js';
import { type StoredAttachment, Ticket } from '../domain/ticket.js';
import { mayOpen } from '../domain/ticket.policy.js';
import type { TicketKind } from '../events/ticket-words.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { KeepTime } from './service-levels/keep-time.js';

export interface OpenTicketCommand {
  readonly subject: string;
  readonly body: string;
  readonly kind: TicketKind;
  readonly licenseId: string | null;
  /** For the actor and the people whom the actor adds; shared unless told. */
  readonly confidential?: boolean;
  readonly attachments?: readonly StoredAttachment[];
  /** Made by the form; the same one opens one ticket. */
  readonly submissionId?: string | null;
}

/** A customer opens a request. */
@Injectable()
export class OpenTicket {
  constructor(
    private readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly licensing: Licensing,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Forbidden when the actor may not open requests
   * @throws InvalidInput when the license is not one of the actor's
   */
  @Transactional()
  async execute(actor: SignedIn, command: OpenTicketCommand): Promise<Ticket> {
    if (actor.kind !== 'customer' || !mayOpen(actor)) {
      throw new Forbidden('Access denied: your account may not open requests.', {
        remedy: 'Ask an owner of your organization for the permission.',
      });
    }
    const submissionId = command.submissionId ?? null;
    const known = await this.tickets.ofSubmission(actor.userId, submissionId);
    if (known) return known;
    const about = await this.licenseOf(actor, command.licenseId);
    const ticket = Ticket.open(
      {
        organizationId: actor.organizationId,
        requesterId: actor.userId,
        byKeyHolder: actor.limitedTo !== null,
        number: await this.tickets.nextNumber(),
        subject: command.subject,
        kind: command.kind,
        body: command.body,
        confidential: command.confidential ?? false,
        attachments: command.attachments ?? [],
        submissionId,
        ...about,
      },
      this.clock.now(),
    );
    this.em.persist(ticket);
    await this.time.start(ticket);
    return ticket;
  }

  private async licenseOf(actor: CustomerActor, wanted: string | null) {
    const licenseId = wanted ?? actor.limitedTo?.licenseId ?? null;
    if (licenseId === null) return { licenseId: null, productId: null };
    const { organizationId, limitedTo } = actor;
    const foreign = limitedTo !== null && limitedTo.licenseId !== licenseId;
    const [found] = foreign ? [] : await this.licensing.entitlementsOf({ organizationId, licenseId });
    if (!found) throw InvalidInput.field('licenseId', 'Choose one of your licenses, or none.');
    return { licenseId, productId: found.productId };
  }
}
