import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { Audience, type Recipient } from '../../../platform/ports/audience.js';
import { People } from '../../../platform/ports/people.js';

/** What mails tell of a public message. */
export interface MailedMessage {
  readonly number: string;
  readonly subject: string;
  readonly body: string;
  readonly authorName: string | null;
  readonly attachments: number;
}

/** Gathers what mails need. It reads public messages only; no note can get here (ruling C14). */
@Injectable()
export class TicketMail {
  constructor(
    private readonly database: ReadDatabase,
    private readonly audience: Audience,
    private readonly people: People,
  ) {}

  /** The requester: a key holder, or a member who may still read requests. */
  async requester(ticketId: string): Promise<Recipient[]> {
    const row = await this.database.one<{
      organizationId: OrganizationId;
      requesterId: UserId;
      byKeyHolder: boolean;
    }>(sql`
      select organization_id as "organizationId", requester_id as "requesterId",
        by_key_holder as "byKeyHolder"
      from support.ticket where id = ${ticketId}`);
    if (!row) return [];
    const members = await this.audience.members(row.organizationId, 'tickets.read');
    const requester = members.find((member) => member.userId === row.requesterId);
    if (requester) return [requester];
    const holder = row.byKeyHolder ? await this.audience.user(row.requesterId) : null;
    return holder ? [holder] : [];
  }

  /** The message with its ticket; null when there is none. */
  async message(messageId: string): Promise<MailedMessage | null> {
    const row = await this.database.one<Omit<MailedMessage, 'authorName'> & { authorId: UserId }>(sql`
      select t.number, t.subject, m.body, m.author_id as "authorId",
        (select count(*) from support.attachment a where a.message_id = m.id) as attachments
      from support.message m join support.ticket t on t.id = m.ticket_id
      where m.id = ${messageId}`);
    if (!row) return null;
    const { authorId, ...message } = row;
    const author = (await this.people.users([authorId])).get(authorId);
    return { ...message, authorName: author?.name ?? null };
  }
}
