import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { Licensing } from '../../../licensing/index.js';
import { type BundleFailure, type BundleStatus, bundleStatus } from '../../domain/bundle.js';

export interface ShownBundle {
  readonly id: string;
  readonly licenseId: string;
  readonly releaseId: string;
  readonly productName: string;
  readonly version: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly platform: string;
  readonly withLicenseFiles: boolean;
  readonly status: BundleStatus;
  readonly failure: BundleFailure | null;
  /** Of a hundred. */
  readonly progress: number;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly readyAt: Date | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
}

interface Row extends Omit<ShownBundle, 'status' | 'progress' | 'productName' | 'serialNumber'> {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Shows the bundles that the customer may have. One with license files is for who manages licenses. */
@Injectable()
export class ShowBundles {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
    private readonly clock: Clock,
  ) {}

  /** The newest first; few, since few may be there at a time. */
  async list(actor: CustomerActor): Promise<ShownBundle[]> {
    return this.find(actor, nothing);
  }

  /** @throws NotFound when it is missing, over, or somebody else's */
  async one(actor: CustomerActor, id: string): Promise<ShownBundle> {
    const [bundle] = await this.find(actor, sql`and b.id = ${id}`);
    if (!bundle) throw NotFound.of('bundle');
    return bundle;
  }

  private async find(actor: CustomerActor, which: Statement): Promise<ShownBundle[]> {
    const { organizationId, limitedTo } = actor;
    const license = limitedTo ? sql`and b.license_id = ${limitedTo.licenseId}` : nothing;
    const files = may(actor, 'licenses.manage') ? nothing : sql`and not b.with_license_files`;
    const rows = await this.database.many<Row>(sql`
      select b.id, b.license_id as "licenseId", b.release_id as "releaseId", r.version, b.platform,
        b.with_license_files as "withLicenseFiles", b.failure, b.requested_at as "requestedAt",
        b.expires_at as "expiresAt", b.ready_at as "readyAt", b.size_bytes as "sizeBytes", b.sha256,
        b.done_bytes as "doneBytes", b.total_bytes as "totalBytes"
      from downloads.bundle b join downloads.release r on r.id = b.release_id
      where b.organization_id = ${organizationId} and b.expires_at > ${this.clock.now()} ${license} ${files} ${which}
      order by b.requested_at desc, b.id desc limit 50`);
    if (rows.length === 0) return [];
    const licenses = await this.licensing.entitlementsOf({ organizationId });
    const known = new Map(licenses.map((one) => [one.licenseId, one]));
    return rows.flatMap(({ doneBytes, totalBytes, ...row }) => {
      const of = known.get(row.licenseId);
      if (!of) return [];
      const { productName, serialNumber } = of;
      const done = row.readyAt ? 100 : Math.floor((100 * doneBytes) / Math.max(totalBytes, 1));
      return [
        { ...row, productName, serialNumber, status: bundleStatus(row), progress: Math.min(done, 100) },
      ];
    });
  }
}
