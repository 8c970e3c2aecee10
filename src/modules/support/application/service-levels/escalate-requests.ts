import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { byId, eachInTurn } from '../../../../platform/queue/each-in-turn.js';
import { ServiceClock } from '../../domain/service-level/service-clock.js';
import type { TicketId } from '../../events/ticket-words.js';

const atOnce = 200;

/** Tells of requests that are due soon or overdue, before the customer has to (row SU-4). */
@Injectable()
export class EscalateRequests {
  constructor(
    readonly em: EntityManager,
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** A request that cannot be done keeps none of the others from it; its error is thrown at the end. */
  async execute(): Promise<void> {
    await eachInTurn(
      byId<TicketId>(atOnce, (id) => this.after(id)),
      (id) => this.escalate(id),
    );
  }

  private async after(id: TicketId | null): Promise<TicketId[]> {
    const rows = await this.database.many<{ ticketId: TicketId }>(sql`
      select ticket_id as "ticketId" from support.service_clock
      where escalate_at <= ${this.clock.now()}
        and ticket_id > coalesce(${id}::uuid, '00000000-0000-0000-0000-000000000000')
      order by ticket_id limit ${atOnce}`);
    return rows.map(({ ticketId }) => ticketId);
  }

  /** The mark and the event are one transaction under the clock's lock: of two workers the second finds it told. */
  @Transactional()
  private async escalate(ticketId: TicketId): Promise<void> {
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const clock = await this.em.findOne(ServiceClock, { ticketId }, { lockMode });
    clock?.escalate(this.clock.now());
  }
}
