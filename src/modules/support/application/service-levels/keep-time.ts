import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type RequestFacts, readClock } from '../../domain/service-level/request-clock.js';
import { ServiceClock } from '../../domain/service-level/service-clock.js';
import type { Ticket } from '../../domain/ticket.js';
import { ServicePromises } from './service-promises.js';

/** Keeps the due times of a request in step with what happens to it, in the transaction that changes it. */
@Injectable()
export class KeepTime {
  constructor(
    private readonly em: EntityManager,
    private readonly promises: ServicePromises,
  ) {}

  /** The clock of a new request. */
  async start(ticket: Ticket): Promise<void> {
    const clock = ServiceClock.of(ticket);
    await this.read(clock, ticket, []);
    this.em.persist(clock);
  }

  /** Reads the clock of a request, which the caller has locked, anew. */
  async follow(ticket: Ticket): Promise<void> {
    await ticket.statusChanges.loadItems();
    const steps = ticket.statusChanges
      .getItems()
      .map(({ id, toStatus: to, changedAt: at }) => ({ id, to, at }))
      // Ids grow with time, so they order what happened in the same millisecond.
      .sort((a, b) => a.at.getTime() - b.at.getTime() || a.id.localeCompare(b.id));
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const known = await this.em.findOne(ServiceClock, { ticketId: ticket.id }, { lockMode });
    // What another system kept time of has no clock here; it would be overdue at once.
    if (!known && (await this.isImported(ticket))) return;
    const clock = known ?? ServiceClock.of(ticket);
    await this.read(clock, ticket, steps);
    this.em.persist(clock);
  }

  private async isImported({ id }: Ticket): Promise<boolean> {
    const rows = await this.em.execute<object[]>(
      'select 1 as imported from support.imported_ticket where ticket_id = ?',
      [id],
    );
    return rows.length > 0;
  }

  private async read(clock: ServiceClock, ticket: Ticket, steps: RequestFacts['steps']): Promise<void> {
    const { createdAt: openedAt, firstRespondedAt, priority } = ticket;
    const { promised } = await this.promises.of(ticket, priority);
    clock.show(readClock({ openedAt, firstRespondedAt, steps }, promised));
  }
}
