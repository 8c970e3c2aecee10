import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { Config } from '../../../../platform/config/config.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { permissionsOf, type StaffRole, staffPermissionsOf } from '../../domain/roles.js';
import { tokenHash } from '../../domain/secrets.js';
import { TouchSession } from './touch-session.js';

interface Row {
  readonly id: string;
  readonly last_seen_at: Date;
  readonly user_id: UserId;
  readonly name: string;
  readonly email: string | null;
  readonly locale: string | null;
  readonly time_zone: string;
  readonly staff_role: StaffRole | null;
  readonly organization_id: OrganizationId | null;
  readonly organization_name: string | null;
  readonly role: string | null;
  readonly granted: readonly string[] | null;
  readonly withheld: readonly string[];
  readonly factor_due: boolean;
  readonly license_id: string | null;
  readonly order_id: string | null;
  readonly proved_at: Date | null;
}

/** Who a session belongs to, in one statement: user, place in the organization, and what is left of the session. */
@Injectable()
export class FindActor {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
    private readonly touch: TouchSession,
    private readonly config: Config,
  ) {}

  async byToken(token: string): Promise<SignedIn | null> {
    return this.find(sql`s.token_hash = ${tokenHash(token)} and s.kind = 'page'`);
  }

  async bySessionId(id: string): Promise<SignedIn | null> {
    return this.find(sql`s.id = ${id} and s.kind = 'api'`);
  }

  private async find(condition: Statement): Promise<SignedIn | null> {
    const now = this.clock.now();
    const row = await this.database.one<Row>(sql`
      select s.id, s.last_seen_at, s.user_id, s.organization_id, u.name, u.email, u.locale, u.time_zone,
        u.staff_role, o.name as organization_name, m.role, k.license_id, k.order_id, k.proved_at,
        m.granted, coalesce(m.withheld, u.withheld) as withheld,
        (case when u.staff_role is not null then ${this.config.staffSecondFactor === 'required'}::boolean
          else coalesce(m.role = any(o.second_factor_roles), false) end)
          and u.totp_since is null
          and not exists (select 1 from identity.passkey p where p.user_id = u.id) as factor_due
      from identity.session s
        join identity.user u on u.id = s.user_id and u.disabled_at is null
        left join identity.organization o on o.id = s.organization_id
        left join identity.membership m
          on m.user_id = s.user_id and m.organization_id = s.organization_id and m.removed_at is null
        left join identity.key_holder k
          on k.user_id = s.user_id and k.organization_id = s.organization_id and m.id is null
      where ${condition} and s.ended_at is null and s.expires_at > ${now}
        and s.last_seen_at > ${now}::timestamptz - make_interval(secs => s.idle_seconds)
      limit 1`);
    const actor = row && actorOf(row, now);
    if (row && actor) this.touch.inPassing(row.id, row.last_seen_at);
    return actor;
  }
}

function actorOf(row: Row, now: Date): SignedIn | null {
  const person = {
    userId: row.user_id,
    sessionId: row.id,
    name: row.name,
    email: row.email,
    locale: row.locale,
    timeZone: row.time_zone,
    credential: 'session' as const,
    secondFactorDue: row.factor_due,
  };
  if (row.staff_role !== null) {
    return {
      kind: 'staff',
      ...person,
      role: row.staff_role,
      permissions: withExceptions(staffPermissionsOf(row.staff_role), row),
    };
  }
  if (row.organization_id === null) return null;
  const place = {
    kind: 'customer' as const,
    ...person,
    organizationId: row.organization_id,
    organizationName: row.organization_name ?? '',
  };
  if (row.role !== null) {
    return {
      ...place,
      role: row.role,
      permissions: withExceptions(permissionsOf(row.role), row),
      provisional: false,
      limitedTo: null,
    };
  }
  if (row.license_id === null) return null;
  const provisional = row.proved_at === null || row.proved_at > now;
  return {
    ...place,
    // Whose license it is stays unsaid until the claim is proved.
    organizationName: provisional ? '' : place.organizationName,
    role: 'key-holder',
    permissions: permissionsOf(provisional ? 'nobody' : 'key-holder'),
    provisional,
    limitedTo: { licenseId: row.license_id, orderId: row.order_id },
  };
}

/** The permissions of the role with the person's exceptions: what is granted beside it, then without what is withheld. */
function withExceptions<Permission extends string>(
  ofRole: ReadonlySet<Permission>,
  { granted, withheld }: Pick<Row, 'granted' | 'withheld'>,
): ReadonlySet<Permission> {
  if (!granted?.length && withheld.length === 0) return ofRole;
  const all = new Set([...ofRole, ...((granted ?? []) as Permission[])]);
  for (const permission of withheld) all.delete(permission as Permission);
  return all;
}
