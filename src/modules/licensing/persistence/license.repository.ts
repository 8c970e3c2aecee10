import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { Installation } from '../domain/installation.js';
import { License, type LicenseId } from '../domain/license.js';
import type { SerialNumber } from '../domain/serial-number.js';

/** Licenses and their installations for commands. */
@Injectable()
export class LicenseRepository {
  constructor(private readonly em: EntityManager) {}

  /** @throws NotFound */
  async byId(id: string): Promise<License> {
    const license = await this.em.findOne(License, { id: id as LicenseId });
    if (!license) throw NotFound.of('license');
    return license;
  }

  /** The license, locked until the transaction ends so that its installations can be counted; null when there is none. */
  async lockedBySerialNumber(serialNumber: SerialNumber): Promise<License | null> {
    return this.em.findOne(License, { serialNumber }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  /** The machine's installation that is in use; null when there is none. */
  async installationOn(licenseId: LicenseId, fingerprint: string): Promise<Installation | null> {
    return this.em.findOne(Installation, { licenseId, fingerprint, releasedAt: null });
  }

  /** Installations in use. */
  async countInstallations(licenseId: LicenseId): Promise<number> {
    return this.em.count(Installation, { licenseId, releasedAt: null });
  }
}
