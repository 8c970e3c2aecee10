import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { Ticket } from '../../domain/ticket.js';
import { ticketOfNumber } from '../../persistence/ticket-of-number.js';
import { ensureMayWork } from '../ticket-rights.js';
import { FileMail } from './file-mail.js';
import { FindAuthor } from './find-author.js';
import { InboundMails } from './inbound-mails.js';
import type { PreparedLetter } from './prepare-letter.js';

export interface AttachMailCommand extends PreparedLetter {
  readonly id: string;
  /** The reference of the request, in any case. */
  readonly number: string;
}

/**
 * An agent makes a mail a message of a request. It speaks for whoever of the organization has that address, and else for
 * the requester: the agent vouches for it, which the audit log keeps.
 */
@Injectable()
export class AttachMail {
  constructor(
    protected readonly em: EntityManager,
    private readonly mails: InboundMails,
    private readonly filing: FileMail,
    private readonly authors: FindAuthor,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound, InboundMailSettled. @throws InvalidInput without such a request, or anybody who may write to it */
  @Transactional()
  async execute(actor: StaffActor, command: AttachMailCommand): Promise<Ticket> {
    ensureMayWork(actor);
    const mail = await this.mails.open(command.id);
    const ticketId = await ticketOfNumber(this.em, command.number);
    const ticket = ticketId && (await this.em.findOne(Ticket, { id: ticketId }));
    if (!ticket) throw InvalidInput.field('number', 'Enter the reference of a request, like R-10001.');
    const { understood, kept } = command;
    const author = await this.authors.execute(ticket, understood.head.fromAddress);
    await this.filing.reply(ticket.id, { mail, understood, kept, actor: author, by: actor.userId });
    await this.audit.record({
      action: 'support.inbound-mail-attached',
      actor,
      aboutUserId: author.userId,
      organizationId: ticket.organizationId,
      objectId: mail.id,
      details: { ticketId: ticket.id },
    });
    return ticket;
  }
}
