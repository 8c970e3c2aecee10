import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, type ListQuery, pageOf } from '../../../platform/http/paging.js';
import { effectiveStatus, type LicenseStatus } from '../domain/license-status.js';
import { printSerialNumber } from '../domain/serial-number.js';
import { visibleTo } from './visible-licenses.js';

/** A license in a list. `serialNumber` is as printed; `status` is the one of now. */
export interface ListedLicense {
  readonly id: string;
  readonly serialNumber: string;
  readonly organizationId: OrganizationId;
  readonly productId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly status: LicenseStatus;
  readonly orderId: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  readonly maintenanceEndsAt: Date;
  /** Places in use: installations, or the leases that run of a floating license. */
  readonly installations: number;
  readonly installationLimit: number;
}

export type LicenseQuery = ListQuery & { readonly orderId?: string };

/** How many places of a license `l` under a policy `y` are taken: installations, or of a floating one the leases that run. */
export const placesInUse = (now: Date): Statement => sql`
  case y.kind
    when 'floating' then (select count(*) from licensing.lease e
      where e.license_id = l.id and e.returned_at is null and e.expires_at > ${now})
    else (select count(*) from licensing.installation i
      where i.license_id = l.id and i.released_at is null)
  end`;

/** The columns of a license as lists and details read them. */
export const licenseColumns = (now: Date): Statement => sql`
  l.id, l.serial_number as "serialNumber", l.organization_id as "organizationId", l.product_id as "productId",
  p.code as "productCode", p.name as "productName", l.status, l.order_id as "orderId", l.issued_at as "issuedAt",
  l.expires_at as "expiresAt", l.maintenance_ends_at as "maintenanceEndsAt",
  coalesce(l.own_installation_limit, y.installation_limit) as "installationLimit",
  ${placesInUse(now)} as installations`;

/** Where those columns come from. */
export const licenseTables = sql`
  licensing.license l
    join licensing.product p on p.id = l.product_id
    join licensing.policy y on y.id = l.policy_id`;

/** The row as it is shown: printed serial number, and the status that holds now. */
export function asShown<Row extends Pick<ListedLicense, 'serialNumber' | 'status' | 'expiresAt'>>(
  row: Row,
  now: Date,
): Row {
  const status = effectiveStatus(row.status, row.expiresAt, now);
  return { ...row, status, serialNumber: printSerialNumber(row.serialNumber) };
}

/** Lists licenses, the newest first. */
@Injectable()
export class ListLicenses {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** The actor's own. @throws InvalidInput naming `cursor` */
  async execute(actor: CustomerActor, query: LicenseQuery): Promise<Listing<ListedLicense>> {
    return this.page(visibleTo(actor), query);
  }

  private async page(visible: Statement, query: LicenseQuery): Promise<Listing<ListedLicense>> {
    const { limit, cursor, orderId } = query;
    const after = decodeInstantCursor(cursor);
    const beyond = after ? sql`and (l.issued_at, l.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const ofOrder = orderId === undefined ? nothing : sql`and l.order_id = ${orderId}::uuid`;
    const now = this.clock.now();
    const rows = await this.database.many<ListedLicense>(sql`
      select ${licenseColumns(now)} from ${licenseTables} where ${visible} ${ofOrder} ${beyond}
      order by l.issued_at desc, l.id desc limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.issuedAt);
    return { items: items.map((row) => asShown(row, now)), nextCursor };
  }
}
