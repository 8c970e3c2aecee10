import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import type { OwnTerms } from '../../domain/license.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { LicenseHistory } from '../license-history.js';

/** Gives a license machines and features of its own, beside its policy. */
@Injectable()
export class ExtendLicense {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.own what it leaves out stays as it is
   * @returns the terms as they are now, features sorted
   * @throws NotFound when there is no such license
   * @throws LicenseStatusConflict when it is revoked
   */
  @Transactional()
  async execute(command: {
    readonly licenseId: string;
    readonly own: Partial<OwnTerms>;
    readonly reason: string;
  }): Promise<OwnTerms> {
    const license = await this.licenses.locked(command.licenseId);
    const now = this.clock.now();
    const { ownInstallationLimit, grantedFeatures } = license;
    const own = { installationLimit: ownInstallationLimit, features: grantedFeatures, ...command.own };
    license.extend(own, command.reason, now);
    await this.history.recordBecause(command.reason, license.id, license);
    const { ownInstallationLimit: installationLimit, grantedFeatures: features } = license;
    await recordAudit(this.em, now, {
      action: 'licensing.license-extended',
      organizationId: license.organizationId,
      objectId: license.id,
      details: { installationLimit, features: features.length },
    });
    return { installationLimit, features };
  }
}
