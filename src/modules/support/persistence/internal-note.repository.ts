import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { InternalNote } from '../domain/internal-note.js';
import type { Ticket } from '../domain/ticket.js';

/** Stores internal notes; only use cases of staff have it. */
@Injectable()
export class InternalNoteRepository {
  constructor(private readonly em: EntityManager) {}

  /** The note that a submission made already; null when it is new. */
  async ofSubmission(ticket: Ticket, submissionId: string | null): Promise<InternalNote | null> {
    if (submissionId === null) return null;
    return await this.em.findOne(InternalNote, { ticketId: ticket.id, submissionId });
  }
}
