import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { NotFound } from '../../../kernel/errors.js';
import type { UserId } from '../../../kernel/ids.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { People, type Person } from '../../../platform/ports/people.js';
import type { PolicyKind } from '../domain/policy.js';
import { isSilent } from '../domain/silence.js';
import type { ReleaseReason } from '../events/installation-released.js';
import { asShown, type ListedLicense, licenseColumns, licenseTables } from './list-licenses.js';
import { type ShownUsage, ShowUsage } from './usage/show-usage.js';
import { ofThisOwner, visibleTo, visibleToStaff } from './visible-licenses.js';

/** A copy of the product on a machine, without its UID. */
export interface ShownInstallation {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  /** Of the product. */
  readonly version: string;
  readonly activatedAt: Date;
  readonly lastSeenAt: Date;
  readonly cores: number | null;
  readonly users: number | null;
  /** True for one that is in use and was not seen for long. */
  readonly silent: boolean;
  /** When its lease of a floating license runs out; null when it holds none. */
  readonly leaseEndsAt: Date | null;
  /** Null while it is in use. */
  readonly releasedAt: Date | null;
  readonly releaseReason: ReleaseReason | null;
  /** Who released it; null while it is in use, and when no person did. */
  readonly releasedBy: Person | null;
}

/** All of a license. `statusReason` is for staff. */
export interface ShownLicense extends ListedLicense {
  readonly kind: PolicyKind;
  /** Null when the product was sold without one. */
  readonly editionName: string | null;
  /** Codes of what it unlocks, sorted. */
  readonly features: readonly string[];
  /** Null while its term has not begun. */
  readonly termBeganAt: Date | null;
  /** Of all installations in use together. */
  readonly cores: number;
  readonly coreLimit: number | null;
  readonly users: number;
  readonly userLimit: number | null;
  readonly statusReason: string | null;
  readonly statusChangedAt: Date;
  readonly installed: readonly ShownInstallation[];
  readonly usage: readonly ShownUsage[];
}

type InstallationRow = Omit<ShownInstallation, 'silent' | 'releasedBy'> & {
  readonly releasedBy: UserId | null;
  readonly heartbeatSeconds: number | null;
};

const mostShown = 200;

const details = sql`
  l.status_reason as "statusReason", l.status_changed_at as "statusChangedAt", y.kind,
  l.term_began_at as "termBeganAt", y.core_limit as "coreLimit", y.user_limit as "userLimit",
  (select d.name from licensing.edition d where d.id = l.edition_id) as "editionName",
  array(select distinct unnest(y.features || l.granted_features) order by 1) as features,
  (select coalesce(sum(i.cores), 0) from licensing.installation i
    where i.license_id = l.id and i.released_at is null) as cores,
  (select coalesce(sum(i.users), 0) from licensing.installation i
    where i.license_id = l.id and i.released_at is null) as users`;

/** Shows one license with its installations, those in use first. */
@Injectable()
export class ShowLicense {
  constructor(
    private readonly database: ReadDatabase,
    private readonly people: People,
    private readonly usage: ShowUsage,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when it is missing or somebody else's */
  async execute(actor: CustomerActor, id: string): Promise<ShownLicense> {
    return this.find(id, visibleTo(actor), sql`and ${ofThisOwner(id)}`);
  }

  /** @throws NotFound */
  async forStaff(id: string): Promise<ShownLicense> {
    return this.find(id, visibleToStaff, nothing);
  }

  private async find(id: string, visible: Statement, which: Statement): Promise<ShownLicense> {
    const now = this.clock.now();
    const row = await this.database.one<Omit<ShownLicense, 'installed' | 'usage'>>(sql`
      select ${licenseColumns(now)}, ${details} from ${licenseTables} where l.id = ${id} and ${visible}`);
    if (!row) throw NotFound.of('license');
    const [installed, usage] = await Promise.all([this.installed(id, which, now), this.usage.execute(id)]);
    return { ...asShown(row, now), installed, usage };
  }

  private async installed(id: string, which: Statement, now: Date): Promise<ShownInstallation[]> {
    const rows = await this.database.many<InstallationRow>(sql`
      select i.id, i.name, i.platform, i.app_version as version, i.activated_at as "activatedAt",
        i.last_seen_at as "lastSeenAt", i.cores, i.users, i.released_at as "releasedAt",
        i.release_reason as "releaseReason", i.released_by as "releasedBy",
        y.heartbeat_seconds as "heartbeatSeconds", e.expires_at as "leaseEndsAt"
      from licensing.installation i
        join licensing.license l on l.id = i.license_id
        join licensing.policy y on y.id = l.policy_id
        left join licensing.lease e on e.installation_id = i.id and e.returned_at is null
          and e.expires_at > ${now}
      where i.license_id = ${id} ${which}
      order by i.released_at is not null, i.activated_at desc, i.id desc limit ${mostShown}`);
    const people = await this.people.users(rows.flatMap(({ releasedBy }) => releasedBy ?? []));
    return rows.map(({ heartbeatSeconds, releasedBy, ...one }) => ({
      ...one,
      silent: one.releasedAt === null && isSilent(one.lastSeenAt, heartbeatSeconds, now),
      releasedBy: (releasedBy && people.get(releasedBy)) ?? null,
    }));
  }
}
