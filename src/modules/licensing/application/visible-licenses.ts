import type { CustomerActor } from '../../../kernel/actor.js';
import { nothing, type Statement, sql } from '../../../platform/database/read-database.js';

/** The licenses that the customer may see, as a condition on `l`: a key holder sees the one of the key. */
export function visibleTo(actor: CustomerActor): Statement {
  const own = actor.limitedTo ? sql`and l.id = ${actor.limitedTo.licenseId}::uuid` : nothing;
  return sql`l.organization_id = ${actor.organizationId} ${own}`;
}

/** Every license; for staff. */
export const visibleToStaff: Statement = sql`true`;
