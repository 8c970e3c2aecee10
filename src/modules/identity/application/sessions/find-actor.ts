import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { Config } from '../../../../platform/config/config.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import type { SessionUse } from '../../../../platform/ports/authenticator.js';
import type { Bearer } from '../../../../platform/ports/standing.js';
import { permissionsOf, type StaffRole, staffPermissionsOf } from '../../domain/roles.js';
import { tokenHash } from '../../domain/secrets.js';
import { NoteUse } from './note-use.js';

interface Row {
  readonly id: string;
  readonly last_at: Date | null;
  /** Of an API token; null for sessions. */
  readonly scopes: readonly string[] | null;
  readonly networks: readonly string[] | null;
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
  readonly recovery_open: boolean;
}

/** The actor of an API token, and what is still to be looked at before it counts. */
export interface TokenHolder {
  readonly actor: SignedIn;
  readonly networks: readonly string[];
  readonly lastUsedAt: Date | null;
}

/**
 * Who a session or an API token belongs to, in one statement: the credential as far as it is alive, the user, and the
 * place in the organization.
 */
@Injectable()
export class FindActor {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
    private readonly uses: NoteUse,
    private readonly config: Config,
  ) {}

  async byToken(token: string, use: SessionUse): Promise<SignedIn | null> {
    return this.bySession(sql`s.token_hash = ${tokenHash(token)} and s.kind = 'page'`, use);
  }

  async bySessionId(id: string): Promise<SignedIn | null> {
    return this.bySession(sql`s.id = ${id} and s.kind = 'api'`);
  }

  /** Of a refresh token, used or not. */
  async byRefreshToken(token: string): Promise<SignedIn | null> {
    return this.bySession(sql`s.kind = 'api' and s.id =
      (select r.session_id from identity.refresh_token r where r.token_hash = ${tokenHash(token)})`);
  }

  async byApiToken(token: string): Promise<TokenHolder | null> {
    return this.byLivingApiToken(sql`a.token_hash = ${tokenHash(token)}`);
  }

  async byApiTokenId(id: string): Promise<TokenHolder | null> {
    return this.byLivingApiToken(sql`a.id = ${id}`);
  }

  /** The person's place in the organization, unless the password is newer than what the bearer holds. */
  async byPlace({ credentialId, userId, organizationId, since }: Bearer): Promise<SignedIn | null> {
    const row = await this.find(sql`
      select ${credentialId}::uuid as id, p.id as user_id, ${organizationId}::uuid as organization_id,
        null::timestamptz as last_at, null::text[] as scopes, null::text[] as networks
      from identity.user p
      where p.id = ${userId} and (p.password_changed_at is null or p.password_changed_at <= ${since}::timestamptz)`);
    return row && actorOf(row, this.clock.now());
  }

  private async byLivingApiToken(condition: Statement): Promise<TokenHolder | null> {
    const now = this.clock.now();
    const row = await this.find(sql`
      select a.id, a.user_id, a.organization_id, a.last_used_at as last_at, a.scopes, a.networks
      from identity.api_token a
      where ${condition} and a.revoked_at is null and a.expires_at > ${now}`);
    const actor = row && actorOf(row, now);
    return row && actor ? { actor, networks: row.networks ?? [], lastUsedAt: row.last_at } : null;
  }

  private async bySession(condition: Statement, use: SessionUse = 'noticed'): Promise<SignedIn | null> {
    const now = this.clock.now();
    const row = await this.find(sql`
      select s.id, s.user_id, s.organization_id, s.last_seen_at as last_at,
        null::text[] as scopes, null::text[] as networks
      from identity.session s
      where ${condition} and s.ended_at is null and s.expires_at > ${now}
        and s.last_seen_at > ${now}::timestamptz - make_interval(secs => s.idle_seconds)`);
    const actor = row && actorOf(row, now);
    if (row && actor && use === 'noticed')
      this.uses.inPassing({ of: 'session', id: row.id, lastAt: row.last_at });
    return actor;
  }

  /** @param credential selects the one that is alive */
  private find(credential: Statement): Promise<Row | null> {
    return this.database.one<Row>(sql`
      select c.id, c.last_at, c.scopes, c.networks, c.user_id, c.organization_id, u.name, u.email, u.locale,
        u.time_zone, u.staff_role, o.name as organization_name, m.role, k.license_id, k.order_id, k.proved_at,
        m.granted, coalesce(m.withheld, u.withheld) as withheld,
        (case when u.staff_role is not null then ${this.config.staffSecondFactor === 'required'}::boolean
          else coalesce(m.role = any(o.second_factor_roles), false) end)
          and u.totp_since is null
          and not exists (select 1 from identity.passkey p where p.user_id = u.id) as factor_due,
        exists (select 1 from identity.recovery r
          where r.user_id = u.id and r.status in ('requested', 'approved')) as recovery_open
      from (${credential}) c
        join identity.user u on u.id = c.user_id and u.disabled_at is null
        left join identity.organization o on o.id = c.organization_id
        left join identity.membership m
          on m.user_id = c.user_id and m.organization_id = c.organization_id and m.removed_at is null
        left join identity.key_holder k
          on k.user_id = c.user_id and k.organization_id = c.organization_id and m.id is null
      limit 1`);
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
    credential: row.scopes ? ('token' as const) : ('session' as const),
    secondFactorDue: row.factor_due,
    recoveryOpen: row.recovery_open,
  };
  if (row.staff_role !== null) {
    return {
      kind: 'staff',
      ...person,
      role: row.staff_role,
      permissions: effective(staffPermissionsOf(row.staff_role), row),
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
      permissions: effective(permissionsOf(row.role), row),
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
    permissions: effective(permissionsOf(provisional ? 'nobody' : 'key-holder'), row),
    provisional,
    limitedTo: { licenseId: row.license_id, orderId: row.order_id },
  };
}

/**
 * The permissions of the role with the person's exceptions: what is granted beside it, then without what is withheld.
 * An API token has those of them that are among its scopes.
 */
function effective<Permission extends string>(
  ofRole: ReadonlySet<Permission>,
  { granted, withheld, scopes }: Pick<Row, 'granted' | 'withheld' | 'scopes'>,
): ReadonlySet<Permission> {
  if (!granted?.length && withheld.length === 0 && !scopes) return ofRole;
  const all = new Set([...ofRole, ...((granted ?? []) as Permission[])]);
  for (const permission of withheld) all.delete(permission as Permission);
  return scopes ? new Set([...all].filter((permission) => scopes.includes(permission))) : all;
}
