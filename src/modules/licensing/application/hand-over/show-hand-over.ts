import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../../kernel/actor.js';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { mayAskForRelease, mayRelease } from '../../domain/hand-over.policy.js';
import type { LicenseStatus } from '../../domain/license-status.js';
import { type ReleaseBudget, releaseBudget, windowBegin } from '../../domain/release-budget.js';
import { asShown, type ListedLicense, licenseColumns, licenseTables } from '../list-licenses.js';
import { ofThisOwner, visibleTo } from '../visible-licenses.js';

/** A machine that could give its place to another. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  /** Of the product. */
  readonly version: string;
  readonly lastSeenAt: Date;
  /** Until then its license file lets it run without asking; null when it has none, or it ended. */
  readonly offlineUntil: Date | null;
  readonly releasedAt: Date | null;
  /** The request to release it that nobody decided yet. */
  readonly openRequestId: string | null;
  /** Whether the reader may take that request back. */
  readonly asked: boolean;
}

/** A license whose places are handed over, with what the reader may do. */
export interface HandOver {
  readonly licenseId: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly productName: string;
  readonly status: LicenseStatus;
  /** Places: machines, or the leases of a floating license. */
  readonly inUse: number;
  readonly limit: number;
  readonly budget: ReleaseBudget;
  readonly mayRelease: boolean;
  readonly mayAsk: boolean;
}

/** Those silent longest first; `suggestedId` is the one of them that nobody seems to miss. */
export type Candidates = HandOver & {
  readonly candidates: readonly Candidate[];
  readonly suggestedId: string | null;
};

type LicenseRow = ListedLicense & {
  readonly releasesAllowed: number;
  readonly releaseWindowDays: number;
  readonly releases: readonly Date[];
};

const most = 100;
const silentDays = 7;

/** Shows which machines of a license could give their place to another (row LI-5). */
@Injectable()
export class ShowHandOver {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @param words are part of a machine's name; empty: all. @throws NotFound when it is missing or somebody else's */
  async execute(actor: CustomerActor, licenseId: string, words = ''): Promise<Candidates> {
    const handOver = await this.license(actor, licenseId);
    const now = this.clock.now();
    const named = words === '' ? nothing : sql`and strpos(lower(i.name), lower(${words})) > 0`;
    const candidates = await this.database.many<Candidate>(sql`
      ${this.columns(actor)} where i.license_id = ${licenseId} and i.released_at is null ${named}
      order by coalesce(i.offline_until > ${now}::timestamptz, false), i.last_seen_at, i.id limit ${most}`);
    const [first] = candidates;
    const isSilent = first && !first.offlineUntil && first.lastSeenAt < later(now, -silentDays * day);
    return { ...handOver, candidates, suggestedId: isSilent ? first.id : null };
  }

  /** One machine, in use or released. @throws NotFound when it is missing or was an earlier owner's */
  async machine(
    actor: CustomerActor,
    of: { readonly licenseId: string; readonly installationId: string },
  ): Promise<HandOver & { readonly machine: Candidate }> {
    const handOver = await this.license(actor, of.licenseId);
    const machine = await this.database.one<Candidate>(sql`
      ${this.columns(actor)} where i.license_id = ${of.licenseId} and i.id = ${of.installationId}
        and ${ofThisOwner(of.licenseId)}`);
    if (!machine) throw NotFound.of('installation');
    return { ...handOver, machine };
  }

  private columns({ userId }: CustomerActor) {
    const now = this.clock.now();
    return sql`
      select i.id, i.name, i.platform, i.app_version as version, i.last_seen_at as "lastSeenAt",
        case when i.offline_until > ${now}::timestamptz then i.offline_until end as "offlineUntil",
        i.released_at as "releasedAt", r.id as "openRequestId", coalesce(r.requested_by = ${userId}, false) as asked
      from licensing.installation i
        left join licensing.release_request r on r.installation_id = i.id and r.status = 'open'`;
  }

  private async license(actor: CustomerActor, id: string): Promise<HandOver> {
    const row = await this.database.one<LicenseRow>(sql`
      select ${licenseColumns(this.clock.now())}, y.releases_allowed as "releasesAllowed",
        y.release_window_days as "releaseWindowDays",
        array(select i.released_at from licensing.installation i
          where i.license_id = l.id and i.release_reason = 'customer' and ${ofThisOwner(id)}
            and i.released_at > ${windowBegin({ releaseWindowDays: 366 }, this.clock.now())}
          order by i.released_at) as releases
      from ${licenseTables}
      where l.id = ${id} and ${visibleTo(actor)}`);
    if (!row) throw NotFound.of('license');
    const { id: licenseId, productName, installations: inUse, installationLimit: limit } = row;
    const now = this.clock.now();
    const { serialNumber, status } = asShown(row, now);
    return {
      ...{ licenseId, productName, inUse, limit },
      ...{ serialNumber, status },
      budget: releaseBudget(row, row.releases, now),
      mayRelease: mayRelease(actor),
      mayAsk: mayAskForRelease(actor),
    };
  }
}
