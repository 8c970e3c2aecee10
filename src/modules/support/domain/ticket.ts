import { BigIntType, Collection } from '@mikro-orm/core';
import { Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { type Id, newId, type OrganizationId, type UserId } from '../../../kernel/ids.js';
import { SubjectRedacted } from '../events/subject-redacted.js';
import { TicketAssigned } from '../events/ticket-assigned.js';
import { TicketClosed } from '../events/ticket-closed.js';
import { TicketHandedOver } from '../events/ticket-handed-over.js';
import { TicketOpened } from '../events/ticket-opened.js';
import { TicketPriorityChanged } from '../events/ticket-priority-changed.js';
import { TicketReplied } from '../events/ticket-replied.js';
import { TicketStatusChanged } from '../events/ticket-status-changed.js';
import type {
  AuthorKind,
  TicketId,
  TicketKind,
  TicketPriority,
  TicketStatus,
} from '../events/ticket-words.js';
import type { Diagnosis } from './diagnostics/diagnosis.js';
import type { Opening, Party, Step, TicketState, Written } from './opening.js';
import { redacted } from './redaction/redacted-text.js';
import type { AttachmentId, StoredAttachment } from './stored-attachment.js';
import { StatusChangeRefused } from './ticket.errors.js';
import type { TicketNumber } from './ticket-number.js';
import { afterCustomerReply, mayMove } from './ticket-status.js';

export type { Party, TicketState } from './opening.js';
export type { AttachmentId, SentFiles, StoredAttachment } from './stored-attachment.js';
export type MessageId = Id<'message'>;

/** One conversation of a customer with support. */
@Entity({ schema: 'support', tableName: 'ticket' })
export class Ticket extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id: TicketId;
  @Property({ type: 'uuid' })
  readonly organizationId: OrganizationId;
  @Property({ type: 'text' })
  readonly number: TicketNumber;
  @Property({ type: 'text' })
  readonly subject: string;
  @Property({ type: 'text' })
  readonly status: TicketStatus;
  @Property({ type: 'text' })
  readonly kind: TicketKind;
  /** With the service level it says when the request is due. */
  @Property({ type: 'text' })
  readonly priority: TicketPriority;
  @Property({ type: 'uuid' })
  readonly requesterId: UserId;
  /** The requester was limited to one license, so no membership tells whether mails may still go there. */
  @Property({ type: 'boolean' })
  readonly byKeyHolder: boolean;
  @Property({ type: 'uuid', nullable: true })
  readonly licenseId: string | null;
  @Property({ type: 'uuid', nullable: true })
  readonly productId: string | null;
  @Property({ type: 'uuid', nullable: true })
  readonly assigneeId: UserId | null = null;
  /** Opened while it was not proved whose license it is (ruling C2). */
  @Property({ type: 'boolean' })
  readonly unverified: boolean;
  /** For the requester and the followers only, whatever the organization's rule says (row SU-2). */
  @Property({ type: 'boolean' })
  readonly confidential: boolean;
  @Property({ type: 'uuid', nullable: true })
  readonly submissionId: string | null;
  @Property({ type: 'datetime' })
  readonly createdAt: Date;
  /** Moved by public messages and statuses, never by internal notes (row S3.37). */
  @Property({ type: 'datetime' })
  readonly lastPublicActivityAt: Date;
  @Property({ type: 'datetime', nullable: true })
  readonly firstRespondedAt: Date | null = null;
  @Property({ version: true, type: 'integer' })
  readonly version: number = 1;
  @OneToMany({ entity: () => Message, mappedBy: 'ticket' })
  readonly messages = new Collection<Message>(this);
  @OneToMany({ entity: () => StatusChange, mappedBy: 'ticket' })
  readonly statusChanges = new Collection<StatusChange>(this);

  private constructor(opening: Opening, now: Date) {
    super();
    this.id = newId<TicketId>();
    this.organizationId = opening.organizationId;
    this.number = opening.number;
    this.subject = opening.subject;
    this.status = 'open';
    this.kind = opening.kind;
    this.priority = opening.priority ?? 'normal';
    this.requesterId = opening.requesterId;
    this.byKeyHolder = opening.byKeyHolder;
    this.licenseId = opening.licenseId;
    this.productId = opening.productId;
    this.unverified = opening.unverified ?? false;
    this.confidential = opening.confidential ?? false;
    this.submissionId = opening.submissionId;
    this.createdAt = now;
    this.lastPublicActivityAt = now;
  }

  /** Opens a request with its first message. */
  static open(opening: Opening, now: Date): Ticket {
    const ticket = new Ticket(opening, now);
    const requester: Party = { userId: opening.requesterId, kind: 'customer' };
    const message = ticket.write(requester, { ...opening, submissionId: null }, now);
    const { id: ticketId, organizationId, requesterId, kind, licenseId } = ticket;
    ticket.raise(
      TicketOpened.of({ ticketId, organizationId, requesterId, messageId: message.id, kind, licenseId }, now),
    );
    return ticket;
  }

  /** Adds a public message. A customer's opens what was on hold or closed; staff's first one is the response. */
  reply(author: Party, written: Written, now: Date): Message {
    const message = this.write(author, written, now);
    const firstRespondedAt = this.firstRespondedAt ?? (author.kind === 'staff' ? now : null);
    change<Ticket>(this, { lastPublicActivityAt: now, firstRespondedAt });
    const { id: ticketId, organizationId } = this;
    const { userId: authorId, kind: authorKind } = author;
    const facts = { ticketId, organizationId, messageId: message.id, authorId, authorKind };
    this.raise(TicketReplied.of(facts, now));
    if (author.kind === 'customer')
      this.moveTo(afterCustomerReply(this.status, written.meaning), author, now);
    return message;
  }

  /** Closing a closed request changes nothing. */
  close(by: Party, now: Date): void {
    this.moveTo('closed', by, now);
  }

  /** The status that the request has changes nothing. @throws StatusChangeRefused when it cannot follow */
  changeStatus(status: TicketStatus, by: Party, now: Date): void {
    if (status !== this.status && !mayMove(this.status, status)) {
      throw StatusChangeRefused.from(this.status, status);
    }
    this.moveTo(status, by, now);
  }

  prioritize(priority: TicketPriority, now: Date): void {
    if (priority === this.priority) return;
    const { id: ticketId, organizationId, priority: from } = this;
    change<Ticket>(this, { priority });
    this.raise(TicketPriorityChanged.of({ ticketId, organizationId, from, to: priority }, now));
  }

  /** Null takes it from whoever had it. */
  assign(assigneeId: UserId | null, now: Date): void {
    if (assigneeId === this.assigneeId) return;
    change<Ticket>(this, { assigneeId });
    const { id: ticketId, organizationId } = this;
    this.raise(TicketAssigned.of({ ticketId, organizationId, assigneeId }, now));
  }

  /** Takes over what a request that is merged into it brings along, beside its messages. */
  absorb(other: Ticket): void {
    const newest = Math.max(this.lastPublicActivityAt.getTime(), other.lastPublicActivityAt.getTime());
    const firstRespondedAt = this.firstRespondedAt ?? other.firstRespondedAt;
    change<Ticket>(this, { lastPublicActivityAt: new Date(newest), firstRespondedAt });
  }

  /** Is again what it was before a change that is undone. */
  restore(before: TicketState, by: Party, now: Date): void {
    this.moveTo(before.status, by, now);
    this.prioritize(before.priority, now);
    this.assign(before.assigneeId, now);
  }

  /** Another member of the organization is the requester from now on. */
  handOver(requesterId: UserId, now: Date): void {
    change<Ticket>(this, { requesterId, byKeyHolder: false });
    const { id: ticketId, organizationId } = this;
    this.raise(TicketHandedOver.of({ ticketId, organizationId, requesterId }, now));
  }

  /** `confidential`: to the requester and the followers only; `shared`: to whom the organization's rule names too. */
  show(to: 'confidential' | 'shared'): void {
    change<Ticket>(this, { confidential: to === 'confidential' });
  }

  /** Takes the passage out of the subject for good. @throws PassageMissing when it does not stand there */
  redactSubject(passage: string, { userId: redactedById }: Party, now: Date): void {
    change<Ticket>(this, { subject: redacted(this.subject, passage).slice(0, 200) });
    const { id: ticketId, organizationId } = this;
    this.raise(SubjectRedacted.of({ ticketId, organizationId, redactedById }, now));
  }

  private moveTo(status: TicketStatus, by: Party, now: Date): void {
    if (status === this.status) return;
    const from = this.status;
    change<Ticket>(this, { status, lastPublicActivityAt: now });
    this.statusChanges.add(new StatusChange(this, { from, to: status, by, at: now }));
    const { id: ticketId, organizationId } = this;
    this.raise(TicketStatusChanged.of({ ticketId, organizationId, from, to: status }, now));
    if (status !== 'closed') return;
    this.raise(
      TicketClosed.of({ ticketId, organizationId, closedById: by.userId, closedByKind: by.kind }, now),
    );
  }

  private write(author: Party, written: Written, now: Date): Message {
    const message = new Message(this, author, written, now);
    this.messages.add(message);
    return message;
  }
}

