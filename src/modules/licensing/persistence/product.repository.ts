import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { Policy } from '../domain/policy.js';
import { Edition, Product } from '../domain/product.js';
import type { EditionId, PolicyId, ProductId } from '../domain/product-ids.js';

/** What is sold under a sku: a product, or an edition of one. */
export interface Sold {
  readonly productId: ProductId;
  readonly editionId: EditionId | null;
}

/** Products and policies for commands. */
@Injectable()
export class ProductRepository {
  constructor(private readonly em: EntityManager) {}

  /** @throws NotFound */
  async byId(id: string): Promise<Product> {
    const product = await this.em.findOne(Product, { id: id as ProductId });
    if (!product) throw NotFound.of('product');
    return product;
  }

  /** Null when no product has the code. */
  async byCode(code: string): Promise<Product | null> {
    return this.em.findOne(Product, { code });
  }

  /** Null when no edition has the code. */
  async editionByCode(code: string): Promise<Edition | null> {
    return this.em.findOne(Edition, { code });
  }

  /** What the sku sells; null when it is of no product and no edition. */
  async soldAs(sku: string): Promise<Sold | null> {
    const product = await this.byCode(sku);
    if (product) return { productId: product.id, editionId: null };
    const edition = await this.editionByCode(sku);
    return edition && { productId: edition.productId, editionId: edition.id };
  }

  /** @throws NotFound */
  async edition(id: string): Promise<Edition> {
    const edition = await this.em.findOne(Edition, { id: id as EditionId });
    if (!edition) throw NotFound.of('edition');
    return edition;
  }

  /** @throws NotFound */
  async policy(id: PolicyId): Promise<Policy> {
    const policy = await this.em.findOne(Policy, { id });
    if (!policy) throw NotFound.of('policy');
    return policy;
  }
}
