import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { InvalidInput, NotFound } from '../../../kernel/errors.js';
import { newId, type UserId } from '../../../kernel/ids.js';
import { diagnosedVersion } from '../domain/diagnostics/diagnosis.js';
import { Follower } from '../domain/followers/follower.js';
import { MergedTicket } from '../domain/merging/merged-ticket.js';
import { HeldReply } from '../domain/sending/held-reply.js';
import { maxAttachments } from '../domain/stored-attachment.js';
import { TooManyAttachments } from '../domain/ticket.errors.js';
import {
  type AttachmentId,
  Message,
  type SentFiles,
  type StoredAttachment,
  Ticket,
} from '../domain/ticket.js';
import type { Sight } from '../domain/ticket.policy.js';
import { type TicketNumber, ticketNumber } from '../domain/ticket-number.js';
import { everyone, Visibility } from '../domain/visibility/visibility.js';

/** Loads requests for commands. */
@Injectable()
export class TicketRepository {
  constructor(private readonly em: EntityManager) {}

  /**
   * The ticket, or the one that it was merged into, locked until the transaction ends: two replies at once wait for
   * each other instead of one failing.
   * @throws NotFound when there is none
   */
  async byId(id: string): Promise<Ticket> {
    const merged = await this.em.findOne(MergedTicket, { ticketId: id as Ticket['id'] });
    const ticket = await this.em.findOne(
      Ticket,
      { id: merged?.intoId ?? (id as Ticket['id']) },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!ticket) throw NotFound.of('request');
    return ticket;
  }

  /** What the policy asks beside the ticket. Of staff it asks nothing. */
  async sightOf(actor: SignedIn, { id: ticketId, organizationId }: Ticket): Promise<Sight> {
    if (actor.kind === 'staff') return { rule: everyone, added: false };
    const rule = await this.em.findOne(Visibility, { organizationId });
    const { userId } = actor;
    const added = await this.em.count(Follower, { ticketId, userId, addedById: { $ne: userId } });
    return { rule: rule ?? everyone, added: added > 0 };
  }

  /** Shared requests of the member that are not closed, locked in one order. */
  async openOf(
    organizationId: Ticket['organizationId'],
    requesterId: Ticket['requesterId'],
  ): Promise<Ticket[]> {
    return await this.em.find(
      Ticket,
      { organizationId, requesterId, confidential: false, status: { $ne: 'closed' } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
  }

  /** Requests that the agent has and that are not closed, locked in one order. */
  async openAssignedTo(assigneeId: UserId): Promise<Ticket[]> {
    return await this.em.find(
      Ticket,
      { assigneeId, status: { $ne: 'closed' } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
  }

  /**
   * The request that presses most of those that nobody has and that nobody put aside, locked; null when there is none.
   * What somebody else takes just now is passed over.
   */
  async nextWaiting(now: Date): Promise<string | null> {
    const [row]: { id: string }[] = await this.em.execute(
      `select t.id from support.ticket t
        left join support.service_clock c on c.ticket_id = t.id
        left join support.triage tr on tr.ticket_id = t.id
      where t.assignee_id is null and t.status <> 'closed'
        and not coalesce(tr.snoozed_until > ? and t.last_public_activity_at <= tr.snoozed_at, false)
      order by c.due_at nulls last, t.created_at, t.id limit 1 for update of t skip locked`,
      [now],
    );
    return row?.id ?? null;
  }

  /** The message that a submission made already; null when it is new. */
  async messageOfSubmission(ticket: Ticket, submissionId: string | null): Promise<Message | null> {
    if (submissionId === null) return null;
    return await this.em.findOne(Message, { ticket, submissionId });
  }

  /** A message of the request; null when it is none of its. */
  async messageOf(ticket: Ticket, messageId: string): Promise<Message | null> {
    return await this.em.findOne(Message, { ticket, id: messageId as Message['id'] });
  }

  async newestMessage(ticket: Ticket): Promise<Message | null> {
    return await this.em.findOne(Message, { ticket }, { orderBy: { createdAt: 'desc', id: 'desc' } });
  }

  /** Whether somebody else's answer is held for the seconds in which it can be taken back. */
  async isAnsweredBeside({ id: ticketId }: Ticket, userId: UserId): Promise<boolean> {
    return (await this.em.count(HeldReply, { ticketId, authorId: { $ne: userId } })) > 0;
  }

  /** The newest message of an author; null when there is none. */
  async newestMessageOf(ticket: Ticket, authorId: Message['authorId']): Promise<Message | null> {
    return await this.em.findOne(
      Message,
      { ticket, authorId },
      { orderBy: { createdAt: 'desc', id: 'desc' } },
    );
  }

  /**
   * The files of a message: what came with its form, and what came in parts before and is taken along now.
   * @throws InvalidInput for an upload that is not there any more, or is somebody else's. @throws TooManyAttachments
   */
  async filesOf(
    userId: UserId,
    { attachments = [], uploadIds = [] }: SentFiles,
  ): Promise<StoredAttachment[]> {
    const wanted = [...new Set(uploadIds)];
    if (wanted.length === 0) return [...attachments];
    if (attachments.length + wanted.length > maxAttachments) throw TooManyAttachments.over(maxAttachments);
    const taken: (Omit<StoredAttachment, 'id' | 'sizeBytes'> & { sizeBytes: string })[] =
      await this.em.execute(
        `delete from support.waiting_file where user_id = ? and id = any(?::uuid[])
        returning file_name as "fileName", size_bytes as "sizeBytes", content_type as "contentType", sha256,
          storage_key as "storageKey", bundle`,
        [userId, `{${wanted.join(',')}}`],
      );
    if (taken.length < wanted.length)
      throw InvalidInput.field(
        'attachments',
        'A file that you uploaded is not here any more. Upload it again.',
      );
    const uploaded = taken.map((file) => ({
      ...file,
      id: newId<AttachmentId>(),
      sizeBytes: Number(file.sizeBytes),
    }));
    return [...attachments, ...uploaded];
  }

  /** A diagnostic bundle among the files says which version the request is about. */
  async learnVersion({ id }: Ticket, files: readonly StoredAttachment[]): Promise<void> {
    const version = diagnosedVersion(files);
    if (version === null) return;
    await this.em.execute(
      `insert into support.ticket_topic (ticket_id, app_version, answers) values (?, ?, '[]')
        on conflict (ticket_id) do update set app_version = excluded.app_version`,
      [id, version],
    );
  }

  /** The ticket that a submission opened already. Twins wait for each other here, so only one of them finds none. */
  async ofSubmission(
    requesterId: Ticket['requesterId'],
    submissionId: string | null,
  ): Promise<Ticket | null> {
    if (submissionId === null) return null;
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`ticket ${submissionId}`]);
    return await this.em.findOne(Ticket, { requesterId, submissionId });
  }

  async nextNumber(): Promise<TicketNumber> {
    const rows: { ordinal: number | string }[] = await this.em.execute(
      "select nextval('support.ticket_number') as ordinal",
    );
    return ticketNumber(Number(rows[0]?.ordinal));
  }
}
