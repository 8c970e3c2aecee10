import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Storage } from '../../../../platform/storage/storage.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ensureMayWork } from '../ticket-rights.js';
import { RedactedTraces } from './redacted-traces.js';

/** An agent takes a passage out of a subject for good: also out of drafts and mails. The audit log tells who did it. */
@Injectable()
export class RedactSubject {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly traces: RedactedTraces,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, PassageMissing */
  async execute(actor: StaffActor, ticketId: string, passage: string): Promise<void> {
    // Once it is sure that no row names them any more.
    for (const key of await this.withoutPassage(actor, ticketId, passage)) await this.storage.delete(key);
  }

  @Transactional()
  async withoutPassage(actor: StaffActor, ticketId: string, passage: string): Promise<string[]> {
    ensureMayWork(actor);
    const ticket = await this.tickets.byId(ticketId);
    const { id: objectId, organizationId, requesterId: userId } = ticket;
    const now = this.clock.now();
    ticket.redactSubject(passage, { userId: actor.userId, kind: 'staff' }, now);
    await this.traces.forgetDrafts({ ticketId: objectId, userId }, passage);
    await recordAudit(this.em, now, { action: 'support.subject-redacted', organizationId, objectId });
    return await this.traces.forgetSubject(ticket, passage);
  }
}
