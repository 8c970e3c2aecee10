import type { CustomerActor } from '../../../kernel/actor.js';
import { nothing, type Statement, sql } from '../../../platform/database/read-database.js';

/** The orders that the customer may see, as a condition on `o`: a key holder sees the one that paid for the license. */
export function visibleTo(actor: CustomerActor): Statement {
  const own = actor.limitedTo ? sql`and o.id = ${actor.limitedTo.orderId}::uuid` : nothing;
  return sql`o.organization_id = ${actor.organizationId} ${own}`;
}

/** Every order, or those of one organization; for staff. */
export function visibleToStaff(organizationId: string | undefined): Statement {
  return organizationId === undefined ? sql`true` : sql`o.organization_id = ${organizationId}::uuid`;
}
