import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CustomerActor, StaffActor } from '../../../../kernel/actor.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { Audit } from '../../../../platform/audit/audit.js';
import { Correspondents } from '../../../../platform/ports/correspondents.js';
import { mayOpen } from '../../domain/ticket.policy.js';
import type { TicketId } from '../../events/ticket-words.js';
import { ensureMayWork } from '../ticket-rights.js';
import { FileMail } from './file-mail.js';
import { InboundMails } from './inbound-mails.js';
import type { PreparedLetter } from './prepare-letter.js';

export interface OpenFromMailCommand extends PreparedLetter {
  readonly id: string;
  /** The proved address of the customer it is opened for. */
  readonly email: string;
  /** Only needed where the customer is a member of several. */
  readonly organizationId: OrganizationId | null;
}

/** An agent opens a request of a customer from a mail. */
@Injectable()
export class OpenFromMail {
  constructor(
    protected readonly em: EntityManager,
    private readonly mails: InboundMails,
    private readonly filing: FileMail,
    private readonly correspondents: Correspondents,
    private readonly audit: Audit,
  ) {}

  /** @throws NotFound, InboundMailSettled. @throws InvalidInput when it is not clear whose request it is */
  @Transactional()
  async execute(actor: StaffActor, command: OpenFromMailCommand): Promise<TicketId> {
    ensureMayWork(actor);
    const mail = await this.mails.open(command.id);
    const customer = await this.customerOf(command);
    const { understood, kept } = command;
    const ticketId = await this.filing.open({ mail, understood, kept, actor: customer, by: actor.userId });
    await this.audit.record({
      action: 'support.inbound-mail-opened',
      actor,
      aboutUserId: customer.userId,
      organizationId: customer.organizationId,
      objectId: mail.id,
      details: { ticketId },
    });
    return ticketId;
  }

  private async customerOf({ email, organizationId }: OpenFromMailCommand): Promise<CustomerActor> {
    const places = (await this.correspondents.withAddress(email.trim())).filter((place) => mayOpen(place));
    const wanted = organizationId
      ? places.filter((place) => place.organizationId === organizationId)
      : places;
    const [customer, ...others] = wanted;
    if (!customer)
      throw InvalidInput.field('email', 'Enter the address of a customer who may open requests.');
    if (others.length > 0)
      throw InvalidInput.field(
        'organizationId',
        'Choose the organization; this customer belongs to several.',
      );
    return customer;
  }
}
