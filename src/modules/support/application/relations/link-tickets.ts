import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { type Statement, sql } from '../../../../platform/database/read-database.js';
import type { TicketStatus } from '../../events/ticket-words.js';
import { TicketRepository } from '../../persistence/ticket.repository.js';
import { ticketOfNumber } from '../../persistence/ticket-of-number.js';
import { ensureMayWork } from '../ticket-rights.js';

export interface RelatedTicket {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly status: TicketStatus;
}

/** As many as somebody reads. */
const mostRelated = 50;

/** Agents say that requests belong together, of whatever customers; no customer learns of it. */
@Injectable()
export class LinkTickets {
  constructor(
    readonly em: EntityManager,
    private readonly tickets: TicketRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Linking what is linked changes nothing.
   * @param number the reference of the other one, e.g. `R-10002`
   * @throws NotFound. @throws InvalidInput naming `number`
   */
  @Transactional()
  async link(actor: StaffActor, ticketId: string, number: string): Promise<void> {
    ensureMayWork(actor);
    const ticket = await this.tickets.byId(ticketId);
    const otherId = await ticketOfNumber(this.em, number);
    if (otherId === null) throw InvalidInput.field('number', 'There is no request with this reference.');
    if (otherId === ticket.id)
      throw InvalidInput.field('number', 'This is the request itself. Give the reference of another one.');
    await this.em.execute(
      `insert into support.ticket_link (ticket_id, other_id, linked_at, linked_by_id)
        select p.a, p.b, ?, ? from (values (?::uuid, ?::uuid), (?::uuid, ?::uuid)) p (a, b)
        on conflict do nothing`,
      [this.clock.now(), actor.userId, ticket.id, otherId, otherId, ticket.id],
    );
    const [{ most } = { most: 0 }]: { most: number }[] = await this.em.execute(
      `select max(n)::int as most from (select count(*) as n from support.ticket_link
        where ticket_id in (?, ?) group by ticket_id) c`,
      [ticket.id, otherId],
    );
    if (most > mostRelated)
      throw InvalidInput.field('number', 'A request is linked to 50 others at most. An incident holds more.');
  }

  /** Taking apart what is not linked changes nothing. @throws NotFound */
  @Transactional()
  async unlink(actor: StaffActor, ticketId: string, otherId: string): Promise<void> {
    ensureMayWork(actor);
    const { id } = await this.tickets.byId(ticketId);
    await this.em.execute(
      'delete from support.ticket_link where (ticket_id = ? and other_id = ?) or (ticket_id = ? and other_id = ?)',
      [id, otherId, otherId, id],
    );
  }
}

/** The requests that a request is linked to, the newest link first. */
export const relatedTo = (ticketId: Statement): Statement => sql`
  select t.id, t.number, t.subject, t.status from support.ticket_link l
    join support.ticket t on t.id = l.other_id
  where l.ticket_id = ${ticketId} order by l.linked_at desc, t.id limit ${mostRelated}`;
