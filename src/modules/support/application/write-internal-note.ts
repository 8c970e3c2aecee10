import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { InternalNote } from '../domain/internal-note.js';
import { InternalNoteRepository } from '../persistence/internal-note.repository.js';
import { TicketRepository } from '../persistence/ticket.repository.js';
import { ensureMayWork } from './ticket-rights.js';

export interface NoteCommand {
  readonly ticketId: string;
  readonly body: string;
  /** Made by the form; the same one makes one note. */
  readonly submissionId?: string | null;
}

/** Staff writes a note for staff. The ticket itself does not change, so customers notice nothing. */
@Injectable()
export class WriteInternalNote {
  constructor(
    private readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly notes: InternalNoteRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(actor: SignedIn, command: NoteCommand): Promise<InternalNote> {
    ensureMayWork(actor);
    const ticket = await this.tickets.byId(command.ticketId);
    const submissionId = command.submissionId ?? null;
    const known = await this.notes.ofSubmission(ticket, submissionId);
    if (known) return known;
    const note = InternalNote.write(
      ticket.id,
      { authorId: actor.userId, body: command.body, submissionId },
      this.clock.now(),
    );
    this.em.persist(note);
    return note;
  }
}
