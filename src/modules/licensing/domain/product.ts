import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { EditionId, PolicyId, ProductId } from './product-ids.js';

/** What is sold. */
@Entity({ schema: 'licensing', tableName: 'product' })
export class Product extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: ProductId;

  /** The store's sku. */
  @Property({ type: 'text' })
  readonly code!: string;

  @Property({ type: 'text' })
  readonly name!: string;

  /** The policy of licenses that an order brings. */
  @Property({ type: 'uuid' })
  readonly defaultPolicyId!: PolicyId;

  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static define(of: Pick<Product, 'id' | 'code' | 'name' | 'defaultPolicyId'>, now: Date): Product {
    const product = new Product();
    const { id, code, name, defaultPolicyId } = of;
    change<Product>(product, { id, code, name, defaultPolicyId, createdAt: now });
    return product;
  }

  rename(name: string): void {
    change<Product>(this, { name });
  }
}

/** A variant of a product that is sold under a sku of its own, with a policy of its own: Standard, Professional. */
@Entity({ schema: 'licensing', tableName: 'edition' })
export class Edition extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: EditionId;

  @Property({ type: 'uuid' })
  readonly productId!: ProductId;

  /** The store's sku. */
  @Property({ type: 'text' })
  readonly code!: string;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'uuid' })
  readonly policyId!: PolicyId;

  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static define(of: Pick<Edition, 'id' | 'productId' | 'code' | 'name' | 'policyId'>, now: Date): Edition {
    const edition = new Edition();
    const { id, productId, code, name, policyId } = of;
    change<Edition>(edition, { id, productId, code, name, policyId, createdAt: now });
    return edition;
  }

  rename(name: string): void {
    change<Edition>(this, { name });
  }
}
