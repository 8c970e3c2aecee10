import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { effectiveStatus, type LicenseStatus } from '../../domain/license-status.js';
import { printSerialNumber } from '../../domain/serial-number.js';

/** What the reminder of an end says. */
export interface DescribedEnding {
  readonly productName: string;
  /** As printed. */
  readonly serialNumber: string;
  readonly endsAt: Date;
  /** Null: only maintenance ends, and the product may be used for ever. */
  readonly expiresAt: Date | null;
}

interface Row {
  readonly productName: string;
  readonly serialNumber: string;
  readonly organizationId: string;
  readonly status: LicenseStatus;
  readonly expiresAt: Date | null;
  readonly maintenanceEndsAt: Date;
}

/** Gathers what a reminder says, and whether it still holds. */
@Injectable()
export class DescribeEnding {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** Null when the end moved or came meanwhile, or the license rests, is revoked, or belongs to others. */
  async execute(of: {
    readonly licenseId: string;
    readonly organizationId: string;
    readonly what: 'license' | 'maintenance';
    readonly endsAt: string;
  }): Promise<DescribedEnding | null> {
    const row = await this.database.one<Row>(sql`
      select p.name as "productName", l.serial_number as "serialNumber", l.organization_id as "organizationId",
        l.status, l.expires_at as "expiresAt", l.maintenance_ends_at as "maintenanceEndsAt"
      from licensing.license l join licensing.product p on p.id = l.product_id where l.id = ${of.licenseId}`);
    const now = this.clock.now();
    if (!row || row.organizationId !== of.organizationId) return null;
    const { productName, expiresAt, status } = row;
    const endsAt = of.what === 'license' ? expiresAt : row.maintenanceEndsAt;
    const holds = endsAt?.toISOString() === of.endsAt && effectiveStatus(status, expiresAt, now) === 'active';
    if (!holds || endsAt <= now) return null;
    return { productName, serialNumber: printSerialNumber(row.serialNumber), endsAt, expiresAt };
  }
}
