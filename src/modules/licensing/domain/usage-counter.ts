/** When a counter begins again from 0: never, or with each UTC day, month or year. */
export const usagePeriods = ['never', 'day', 'month', 'year'] as const;

export type UsagePeriod = (typeof usagePeriods)[number];

/** What a policy lets its licenses use of something that the product counts, like exports. */
export interface UsageAllowance {
  /** As the product names it: `exports`. */
  readonly counter: string;
  /** Null: counted without a limit. */
  readonly allowance: number | null;
  readonly period: UsagePeriod;
}

/** What a license used, and of which period. */
export interface KeptUsage {
  readonly used: number;
  /** Null: counted from the beginning. */
  readonly periodBeganAt: Date | null;
}

/** The period of an instant. Both are null for one that never ends. */
export function periodAt(
  period: UsagePeriod,
  now: Date,
): { readonly beganAt: Date | null; readonly endsAt: Date | null } {
  const [year, month, date] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const utc = (y: number, m: number, d: number): Date => new Date(Date.UTC(y, m, d));
  if (period === 'never') return { beganAt: null, endsAt: null };
  if (period === 'day') return { beganAt: utc(year, month, date), endsAt: utc(year, month, date + 1) };
  if (period === 'month') return { beganAt: utc(year, month, 1), endsAt: utc(year, month + 1, 1) };
  return { beganAt: utc(year, 0, 1), endsAt: utc(year + 1, 0, 1) };
}

/**
 * What is used of the period that began at `beganAt`. A clock that is set back does not give an allowance a second time:
 * what was counted last goes on.
 */
export function usageIn(beganAt: Date | null, kept: KeptUsage | null): KeptUsage {
  if (!kept) return { used: 0, periodBeganAt: beganAt };
  if (beganAt === null) return kept;
  const isOlder = kept.periodBeganAt === null || kept.periodBeganAt < beganAt;
  return isOlder ? { used: 0, periodBeganAt: beganAt } : kept;
}
