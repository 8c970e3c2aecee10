import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { Triage } from '../../domain/inbox/triage.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { TriageRepository } from '../../persistence/triage.repository.js';
import { ensureMayWork } from '../ticket-rights.js';

export { mostTags } from '../../domain/inbox/triage.js';

/** Agents tag a request, put it aside until a time, and take it back. */
@Injectable()
export class SortTicket {
  constructor(
    protected readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly triages: TriageRepository,
    private readonly clock: Clock,
  ) {}

  /** These tags and no others. @throws NotFound, InvalidInput */
  @Transactional()
  async tag(actor: StaffActor, ticketId: string, tags: readonly string[]): Promise<Triage> {
    const triage = await this.triageOf(actor, ticketId);
    triage.tag(tags);
    return triage;
  }

  /** These tags beside those that are there. @throws NotFound, InvalidInput */
  @Transactional()
  async addTags(actor: StaffActor, ticketId: string, tags: readonly string[]): Promise<Triage> {
    const triage = await this.triageOf(actor, ticketId);
    triage.tag([...triage.tags, ...tags]);
    return triage;
  }

  /** It comes back then, or when something happens to it in public. @throws NotFound, InvalidInput */
  @Transactional()
  async snooze(actor: StaffActor, ticketId: string, until: Date): Promise<Triage> {
    const triage = await this.triageOf(actor, ticketId);
    triage.snooze(until, this.clock.now());
    return triage;
  }

  /** @throws NotFound */
  @Transactional()
  async wake(actor: StaffActor, ticketId: string): Promise<void> {
    (await this.triageOf(actor, ticketId)).wake();
  }

  private async triageOf(actor: StaffActor, ticketId: string): Promise<Triage> {
    ensureMayWork(actor);
    return await this.triages.of(await this.tickets.byId(ticketId));
  }
}
