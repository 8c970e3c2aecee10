import { randomBytes } from 'node:crypto';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { newId, type OrganizationId } from '../../../kernel/ids.js';
import { type Bought, License, type LicenseId } from '../domain/license.js';
import { printSerialNumber, serialNumberBytes, serialNumberOf } from '../domain/serial-number.js';
import { ProductRepository } from '../persistence/product.repository.js';

export interface IssuedLicense {
  readonly licenseId: LicenseId;
  /** As printed. */
  readonly serialNumber: string;
}

/** Gives an organization a license of a product, under the product's default policy. */
@Injectable()
export class IssueLicense {
  constructor(
    private readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is no such product */
  @Transactional()
  async execute(command: {
    readonly organizationId: OrganizationId;
    readonly productId: string;
    readonly bought?: Bought;
  }): Promise<IssuedLicense> {
    const { organizationId, productId, bought = null } = command;
    const product = await this.products.byId(productId);
    const policy = await this.products.policy(product.defaultPolicyId);
    const serialNumber = serialNumberOf(randomBytes(serialNumberBytes));
    const license = License.issue(
      { id: newId(), serialNumber, organizationId, policy, bought },
      this.clock.now(),
    );
    this.em.persist(license);
    return { licenseId: license.id, serialNumber: printSerialNumber(serialNumber) };
  }
}
