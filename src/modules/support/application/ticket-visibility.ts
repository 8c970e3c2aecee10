import { type CustomerActor, may } from '../../../kernel/actor.js';
import { type Statement, sql } from '../../../platform/database/read-database.js';

/**
 * The condition that every read for customers starts from, on a table named `t`. It is the list's twin of `mayRead`:
 * the organization's tickets; for a key holder those of the license and the own ones.
 */
export function visibleTo(actor: CustomerActor): Statement {
  if (actor.provisional || !may(actor, 'tickets.read')) return sql`false`;
  // What a stranger may have written reaches staff only; its author keeps seeing it.
  const ours = sql`t.organization_id = ${actor.organizationId}
    and (not t.unverified or t.requester_id = ${actor.userId})`;
  if (!actor.limitedTo) return ours;
  return sql`${ours} and (t.license_id = ${actor.limitedTo.licenseId} or t.requester_id = ${actor.userId})`;
}
