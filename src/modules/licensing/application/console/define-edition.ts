import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { newId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { Edition } from '../../domain/product.js';
import type { EditionId, PolicyId } from '../../domain/product-ids.js';
import { ProductRepository } from '../../persistence/product.repository.js';

/** Lets a product be sold in one more variant, under a code and a policy of its own. */
@Injectable()
export class DefineEdition {
  constructor(
    readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound when there is no such product
   * @throws InvalidInput naming `sku` when a product or an edition has it, or `policyId` when it is none of the product
   */
  @Transactional()
  async execute(command: {
    readonly productId: string;
    readonly sku: string;
    readonly name: string;
    readonly policyId: string;
  }): Promise<EditionId> {
    const { sku, name } = command;
    const product = await this.products.byId(command.productId);
    const policy = await this.products.policyOf(product.id, command.policyId as PolicyId);
    if (!policy) throw InvalidInput.field('policyId', 'Choose a policy of this product.');
    if (!(await this.products.holdsFreeSku(sku)))
      throw InvalidInput.field('sku', 'A product or an edition has this code; choose another one.');
    const id = newId<EditionId>();
    const now = this.clock.now();
    const of = { id, productId: product.id, code: sku, name, policyId: policy.id };
    this.em.persist(Edition.define(of, now));
    const details = { productId: product.id, policyId: policy.id };
    await recordAudit(this.em, now, { action: 'licensing.edition-defined', objectId: id, details });
    return id;
  }
}
