import { randomBytes } from 'node:crypto';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { NotFound } from '../../../kernel/errors.js';
import { newId, type OrganizationId } from '../../../kernel/ids.js';
import { type Bought, type IssueTerms, License, type LicenseId } from '../domain/license.js';
import { printSerialNumber, serialNumberBytes, serialNumberOf } from '../domain/serial-number.js';
import { ProductRepository } from '../persistence/product.repository.js';
import { LicenseHistory } from './license-history.js';

export interface IssuedLicense {
  readonly licenseId: LicenseId;
  /** As printed. */
  readonly serialNumber: string;
}

/** Gives an organization a license of a product, under the policy of its edition, or the product's default one. */
@Injectable()
export class IssueLicense {
  constructor(
    private readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly history: LicenseHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.editionId null or missing: the product without an edition
   * @throws NotFound when there is no such product, or no such edition of it
   */
  @Transactional()
  async execute(command: {
    readonly organizationId: OrganizationId;
    readonly productId: string;
    readonly editionId?: string | null;
    readonly bought?: Bought;
    readonly terms?: IssueTerms;
  }): Promise<IssuedLicense> {
    const { organizationId, productId, editionId = null, bought = null, terms = {} } = command;
    const product = await this.products.byId(productId);
    const edition = editionId === null ? null : await this.products.edition(editionId);
    if (edition && edition.productId !== product.id) throw NotFound.of('edition');
    const policy = await this.products.policy(edition?.policyId ?? product.defaultPolicyId);
    const serialNumber = serialNumberOf(randomBytes(serialNumberBytes));
    const of = { id: newId<LicenseId>(), serialNumber, organizationId, policy, bought, terms };
    const license = License.issue({ ...of, editionId: edition?.id ?? null }, this.clock.now());
    this.em.persist(license);
    await this.history.recordBecause(terms.reason ?? null, license.id, license);
    return { licenseId: license.id, serialNumber: printSerialNumber(serialNumber) };
  }
}
