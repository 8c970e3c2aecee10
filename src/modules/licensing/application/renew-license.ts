import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { recordAudit } from '../../../platform/audit/audit.js';
import type { Term } from '../domain/term.js';
import { LicenseRepository } from '../persistence/license.repository.js';
import { ProductRepository } from '../persistence/product.repository.js';
import { LicenseHistory } from './license-history.js';

/** Gives a license another term, and tells it. */
@Injectable()
export class RenewLicense {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly products: ProductRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.reason for staff; null when an order renewed it
   * @throws NotFound when there is no such license
   * @throws LicenseStatusConflict when it is suspended or revoked
   */
  @Transactional()
  async execute(command: { readonly licenseId: string; readonly reason: string | null }): Promise<Term> {
    const license = await this.licenses.locked(command.licenseId);
    const policy = await this.products.policy(license.policyId);
    const now = this.clock.now();
    license.renew(policy, command.reason, now);
    await this.history.recordBecause(command.reason, license.id, license);
    await recordAudit(this.em, now, {
      action: 'licensing.license-renewed',
      organizationId: license.organizationId,
      objectId: license.id,
    });
    return license.term();
  }
}
