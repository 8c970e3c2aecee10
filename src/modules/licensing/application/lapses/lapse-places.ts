import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { LicenseRepository } from '../../persistence/license.repository.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { Places } from '../places.js';
import { Seats } from '../seats.js';

/** Writes down which places of a license are free by the clock, at most 1,000 machines and 1,000 leases. */
@Injectable()
export class LapsePlaces {
  constructor(
    readonly em: EntityManager,
    private readonly licenses: LicenseRepository,
    private readonly products: ProductRepository,
    private readonly seats: Seats,
    private readonly places: Places,
  ) {}

  /** Of two at once the second finds nothing left to do. @throws NotFound */
  @Transactional()
  async execute(licenseId: string): Promise<void> {
    const license = await this.licenses.locked(licenseId);
    const policy = await this.products.policy(license.policyId);
    await this.seats.releaseSilent(license, policy, null);
    await this.places.clearLeases(license);
  }
}
