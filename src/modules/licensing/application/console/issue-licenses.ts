import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { People } from '../../../../platform/ports/people.js';
import type { IssueTerms } from '../../domain/license.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { type IssuedLicense, IssueLicense } from '../issue-license.js';

/** Gives an organization licenses without an order. */
@Injectable()
export class IssueLicenses {
  constructor(
    readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly issueLicense: IssueLicense,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.count from 1 to 100
   * @throws InvalidInput naming `organizationId` or `sku` when there is none
   */
  @Transactional()
  async execute(command: {
    readonly organizationId: OrganizationId;
    readonly sku: string;
    readonly count: number;
    readonly terms: IssueTerms;
  }): Promise<readonly IssuedLicense[]> {
    const { organizationId, sku, count, terms } = command;
    const sold = await this.products.soldAs(sku);
    if (!sold) throw InvalidInput.field('sku', 'No product and no edition has this code.');
    if (!(await this.people.organizations([organizationId])).has(organizationId))
      throw InvalidInput.field('organizationId', 'There is no such organization; look for it by name.');
    const issued: IssuedLicense[] = [];
    for (let place = 1; place <= count; place += 1)
      issued.push(await this.issueLicense.execute({ organizationId, ...sold, terms }));
    await recordAudit(this.em, this.clock.now(), {
      action: 'licensing.licenses-issued',
      organizationId,
      objectId: issued[0]?.licenseId ?? null,
      details: { productId: sold.productId, editionId: sold.editionId, count },
    });
    return issued;
  }
}
