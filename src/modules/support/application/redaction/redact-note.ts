import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { InternalNote, type InternalNoteId } from '../../domain/internal-note.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayWork } from '../ticket-rights.js';
import { RedactedTraces } from './redacted-traces.js';

/** An agent takes a passage out of a note of staff for good: also out of drafts. The audit log tells who did it. */
@Injectable()
export class RedactNote {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly traces: RedactedTraces,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, PassageMissing */
  @Transactional()
  async execute(
    actor: StaffActor,
    about: { readonly ticketId: string; readonly noteId: string; readonly passage: string },
  ): Promise<void> {
    ensureMayWork(actor);
    const { id: ticketId, organizationId } = await this.tickets.byId(about.ticketId);
    const note = await this.em.findOne(InternalNote, { id: about.noteId as InternalNoteId, ticketId });
    if (!note) throw NotFound.of('note');
    const now = this.clock.now();
    note.redact(about.passage, { userId: actor.userId, at: now });
    await this.traces.forgetDrafts({ ticketId, userId: note.authorId }, about.passage);
    await recordAudit(this.em, now, {
      action: 'support.note-redacted',
      organizationId,
      objectId: ticketId,
      details: { noteId: note.id },
    });
  }
}
