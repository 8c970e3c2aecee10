import { randomBytes } from 'node:crypto';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { recordAudit } from '../../../platform/audit/audit.js';
import { printSerialNumber, serialNumberBytes, serialNumberOf } from '../domain/serial-number.js';
import { LicenseRepository } from '../persistence/license.repository.js';
import { LicenseHistory } from './license-history.js';
import { Places } from './places.js';

/** Gives a license to another organization; the machines of the old one lose their places. */
@Injectable()
export class TransferLicense {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly places: Places,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * The caller has checked that the organization exists.
   * @param command.newSerialNumber whether the one that the old owner knows stops working; missing: it stays
   * @returns the serial number as it is now, printed
   * @throws NotFound when there is no such license
   * @throws LicenseStatusConflict when it is revoked
   */
  @Transactional()
  async execute(command: {
    readonly licenseId: string;
    readonly toOrganizationId: OrganizationId;
    readonly reason: string;
    readonly newSerialNumber?: boolean;
  }): Promise<string> {
    const { licenseId, toOrganizationId, reason, newSerialNumber = false } = command;
    const license = await this.licenses.locked(licenseId);
    const from = license.organizationId;
    if (from === toOrganizationId) return printSerialNumber(license.serialNumber);
    const released = await this.places.releaseAll(license, 'transfer');
    // Not before the release: what was released later than the transfer is the new owner's.
    const now = this.clock.now();
    license.transfer(toOrganizationId, reason, now);
    if (newSerialNumber) license.renumber(serialNumberOf(randomBytes(serialNumberBytes)), now);
    await this.history.recordBecause(reason, license.id, license);
    // The new owner is told of ends that only the one before was told of.
    await this.em.execute('delete from licensing.reminder where license_id = ?', [license.id]);
    // Neither owner reads of the other.
    const details = { from, to: toOrganizationId, released, newSerialNumber };
    await recordAudit(this.em, now, {
      action: 'licensing.license-transferred',
      objectId: license.id,
      details,
    });
    return printSerialNumber(license.serialNumber);
  }
}
