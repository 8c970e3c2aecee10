import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { PolicyChangedMeanwhile } from '../../domain/licensing.errors.js';
import { type PolicyRules, rulesOf } from '../../domain/policy.js';
import type { UsageAllowance } from '../../domain/usage-counter.js';
import { ProductRepository } from '../../persistence/product.repository.js';

/** All that a policy says: its rules, and what it allows of what is counted. */
export interface WholePolicy extends PolicyRules {
  readonly usage: readonly UsageAllowance[];
}

/** Gives a policy other rules, which every license of it follows at once. */
@Injectable()
export class ChangePolicy {
  constructor(
    readonly em: EntityManager,
    private readonly products: ProductRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param command.version the one that the editor read
   * @returns the new version
   * @throws NotFound when there is no such policy
   * @throws PolicyChangedMeanwhile when another version is stored by now
   */
  @Transactional()
  async execute(command: {
    readonly policyId: string;
    readonly version: number;
    readonly policy: WholePolicy;
  }): Promise<number> {
    const { policyId, version, policy: wanted } = command;
    const policy = await this.products.lockedPolicy(policyId);
    const before = { ...rulesOf(policy), usage: await this.products.allowances(policyId) };
    if (policy.version !== version) {
      const current = { ...before, version: policy.version };
      throw PolicyChangedMeanwhile.with({ current, yours: { ...wanted, version } });
    }
    const now = this.clock.now();
    policy.follow(rulesOf(wanted), now);
    await this.products.allow(policy.id, wanted.usage);
    const details = { productId: policy.productId, changed: changedRules(before, wanted) };
    await recordAudit(this.em, now, { action: 'licensing.policy-changed', objectId: policy.id, details });
    return policy.version;
  }
}

/** The names of the rules in which two policies differ. */
export function changedRules(before: WholePolicy, after: WholePolicy): string[] {
  const names = [...Object.keys(rulesOf(before)), 'usage'] as (keyof WholePolicy)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
