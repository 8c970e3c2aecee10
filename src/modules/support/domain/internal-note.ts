import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { type Id, newId, type UserId } from '../../../kernel/ids.js';
import { InternalNoteRedacted } from '../events/internal-note-redacted.js';
import { InternalNoteWritten } from '../events/internal-note-written.js';
import type { TicketId } from '../events/ticket-words.js';
import { redacted } from './redaction/redacted-text.js';

export type InternalNoteId = Id<'internal-note'>;

/** A note of staff for staff. It is no part of the ticket, so nothing that reads a ticket can carry it along (C14). */
@Entity({ schema: 'support', tableName: 'internal_note' })
export class InternalNote extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id: InternalNoteId;
  @Property({ type: 'uuid' })
  readonly ticketId: TicketId;
  @Property({ type: 'uuid' })
  readonly authorId: UserId;
  @Property({ type: 'text' })
  readonly body: string;
  @Property({ type: 'uuid', nullable: true })
  readonly submissionId: string | null;
  @Property({ type: 'datetime' })
  readonly createdAt: Date;

  private constructor(ticketId: TicketId, note: NewNote, now: Date) {
    super();
    this.id = newId<InternalNoteId>();
    this.ticketId = ticketId;
    this.authorId = note.authorId;
    this.body = note.body;
    this.submissionId = note.submissionId;
    this.createdAt = now;
  }

  static write(ticketId: TicketId, note: NewNote, now: Date): InternalNote {
    const written = new InternalNote(ticketId, note, now);
    written.raise(InternalNoteWritten.of({ ticketId, noteId: written.id }, now));
    return written;
  }

  /** Takes the passage out for good, wherever it stands. @throws PassageMissing when it stands nowhere */
  redact(passage: string, by: { readonly userId: UserId; readonly at: Date }): void {
    change<InternalNote>(this, { body: redacted(this.body, passage) });
    const { ticketId, id: noteId } = this;
    this.raise(InternalNoteRedacted.of({ ticketId, noteId, redactedById: by.userId }, by.at));
  }
}

export interface NewNote {
  readonly authorId: UserId;
  readonly body: string;
  readonly submissionId: string | null;
}
