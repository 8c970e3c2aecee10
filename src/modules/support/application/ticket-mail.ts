import { Injectable } from '@nestjs/common';
import type { OrganizationId, UserId } from '../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { Audience, type Recipient } from '../../../platform/ports/audience.js';
import { People } from '../../../platform/ports/people.js';
import { names } from '../domain/ticket.policy.js';
import { everyone, type VisibilityRule } from '../domain/visibility/visibility.js';

/** What mails tell of a public message. */
export interface MailedMessage {
  readonly number: string;
  readonly subject: string;
  readonly body: string;
  readonly authorName: string | null;
  readonly attachments: number;
}

interface Parties {
  readonly requester: Recipient | null;
  readonly followers: readonly Recipient[];
}

interface Participation {
  readonly organizationId: OrganizationId;
  readonly requesterId: UserId;
  readonly byKeyHolder: boolean;
  readonly confidential: boolean;
  readonly rule: VisibilityRule | null;
  readonly followers: readonly { readonly userId: UserId; readonly added: boolean }[];
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
    const { requester } = await this.partiesOf(ticketId);
    return requester ? [requester] : [];
  }

  /** The requester, and the followers who may still read requests. */
  async participants(ticketId: string): Promise<Recipient[]> {
    const { requester, followers } = await this.partiesOf(ticketId);
    return [...(requester ? [requester] : []), ...followers];
  }

  /** Asked when a mail is sent: whoever lost sight of the request since it was planned gets no word of it. */
  async isParticipant(ticketId: string, { userId }: Recipient): Promise<boolean> {
    return (await this.participants(ticketId)).some((participant) => participant.userId === userId);
  }

  private async partiesOf(ticketId: string): Promise<Parties> {
    const row = await this.database.one<Participation>(sql`
      select organization_id as "organizationId", requester_id as "requesterId",
        by_key_holder as "byKeyHolder",
        confidential,
        (select json_build_object('mode', v.mode, 'roles', v.roles, 'memberIds', v.member_ids)
          from support.visibility v where v.organization_id = t.organization_id) as rule,
        (select coalesce(json_agg(json_build_object('userId', f.user_id, 'added', f.added_by_id <> f.user_id)
            order by f.id), '[]'::json)
          from support.follower f where f.ticket_id = t.id) as followers
      from support.ticket t where id = ${ticketId}`);
    if (!row) return { requester: null, followers: [] };
    const members = await this.audience.members(row.organizationId, 'tickets.read');
    const named = (id: UserId) => members.filter(({ userId }) => userId === id);
    const holder = row.byKeyHolder ? await this.audience.user(row.requesterId) : null;
    const [requester = holder] = named(row.requesterId);
    const followers = (await this.seeing(row)).filter((id) => id !== row.requesterId).flatMap(named);
    return { requester, followers };
  }

  // Whom the requester added sees the request; who follows on their own account as long as the rule shows it.
  private async seeing({ organizationId, confidential, rule, followers }: Participation): Promise<UserId[]> {
    const shown = rule ?? everyone;
    const asks = !confidential && followers.some(({ added }) => !added);
    const members = asks ? await this.people.colleagues(organizationId, 'tickets.read') : [];
    const named = members.filter(({ id: userId, role }) => names(shown, { role, userId }));
    const byRule = new Set(named.map(({ id }) => id));
    return followers.filter(({ userId, added }) => added || byRule.has(userId)).map(({ userId }) => userId);
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
