import { Readable } from 'node:stream';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { byteOrderMark, csvRecord } from '../../../../platform/csv.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { type LicenseSearch, SearchLicenses } from '../console/search-licenses.js';
import type { ListedLicense } from '../list-licenses.js';
import { NameOwners } from '../name-owners.js';

const perPerson = declareLimit({ name: 'licensing.export', points: 30, perSeconds: 3_600 });

const columns = [
  'serial_number',
  'organization',
  'organization_id',
  'sku',
  'product',
  'status',
  'issued_at',
  'expires_at',
  'updates_until',
  'machines_in_use',
  'machine_limit',
  'order_id',
  'license_id',
];

/** Writes the licenses that a search finds as CSV while they are read, so that a million need no more memory than 500. */
@Injectable()
export class ExportLicenses {
  constructor(
    readonly em: EntityManager,
    private readonly search: SearchLicenses,
    private readonly nameOwners: NameOwners,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /** @throws TooManyAttempts above 30 an hour */
  async execute(actor: StaffActor, search: LicenseSearch): Promise<Readable> {
    await this.limits.consume(perPerson, actor.userId);
    await this.note(search);
    return Readable.from(this.text(search));
  }

  // What was searched for may be a name; the entry tells only which filters there were.
  @Transactional()
  private async note(search: LicenseSearch): Promise<void> {
    const filters = Object.entries(search).flatMap(([name, value]) => (value ? [name] : []));
    await recordAudit(this.em, this.clock.now(), {
      action: 'licensing.licenses-exported',
      details: { filters },
    });
  }

  private async *text(search: LicenseSearch): AsyncGenerator<string> {
    yield byteOrderMark + csvRecord(columns);
    for await (const licenses of this.search.everything(search)) {
      const owners = await this.nameOwners.execute(licenses);
      yield licenses.map((license) => csvRecord(cellsOf(license, owners))).join('');
    }
  }
}

function cellsOf(license: ListedLicense, owners: ReadonlyMap<string, string>): string[] {
  return [
    license.serialNumber,
    owners.get(license.organizationId) ?? '',
    license.organizationId,
    license.productCode,
    license.productName,
    license.status,
    license.issuedAt.toISOString(),
    license.expiresAt?.toISOString() ?? '',
    license.maintenanceEndsAt.toISOString(),
    String(license.installations),
    String(license.installationLimit),
    license.orderId ?? '',
    license.id,
  ];
}
