import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { Term } from '../../domain/term.js';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { LicenseHistory } from '../license-history.js';

/** Begins the term of a license that waited for its first validation or use. */
@Injectable()
export class BeginTerm {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly products: ProductRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /** The term as it is now; of many at once the first begins it. @throws NotFound */
  @Transactional()
  async execute(licenseId: string): Promise<Term> {
    const license = await this.licenses.locked(licenseId);
    const policy = await this.products.policy(license.policyId);
    license.beginTerm(policy, 'first-validation', this.clock.now());
    await this.history.record(license.id, license);
    return license.term();
  }
}
