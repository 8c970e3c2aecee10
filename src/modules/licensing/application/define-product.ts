import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { ordinaryRules, Policy, type PolicyRules } from '../domain/policy.js';
import { Product } from '../domain/product.js';
import type { PolicyId, ProductId } from '../domain/product-ids.js';
import { ProductRepository } from '../persistence/product.repository.js';

/** Rules of which only what differs from {@link ordinaryRules} need be said. */
export type GivenRules = Partial<PolicyRules> & Omit<PolicyRules, keyof typeof ordinaryRules>;

/** What is sold under a code, and the rules that its licenses follow. */
export interface ProductDefinition {
  readonly code: string;
  readonly name: string;
  readonly policy: GivenRules;
}

/** Makes a product with its policy; a product of this code gets the name and the rules instead. */
@Injectable()
export class DefineProduct {
  constructor(
    private readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(definition: ProductDefinition): Promise<{ productId: ProductId; policyId: PolicyId }> {
    const { code, name } = definition;
    const rules = { ...ordinaryRules, ...definition.policy };
    const now = this.clock.now();
    const known = await this.products.byCode(code);
    if (known) {
      const policy = await this.products.policy(known.defaultPolicyId);
      known.rename(name);
      policy.follow(rules, now);
      return { productId: known.id, policyId: policy.id };
    }
    const [productId, policyId] = [newId<ProductId>(), newId<PolicyId>()];
    this.em.persist(Product.define({ id: productId, code, name, defaultPolicyId: policyId }, now));
    this.em.persist(Policy.define({ ...rules, id: policyId, productId }, now));
    return { productId, policyId };
  }
}
