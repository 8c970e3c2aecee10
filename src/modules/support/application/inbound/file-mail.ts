import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { UserId } from '../../../../kernel/ids.js';
import { InboundMail } from '../../domain/inbound/inbound-mail.js';
import type { TicketId } from '../../events/ticket-words.js';
import { OpenTicket } from '../open-ticket.js';
import { ReplyToTicket } from '../reply-to-ticket.js';
import type { KeptFiles } from './mail-files.js';
import type { UnderstoodMail } from './understand-mail.js';

/** A mail that is to become a message. */
export interface Letter {
  readonly mail: InboundMail;
  readonly understood: UnderstoodMail;
  readonly kept: KeptFiles;
  /** In whose name it speaks. */
  readonly actor: CustomerActor;
  /** The agent who decided; null: the portal did. */
  readonly by: UserId | null;
}

const withoutSubject = 'E-mail without a subject';
const withoutText = '[The mail has no text.]';

/** Makes a mail a message, as if its author had written it on the page: the same rights, statuses, clocks and mails. */
@Injectable()
export class FileMail {
  constructor(
    protected readonly em: EntityManager,
    private readonly replies: ReplyToTicket,
    private readonly opening: OpenTicket,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, Forbidden when the actor may not write to the request */
  @Transactional()
  async reply(ticketId: TicketId, letter: Letter): Promise<void> {
    const { mail, actor } = letter;
    const written = { ...this.written(letter), submissionId: mail.id };
    const message = await this.replies.execute(actor, { ticketId, ...written });
    this.filed(letter, ticketId, message.id);
  }

  /** @throws Forbidden when the actor may not open requests */
  @Transactional()
  async open(letter: Letter): Promise<TicketId> {
    const { mail, actor, understood } = letter;
    const subject = understood.head.subject.slice(0, 200).toWellFormed().trim() || withoutSubject;
    const about = { subject, kind: 'support' as const, licenseId: null, submissionId: mail.id };
    const ticket = await this.opening.execute(actor, { ...this.written(letter), ...about });
    const [message] = ticket.messages.getItems();
    if (message) this.filed(letter, ticket.id, message.id);
    return ticket.id;
  }

  private written({ understood, kept }: Letter) {
    return { body: understood.text || withoutText, attachments: kept.attachments };
  }

  private filed(
    { mail, understood, kept, by }: Letter,
    ticketId: TicketId,
    messageId: InboundMail['messageId'],
  ) {
    if (messageId === null) return;
    const { quoted } = understood;
    mail.file({ ticketId, messageId, quoted, leftOut: kept.leftOut }, by, this.clock.now());
  }
}
