import { Injectable } from '@nestjs/common';
import { later, second } from '../../../../../kernel/clock.js';
import type { OrganizationId } from '../../../../../kernel/ids.js';
import {
  nothing,
  ReadDatabase,
  type Statement,
  sql,
} from '../../../../../platform/database/read-database.js';
import {
  type JudgedLicense,
  type JudgedRules,
  lostFeatures,
  recounted,
} from '../../../domain/policy-effect.js';
import { printSerialNumber } from '../../../domain/serial-number.js';

/** A license with what a verdict on it takes, and what names it. */
export interface FoundLicense extends JudgedLicense {
  readonly id: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly organizationId: OrganizationId;
}

/** Two versions of a policy, and the instant at which licenses are judged under both. */
export interface Comparison {
  readonly policyId: string;
  readonly before: JudgedRules;
  readonly after: JudgedRules;
  readonly now: Date;
}

interface Row extends Omit<FoundLicense, 'groups' | 'used'> {
  readonly groups: readonly RowGroup[];
  readonly used: readonly RowUsage[];
}

interface RowUsage {
  readonly counter: string;
  readonly used: number;
  readonly periodBeganAt: string | null;
}

interface RowGroup {
  readonly machines: number;
  readonly cores: number;
  readonly users: number;
  readonly lastSeenAt: string;
  readonly offline: boolean;
  readonly leaseEndsAt: string | null;
}

/** Reads the licenses of a policy on which a verdict could be another under other rules. It leaves out, and never decides. */
@Injectable()
export class JudgedLicenses {
  constructor(private readonly database: ReadDatabase) {}

  /** How many there are. */
  async count(comparison: Comparison): Promise<number> {
    const row = await this.database.one<{ count: number }>(sql`
      select count(*) as count from licensing.license l where ${couldDiffer(comparison)}`);
    return row?.count ?? 0;
  }

  /** Those after a license, in the order of their ids. */
  async after(comparison: Comparison, id: string | null, limit: number): Promise<FoundLicense[]> {
    const beyond = id === null ? nothing : sql`and l.id > ${id}::uuid`;
    const rows = await this.database.many<Row>(sql`
      select l.id, l.serial_number as "serialNumber", l.organization_id as "organizationId", l.status,
        l.expires_at as "expiresAt", l.maintenance_ends_at as "maintenanceEndsAt",
        l.own_installation_limit as "ownInstallationLimit", l.granted_features as "grantedFeatures",
        coalesce(m.groups, '[]') as groups, coalesce(u.used, '[]') as used
      from (
        select * from licensing.license l where ${couldDiffer(comparison)} ${beyond}
        order by l.id limit ${limit}) l
        left join lateral (${machinesOf(comparison)}) m on true
        left join lateral (${usageOf(comparison)}) u on true
      order by l.id`);
    return rows.map((row) => ({
      ...row,
      serialNumber: printSerialNumber(row.serialNumber as Parameters<typeof printSerialNumber>[0]),
      groups: row.groups.map((group) => ({
        ...group,
        lastSeenAt: new Date(group.lastSeenAt),
        leaseEndsAt: instant(group.leaseEndsAt),
      })),
      used: row.used.map((one) => ({ ...one, periodBeganAt: instant(one.periodBeganAt) })),
    }));
  }
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

// Whoever is suspended, revoked or expired is refused for that under any rules. Limits and places matter only where a
// machine is in use, since every limit lets the first one in.
function couldDiffer({ policyId, before, after, now }: Comparison): Statement {
  const lost = [...lostFeatures(before, after), ...lostFeatures(after, before)];
  const seats = JSON.stringify(seatRules(before)) !== JSON.stringify(seatRules(after));
  const machines = sql`exists (
    select from licensing.installation i where i.license_id = l.id and i.released_at is null)`;
  return sql`l.policy_id = ${policyId}::uuid and l.status = 'active'
    and (l.expires_at is null or l.expires_at > ${now})
    and (${seats ? machines : sql`false`}
      or ${lost.length > 0 ? sql`not l.granted_features @> ${lost}::text[]` : sql`false`}
      or ${usageCouldDiffer(before, after)})`;
}

// Whoever used nothing yet gets another answer only where a policy allows nothing at all.
function usageCouldDiffer(before: JudgedRules, after: JudgedRules): Statement {
  const counters = recounted(before, after);
  if (counters.length === 0) return sql`false`;
  const allowsNone = ({ usage }: JudgedRules) =>
    usage.some(({ counter, allowance }) => allowance === 0 && counters.includes(counter));
  if (allowsNone(before) || allowsNone(after)) return sql`true`;
  return sql`exists (
    select from licensing.usage_counter u where u.license_id = l.id and u.counter = any(${counters}))`;
}

function usageOf({ before, after }: Comparison): Statement {
  return sql`
    select json_agg(json_build_object(
      'counter', u.counter, 'used', u.used, 'periodBeganAt', u.period_began_at)) as used
    from licensing.usage_counter u
    where u.license_id = l.id and u.counter = any(${recounted(before, after)})`;
}

// Named one by one: a stored policy has more to it than its rules.
const seatRules = ({
  kind,
  installationLimit,
  coreLimit,
  userLimit,
  overage,
  heartbeatSeconds,
}: JudgedRules) => [kind, installationLimit, coreLimit, userLimit, overage, heartbeatSeconds];

// Machines whose silence, license file and lease give the same answer under both versions are one group, however many.
function machinesOf({ before, after, now }: Comparison): Statement {
  const silentSince = ({ heartbeatSeconds }: JudgedRules) =>
    heartbeatSeconds === null ? null : later(now, -heartbeatSeconds * second);
  return sql`
    select json_agg(g) as groups from (
      select count(*)::int as machines, coalesce(sum(k.cores), 0)::int as cores,
        coalesce(sum(k.users), 0)::int as users, min(k.last_seen_at) as "lastSeenAt", k.offline,
        min(k.lease_ends_at) as "leaseEndsAt"
      from (
        select i.cores, i.users, i.last_seen_at, e.expires_at as lease_ends_at, e.id is null as unleased,
          coalesce(i.offline_until >= ${now}::timestamptz, false) as offline,
          i.last_seen_at < ${silentSince(before)}::timestamptz as silent_before,
          i.last_seen_at < ${silentSince(after)}::timestamptz as silent_after
        from licensing.installation i
          left join licensing.lease e
            on e.installation_id = i.id and e.returned_at is null and e.expires_at > ${now}
        where i.license_id = l.id and i.released_at is null) k
      group by k.offline, k.silent_before, k.silent_after, k.unleased) g`;
}
