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
