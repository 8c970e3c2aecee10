import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id } from '../../../kernel/ids.js';

export type ProductId = Id<'product'>;
export type PolicyId = Id<'policy'>;

/** The rules that licenses of a policy follow. */
export interface PolicyRules {
  readonly name: string;
  /** Installations at the same time, at least 1. */
  readonly installationLimit: number;
  /** For how long after issue updates are included. */
  readonly maintenanceMonths: number;
  /** For how long after issue the license may be used; null: forever. */
  readonly validityMonths: number | null;
}

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

/** Limits and terms of licenses, apart from them so that many licenses follow one change. */
@Entity({ schema: 'licensing', tableName: 'policy' })
export class Policy extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: PolicyId;

  @Property({ type: 'uuid' })
  readonly productId!: ProductId;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'integer' })
  readonly installationLimit!: number;

  @Property({ type: 'integer' })
  readonly maintenanceMonths!: number;

  @Property({ type: 'integer', nullable: true })
  readonly validityMonths!: number | null;

  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static define(of: PolicyRules & { id: PolicyId; productId: ProductId }, now: Date): Policy {
    const policy = new Policy();
    change<Policy>(policy, { ...of, createdAt: now });
    return policy;
  }

  /** New rules for every license of the policy; dates of issued licenses stay. */
  follow(rules: PolicyRules): void {
    change<Policy>(this, rules);
  }
}

/** The same day `months` later, or the last day of a shorter month. UTC. */
export function monthsLater(instant: Date, months: number): Date {
  const result = new Date(instant);
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + months);
  const days = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate();
  result.setUTCDate(Math.min(instant.getUTCDate(), days));
  return result;
}
