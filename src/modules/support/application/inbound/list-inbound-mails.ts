import { Injectable } from '@nestjs/common';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../../platform/http/paging.js';
import type { AutomaticKind, HeldBecause, InboundMailStatus } from '../../events/inbound-words.js';
import type { TicketId } from '../../events/ticket-words.js';
import { currentTicket } from '../merging/current-ticket.js';

/** A mail that came in, as agents list it. */
export interface ListedMail {
  readonly id: string;
  readonly receivedAt: Date;
  readonly status: InboundMailStatus;
  readonly reason: HeldBecause | AutomaticKind | null;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly subject: string;
  /** The request that it is part of, or seems to be about. */
  readonly ticketId: TicketId | null;
  readonly ticketNumber: string | null;
}

/** A mail beside a request. */
export interface MailOfTicket extends ListedMail {
  /** The message that it became; null while it waits. */
  readonly messageId: string | null;
  readonly quoted: string;
}

export interface MailFilter {
  readonly status?: InboundMailStatus | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Selects a {@link ListedMail} of `i`. */
export const mailColumns = sql`i.id, i.received_at as "receivedAt", i.status, i.reason, i.from_name as "fromName",
  i.from_address as "fromAddress", i.subject, i.ticket_id as "ticketId",
  (select t.number from support.ticket t where t.id = i.ticket_id) as "ticketNumber"`;

const most = 500;

/** Mails that are part of a request or of one merged into it, and that wait beside it; the oldest first. For staff. */
export const mailsAbout = (ticketId: string): Statement => sql`
  select ${mailColumns}, i.message_id as "messageId", i.quoted
  from support.inbound_mail i
  where i.status in ('held', 'taken') and i.ticket_id in (select ${currentTicket(ticketId)}
    union select x.ticket_id from support.merged_ticket x where x.into_id = ${currentTicket(ticketId)})
  order by i.received_at, i.id limit ${most}`;

/** Mails that came in, the newest first; for staff. */
@Injectable()
export class ListInboundMails {
  constructor(private readonly database: ReadDatabase) {}

  async execute(filter: MailFilter): Promise<Listing<ListedMail>> {
    const after = decodeInstantCursor(filter.cursor);
    const rows = await this.database.many<ListedMail>(sql`
      select ${mailColumns} from support.inbound_mail i
      where true ${filter.status ? sql`and i.status = ${filter.status}` : nothing}
        ${after ? sql`and (i.received_at, i.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : nothing}
      order by i.received_at desc, i.id desc limit ${filter.limit + 1}`);
    return pageOf(rows, filter.limit, (row) => row.receivedAt);
  }
}
