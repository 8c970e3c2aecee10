import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { Policy, type PolicyId, Product, type ProductId } from '../domain/product.js';

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

  /** @throws NotFound */
  async policy(id: PolicyId): Promise<Policy> {
    const policy = await this.em.findOne(Policy, { id });
    if (!policy) throw NotFound.of('policy');
    return policy;
  }
}
