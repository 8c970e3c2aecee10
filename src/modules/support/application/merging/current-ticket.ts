import { type Statement, sql } from '../../../../platform/database/read-database.js';

/** The id of the request, or of the one that it was merged into. */
export const currentTicket = (id: string): Statement =>
  sql`coalesce((select x.into_id from support.merged_ticket x where x.ticket_id = ${id}), ${id}::uuid)`;

/** Not merged into another one; of a table named `t`. */
export const unmerged: Statement = sql`not exists
  (select 1 from support.merged_ticket x where x.ticket_id = t.id)`;
