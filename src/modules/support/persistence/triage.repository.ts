import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Triage } from '../domain/inbox/triage.js';
import type { Ticket } from '../domain/ticket.js';

/** Stores how agents sort requests. */
@Injectable()
export class TriageRepository {
  constructor(private readonly em: EntityManager) {}

  /** That of a ticket which the caller has locked; a new one when it was never sorted. */
  async of(ticket: Ticket): Promise<Triage> {
    const known = await this.em.findOne(Triage, { ticketId: ticket.id });
    const triage = known ?? Triage.of(ticket);
    if (!known) this.em.persist(triage);
    return triage;
  }
}