/** One public message of a request. Notes for staff are none: they are {@link InternalNote}. */
@Entity({ schema: 'support', tableName: 'message' })
export class Message {
  @PrimaryKey({ type: 'uuid' })
  readonly id: MessageId;
  @ManyToOne(() => Ticket)
  readonly ticket: Ticket;
  @Property({ type: 'uuid' })
  readonly authorId: UserId;
  @Property({ type: 'text' })
  readonly authorKind: AuthorKind;
  @Property({ type: 'text' })
  readonly body: string;
  @Property({ type: 'uuid', nullable: true })
  readonly submissionId: string | null;
  @Property({ type: 'datetime' })
  readonly createdAt: Date;
  @OneToMany({ entity: () => Attachment, mappedBy: 'message' })
  readonly attachments = new Collection<Attachment>(this);

  constructor(ticket: Ticket, author: Party, written: Written, now: Date) {
    this.id = newId<MessageId>();
    this.ticket = ticket;
    this.authorId = author.userId;
    this.authorKind = author.kind;
    this.body = written.body;
    this.submissionId = written.submissionId;
    this.createdAt = now;
    this.attach(written.attachments, now);
  }

  /** Adds files that lie in the storage already. */
  attach(files: readonly StoredAttachment[], now: Date): void {
    for (const file of files) this.attachments.add(new Attachment(this, file, now));
  }
}

