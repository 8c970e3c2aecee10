import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { recordAudit } from '../../../platform/audit/audit.js';
import { LicenseRepository } from '../persistence/license.repository.js';
import { type ChangedStatus, statusOf } from './changed-status.js';
import { LicenseHistory } from './license-history.js';
import { Places } from './places.js';

/** Withdraws a license for good. */
@Injectable()
export class RevokeLicense {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly places: Places,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.reason for staff and the timeline; customers do not see it
   * @throws NotFound when there is no such license
   * @throws LicenseStatusConflict when it is revoked
   */
  @Transactional()
  async execute(command: { readonly licenseId: string; readonly reason: string }): Promise<ChangedStatus> {
    const license = await this.licenses.locked(command.licenseId);
    const now = this.clock.now();
    license.revoke(command.reason, now);
    await this.history.recordBecause(command.reason, license.id, license);
    await this.places.endLeases(license, 'revoked');
    await recordAudit(this.em, now, {
      action: 'licensing.license-revoked',
      organizationId: license.organizationId,
      objectId: license.id,
    });
    return statusOf(license, now);
  }
}
