import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
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
    const failed: unknown[] = [];
    let last: TicketId | null = null;
    do {
      const found: TicketId[] = await this.after(last);
      for (const id of found) await this.recalculate(id).catch((error: unknown) => failed.push(error));
      last = found.length === atOnce ? (found.at(-1) ?? null) : null;
    } while (last !== null);
    if (failed.length > 0) throw failed[0];
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