/** A step of a request's history. */
@Entity({ schema: 'support', tableName: 'status_change' })
export class StatusChange {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: Id<'status-change'>;
  @ManyToOne(() => Ticket)
  readonly ticket!: Ticket;
  @Property({ type: 'text' })
  readonly fromStatus!: TicketStatus;
  @Property({ type: 'text' })
  readonly toStatus!: TicketStatus;
  @Property({ type: 'uuid' })
  readonly changedById!: UserId;
  @Property({ type: 'text' })
  readonly changedByKind!: AuthorKind;
  @Property({ type: 'datetime' })
  readonly changedAt!: Date;

  constructor(ticket: Ticket, { from: fromStatus, to: toStatus, by, at: changedAt }: Step) {
    const { userId: changedById, kind: changedByKind } = by;
    const id = newId<Id<'status-change'>>();
    change<StatusChange>(this, { id, ticket, fromStatus, toStatus, changedById, changedByKind, changedAt });
  }
}

/** A file of a message. Its name is what the sender called it; where it lies is its id. */
@Entity({ schema: 'support', tableName: 'attachment' })
export class Attachment {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: AttachmentId;
  @ManyToOne(() => Message)
  readonly message!: Message;
  @Property({ type: 'text' })
  readonly fileName!: string;
  @Property({ type: new BigIntType('number') })
  readonly sizeBytes!: number;
  @Property({ type: 'text' })
  readonly contentType!: string;
  @Property({ type: 'text' })
  readonly sha256!: string;
  @Property({ type: 'text' })
  readonly storageKey!: string;
  @Property({ type: 'json', nullable: true })
  readonly bundle!: Diagnosis | null;
  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  constructor(message: Message, file: StoredAttachment, now: Date) {
    change<Attachment>(this, { ...file, bundle: file.bundle ?? null, message, createdAt: now });
  }
}
