import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { PolicyChanged } from '../events/policy-changed.js';
import type { PolicyId, ProductId } from './product-ids.js';

/** Node-locked: a machine holds its place until it is released. Floating: it holds one while its lease runs. */
export const policyKinds = ['node-locked', 'floating'] as const;

/** How far above a limit a license still works: not at all, up to a multiple, or always. */
export const overages = ['none', '1.25x', '1.5x', '2x', 'always'] as const;

/** What the term of a license begins with. First use is the first of activation, validation, lease or counted usage. */
export const termBeginnings = ['creation', 'first-activation', 'first-validation', 'first-use'] as const;

/** Where a renewal adds its months: to the end there was, or to the day of the renewal. */
export const renewalBases = ['expiry', 'now'] as const;

/** The code of a feature, such as `EXPORT-PDF`. */
export const featureCode = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

export type PolicyKind = (typeof policyKinds)[number];
export type Overage = (typeof overages)[number];
export type TermBeginning = (typeof termBeginnings)[number];
export type RenewalBasis = (typeof renewalBases)[number];

/** The rules that licenses of a policy follow (row LI-1). */
export interface PolicyRules {
  readonly name: string;
  readonly kind: PolicyKind;
  /** Installations (floating: leases) at the same time, at least 1. */
  readonly installationLimit: number;
  /** Cores of all installations together; null: any number. */
  readonly coreLimit: number | null;
  /** People who use all installations together; null: any number. */
  readonly userLimit: number | null;
  /** Holds for installations, cores, users and usage alike. */
  readonly overage: Overage;
  readonly termBegins: TermBeginning;
  readonly renewsFrom: RenewalBasis;
  /** For how long after the beginning of the term updates are included. */
  readonly maintenanceMonths: number;
  /** For how long after the beginning of the term the license may be used; null: forever. */
  readonly validityMonths: number | null;
  /** An installation that is silent for longer gives its place back; null: it keeps it. */
  readonly heartbeatSeconds: number | null;
  /** How long a lease lasts without being extended. */
  readonly leaseSeconds: number;
  /** How long a license file may be used without a new one. */
  readonly fileDays: number;
  /** How many installations customers may release themselves in `releaseWindowDays`; beyond it an agent decides. */
  readonly releasesAllowed: number;
  readonly releaseWindowDays: number;
  /** Codes of what the license unlocks, such as `EXPORT-PDF`. */
  readonly features: readonly string[];
}

/** What a policy says where nobody said otherwise. */
export const ordinaryRules: Omit<
  PolicyRules,
  'name' | 'installationLimit' | 'maintenanceMonths' | 'validityMonths'
> = {
  kind: 'node-locked',
  coreLimit: null,
  userLimit: null,
  overage: 'none',
  termBegins: 'creation',
  renewsFrom: 'expiry',
  heartbeatSeconds: null,
  leaseSeconds: 3_600,
  fileDays: 30,
  releasesAllowed: 3,
  releaseWindowDays: 30,
  features: [],
};

/** The rules alone, without what else the object has. */
export function rulesOf(of: PolicyRules): PolicyRules {
  const { name, kind, installationLimit, coreLimit, userLimit, overage, termBegins, renewsFrom } = of;
  const { maintenanceMonths, validityMonths, heartbeatSeconds, leaseSeconds, fileDays } = of;
  const { releasesAllowed, releaseWindowDays, features } = of;
  return {
    ...{ name, kind, installationLimit, coreLimit, userLimit, overage, termBegins, renewsFrom },
    ...{ maintenanceMonths, validityMonths, heartbeatSeconds, leaseSeconds, fileDays },
    ...{ releasesAllowed, releaseWindowDays, features },
  };
}

/** Limits and terms of licenses, apart from them so that many licenses follow one change. */
@Entity({ schema: 'licensing', tableName: 'policy' })
export class Policy extends AggregateRoot implements PolicyRules {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: PolicyId;

  @Property({ type: 'uuid' })
  readonly productId!: ProductId;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'text' })
  readonly kind!: PolicyKind;

  @Property({ type: 'integer' })
  readonly installationLimit!: number;

  @Property({ type: 'integer', nullable: true })
  readonly coreLimit!: number | null;

  @Property({ type: 'integer', nullable: true })
  readonly userLimit!: number | null;

  @Property({ type: 'text' })
  readonly overage!: Overage;

  @Property({ type: 'text' })
  readonly termBegins!: TermBeginning;

  @Property({ type: 'text' })
  readonly renewsFrom!: RenewalBasis;

  @Property({ type: 'integer' })
  readonly maintenanceMonths!: number;

  @Property({ type: 'integer', nullable: true })
  readonly validityMonths!: number | null;

  @Property({ type: 'integer', nullable: true })
  readonly heartbeatSeconds!: number | null;

  @Property({ type: 'integer' })
  readonly leaseSeconds!: number;

  @Property({ type: 'integer' })
  readonly fileDays!: number;

  @Property({ type: 'integer' })
  readonly releasesAllowed!: number;

  @Property({ type: 'integer' })
  readonly releaseWindowDays!: number;

  @Property({ type: 'text[]' })
  readonly features!: readonly string[];

  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  /** Null while it follows the rules that it was made with. */
  @Property({ type: 'datetime', nullable: true })
  readonly changedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static define(of: PolicyRules & { id: PolicyId; productId: ProductId }, now: Date): Policy {
    const policy = new Policy();
    change<Policy>(policy, { ...of, createdAt: now, changedAt: null });
    return policy;
  }

  /** New rules for every license of the policy; dates of issued licenses stay. */
  follow(rules: PolicyRules, now: Date): void {
    change<Policy>(this, { ...rules, changedAt: now });
    this.raise(PolicyChanged.of({ policyId: this.id, productId: this.productId }, now));
  }
}
