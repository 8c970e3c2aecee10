import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { Forbidden } from '../../../kernel/errors.js';
import { TicketTopic } from '../domain/categories/ticket-topic.js';
import { diagnosedVersion } from '../domain/diagnostics/diagnosis.js';
import { type SentFiles, Ticket } from '../domain/ticket.js';
import { mayOpen } from '../domain/ticket.policy.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { type AskedTopic, TicketTopics } from './categories/ticket-topics.js';
import { KeepTime } from './service-levels/keep-time.js';

export interface OpenTicketCommand extends AskedTopic, SentFiles {
  readonly subject: string;
  readonly body: string;
  /** For the actor and the people whom the actor adds; shared unless told. */
  readonly confidential?: boolean;
  /** Made by the form; the same one opens one ticket. */
  readonly submissionId?: string | null;
}

/** A customer opens a request. */
@Injectable()
export class OpenTicket {
  constructor(
    private readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly topics: TicketTopics,
    private readonly time: KeepTime,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Forbidden when the actor may not open requests
   * @throws InvalidInput when a license or an upload is not one of the actor's, or the fields are not what the category asks for
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
    const attachments = await this.tickets.filesOf(actor.userId, command);
    const appVersion = diagnosedVersion(attachments);
    const { topic, ...about } = await this.topics.find(actor, { ...command, appVersion });
    const ticket = Ticket.open(
      {
        organizationId: actor.organizationId,
        requesterId: actor.userId,
        byKeyHolder: actor.limitedTo !== null,
        number: await this.tickets.nextNumber(),
        subject: command.subject,
        body: command.body,
        confidential: command.confidential ?? false,
        attachments,
        submissionId,
        ...about,
      },
      this.clock.now(),
    );
    this.em.persist(ticket);
    this.em.persist(new TicketTopic(ticket.id, topic));
    await this.time.start(ticket);
    return ticket;
  }
}
