import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { Policy } from '../domain/policy.js';
import { Edition, Product } from '../domain/product.js';
import type { EditionId, PolicyId, ProductId } from '../domain/product-ids.js';
import type { UsageAllowance } from '../domain/usage-counter.js';

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

  /** The policy when it is one of the product; otherwise null. */
  async policyOf(productId: ProductId, id: PolicyId): Promise<Policy | null> {
    return this.em.findOne(Policy, { id, productId });
  }

  /** The policy, locked until the transaction ends. @throws NotFound */
  async lockedPolicy(id: string): Promise<Policy> {
    const options = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const policy = await this.em.findOne(Policy, { id: id as PolicyId }, options);
    if (!policy) throw NotFound.of('policy');
    return policy;
  }

  /** What the policy lets its licenses use of what is counted, by counter. */
  async allowances(policyId: string): Promise<UsageAllowance[]> {
    return this.em.execute<UsageAllowance[]>(
      `select counter, allowance::float8 as allowance, period from licensing.usage_allowance
       where policy_id = ? order by counter`,
      [policyId],
    );
  }

  /** Lets the policy allow this, and nothing else, of what is counted. */
  async allow(policyId: PolicyId, usage: readonly UsageAllowance[]): Promise<void> {
    await this.em.flush();
    await this.em.execute('delete from licensing.usage_allowance where policy_id = ?', [policyId]);
    for (const { counter, allowance, period } of usage)
      await this.em.execute(
        'insert into licensing.usage_allowance (policy_id, counter, allowance, period) values (?, ?, ?, ?)',
        [policyId, counter, allowance, period],
      );
  }

  /** Makes whoever gives something a sku wait until this transaction ends, and tells whether it is free. */
  async holdsFreeSku(sku: string): Promise<boolean> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', ['licensing.sku']);
    return (await this.soldAs(sku)) === null;
  }
}
