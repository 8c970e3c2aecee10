import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { byId, eachInTurn } from '../../../../platform/queue/each-in-turn.js';
import type { TicketId } from '../../events/ticket-words.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { KeepTime } from './keep-time.js';

const atOnce = 200;

/** Reads the clocks of all open requests anew, after a calendar or a service level changed. */
@Injectable()
export class RecalculateDueTimes {
  constructor(
    readonly em: EntityManager,
    private readonly database: ReadDatabase,
    private readonly tickets: TicketRepository,
    private readonly time: KeepTime,
  ) {}

  /**
   * Each request in a transaction of its own, so that nobody waits for all of them. One that cannot be done keeps none
   * of the others from it; its error is thrown at the end.
   */
  async execute(): Promise<void> {
    await eachInTurn(
      byId<TicketId>(atOnce, (id) => this.after(id)),
      (id) => this.recalculate(id),
    );
  }

  private async after(id: TicketId | null): Promise<TicketId[]> {
    const rows = await this.database.many<{ id: TicketId }>(sql`
      select t.id from support.ticket t
      where t.status <> 'closed' and t.id > coalesce(${id}::uuid, '00000000-0000-0000-0000-000000000000')
      order by t.id limit ${atOnce}`);
    return rows.map((row) => row.id);
  }

  @Transactional()
  private async recalculate(id: TicketId): Promise<void> {
    await this.time.follow(await this.tickets.byId(id));
  }
}
