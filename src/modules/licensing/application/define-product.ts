import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { Policy, type PolicyId, type PolicyRules, Product, type ProductId } from '../domain/product.js';
import { ProductRepository } from '../persistence/product.repository.js';

/** What is sold under a code, and the rules that its licenses follow. */
export interface ProductDefinition {
  readonly code: string;
  readonly name: string;
  readonly policy: PolicyRules;
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
    const { code, name, policy: rules } = definition;
    const known = await this.products.byCode(code);
    if (known) {
      const policy = await this.products.policy(known.defaultPolicyId);
      known.rename(name);
      policy.follow(rules);
      return { productId: known.id, policyId: policy.id };
    }
    const [productId, policyId] = [newId<ProductId>(), newId<PolicyId>()];
    const now = this.clock.now();
    this.em.persist(Product.define({ id: productId, code, name, defaultPolicyId: policyId }, now));
    this.em.persist(Policy.define({ ...rules, id: policyId, productId }, now));
    return { productId, policyId };
  }
}
