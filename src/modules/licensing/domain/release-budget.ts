import { day, later } from '../../../kernel/clock.js';
import type { PolicyRules } from './policy.js';

/** How many machines customers may still release themselves (row LI-5). */
export interface ReleaseBudget {
  readonly allowed: number;
  readonly windowDays: number;
  /** At least 0. */
  readonly left: number;
  /** When the next release is possible; null while there is one left, and when none is ever allowed. */
  readonly nextAt: Date | null;
}

type BudgetRules = Pick<PolicyRules, 'releasesAllowed' | 'releaseWindowDays'>;

/** Releases after this instant count. */
export function windowBegin({ releaseWindowDays }: Pick<BudgetRules, 'releaseWindowDays'>, now: Date): Date {
  return later(now, -releaseWindowDays * day);
}

/** @param releases when customers released machines of the license, the oldest first */
export function releaseBudget(rules: BudgetRules, releases: readonly Date[], now: Date): ReleaseBudget {
  const { releasesAllowed: allowed, releaseWindowDays: windowDays } = rules;
  const counted = releases.filter((at) => at > windowBegin(rules, now));
  const left = Math.max(0, allowed - counted.length);
  // A policy that allows fewer today may leave more than one release to wait for.
  const frees = allowed === 0 || left > 0 ? undefined : counted[counted.length - allowed];
  return { allowed, windowDays, left, nextAt: frees ? later(frees, windowDays * day) : null };
}
