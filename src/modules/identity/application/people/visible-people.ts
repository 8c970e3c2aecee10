import { may, type StaffActor } from '../../../../kernel/actor.js';
import { type Statement, sql } from '../../../../platform/database/read-database.js';

/** Whom staff may look at: customers; colleagues only with the permission for staff accounts. */
export function visibleTo(actor: StaffActor): Statement {
  return may(actor, 'staff.accounts') ? sql`true` : sql`u.staff_role is null`;
}
