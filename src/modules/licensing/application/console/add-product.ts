import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { InvalidInput } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import type { ProductId } from '../../domain/product-ids.js';
import { ProductRepository } from '../../persistence/product.repository.js';
import { DefineProduct, type GivenRules } from '../define-product.js';

/** Lets the vendor sell one more product, with its first policy. */
@Injectable()
export class AddProduct {
  constructor(
    readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly defineProduct: DefineProduct,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidInput naming `sku` when a product or an edition has it */
  @Transactional()
  async execute(command: {
    readonly sku: string;
    readonly name: string;
    readonly policy: GivenRules;
  }): Promise<ProductId> {
    const { sku, name, policy } = command;
    if (!(await this.products.holdsFreeSku(sku)))
      throw InvalidInput.field('sku', 'A product or an edition has this code; choose another one.');
    const { productId } = await this.defineProduct.execute({ code: sku, name, policy });
    const about = { action: 'licensing.product-defined', objectId: productId };
    await recordAudit(this.em, this.clock.now(), about);
    return productId;
  }
}
