import type { EntityManager } from '@mikro-orm/postgresql';
import type { Ticket } from '../domain/ticket.js';

/** The request of a reference in any case, or the one that it was merged into; null when there is none. */
export async function ticketOfNumber(em: EntityManager, number: string): Promise<Ticket['id'] | null> {
  const [row]: { id: Ticket['id'] }[] = await em.execute(
    `select coalesce(x.into_id, t.id) as id from support.ticket t
      left join support.merged_ticket x on x.ticket_id = t.id where t.number = upper(trim(?))`,
    [number],
  );
  return row?.id ?? null;
}
