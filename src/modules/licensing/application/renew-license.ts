import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { LicenseRepository } from '../persistence/license.repository.js';
import { ProductRepository } from '../persistence/product.repository.js';
import { LicenseHistory } from './license-history.js';

/** Gives a license another term. */
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
  async execute(command: { readonly licenseId: string; readonly reason: string | null }): Promise<void> {
    const license = await this.licenses.locked(command.licenseId);
    const policy = await this.products.policy(license.policyId);
    license.renew(policy, command.reason, this.clock.now());
    await this.history.record(license.id, license);
  }
}
