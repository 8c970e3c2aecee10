import { type CustomerActor, may } from '../../../kernel/actor.js';
import { type Statement, sql } from '../../../platform/database/read-database.js';

/**
 * The condition that every read for customers starts from, on a table named `t`. It is the twin of `mayRead` for lists:
 * a test runs both over the same viewers and requests.
 */
export function visibleTo(actor: CustomerActor): Statement {
  if (actor.provisional || !may(actor, 'tickets.read')) return sql`false`;
  const { organizationId, userId, limitedTo } = actor;
  // What a stranger may have written reaches staff only; its author keeps seeing it.
  const ours = sql`t.organization_id = ${organizationId}
    and (not t.unverified or t.requester_id = ${userId})
    and ((not t.confidential and ${namedByRule(actor)}) or t.requester_id = ${userId} or t.id in (
      select f.ticket_id from support.follower f where f.user_id = ${userId} and f.added_by_id <> f.user_id))`;
  if (!limitedTo) return ours;
  return sql`${ours} and (t.license_id = ${limitedTo.licenseId} or t.requester_id = ${userId})`;
}

// It names no column of the ticket, so PostgreSQL looks once for the whole list.
function namedByRule({ organizationId, role, userId }: CustomerActor): Statement {
  return sql`coalesce((
    select case v.mode when 'roles' then ${role}::text = any(v.roles)
      when 'members' then ${userId}::uuid = any(v.member_ids) else v.mode = 'everyone' end
    from support.visibility v where v.organization_id = ${organizationId}), true)`;
}
