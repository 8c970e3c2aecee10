import type { EntityManager } from '@mikro-orm/postgresql';
import type { TicketId } from '../events/ticket-words.js';

/** The request of a reference in any case, or the one that it was merged into; null when there is none. */
export async function ticketOfNumber(em: EntityManager, number: string): Promise<TicketId | null> {
  const [row]: { id: TicketId }[] = await em.execute(
    `select coalesce(x.into_id, t.id) as id from support.ticket t
      left join support.merged_ticket x on x.ticket_id = t.id where t.number = upper(trim(?))`,
    [number],
  );
  return row?.id ?? null;
}
