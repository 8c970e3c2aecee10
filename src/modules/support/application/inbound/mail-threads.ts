import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Conversation } from '../../../../platform/mail/define-email.js';
import type { Recipient } from '../../../../platform/ports/audience.js';
import type { TicketNumber } from '../../domain/ticket-number.js';
import { ReplyAddresses } from './reply-addresses.js';

/** What keeps the mails about a request together, on both sides. */
@Injectable()
export class MailThreads {
  constructor(
    private readonly database: ReadDatabase,
    private readonly addresses: ReplyAddresses,
    private readonly config: Config,
  ) {}

  /** True: mails about requests may be answered by mail. */
  get answerable(): boolean {
    return this.addresses.inUse;
  }

  /** For a mail about the request to somebody who may answer it. */
  async of(ticketId: string, { userId, email }: Recipient): Promise<Conversation> {
    const ticket = await this.database.one<{ number: TicketNumber; mailId: string | null }>(sql`
      select number, (select mail_id from support.inbound_mail i
        where i.ticket_id = t.id and i.message_id is not null and i.from_address = ${email.toLowerCase()}
        order by i.received_at desc limit 1) as "mailId"
      from support.ticket t where id = ${ticketId}`);
    if (!ticket || !userId) return this.amongStaff(ticketId);
    const answered = ticket.mailId === null ? [] : [ticket.mailId];
    return {
      root: this.rootOf(ticketId),
      answered,
      replyTo: this.addresses.of({ number: ticket.number, recipientId: userId }),
    };
  }

  /** For a mail about the request that is answered in the console only. */
  async amongStaff(ticketId: string): Promise<Conversation> {
    return { root: this.rootOf(ticketId), answered: [], replyTo: null };
  }

  private rootOf(ticketId: string): string {
    return `request.${ticketId}@${this.config.mailHost}`;
  }
}
