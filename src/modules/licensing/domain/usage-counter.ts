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

/** The beginning of the period that an instant lies in; null for a counter that never begins again. UTC. */
export function periodStart(period: UsagePeriod, at: Date): Date | null {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (period === 'never') return null;
  if (period === 'year') return new Date(Date.UTC(year, 0, 1));
  if (period === 'month') return new Date(Date.UTC(year, month, 1));
  return new Date(Date.UTC(year, month, day));
}
