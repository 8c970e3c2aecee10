import type { CustomerActor } from '../../../kernel/actor.js';
import { nothing, type Statement, sql } from '../../../platform/database/read-database.js';

/** The licenses that the customer may see, as a condition on `l`: a key holder sees the one of the key. */
export function visibleTo(actor: CustomerActor): Statement {
  const own = actor.limitedTo ? sql`and l.id = ${actor.limitedTo.licenseId}::uuid` : nothing;
  return sql`l.organization_id = ${actor.organizationId} ${own}`;
}

/**
 * Machines `i` of the license that its owner of today has or had, as a condition: those of an owner before are none of
 * theirs. The license is named by its id and not by the row, so that its transfers are looked up once.
 */
export function ofThisOwner(licenseId: string): Statement {
  return sql`(i.released_at is null or i.released_at > coalesce((
    select max(e.at) from licensing.license_event e
    where e.license_id = ${licenseId}::uuid and e.kind = 'license-transferred'), '-infinity'))`;
}

/** Every license; for staff. */
export const visibleToStaff: Statement = sql`true`;
