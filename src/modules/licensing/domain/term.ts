import type { PolicyRules, RenewalBasis } from './policy.js';

/** When a license ends and until when updates are included; both count from the beginning of its term. */
export interface Term {
  /** Null while it has not begun. */
  readonly termBeganAt: Date | null;
  /** Null: it does not end, or its term has not begun. */
  readonly expiresAt: Date | null;
  readonly maintenanceEndsAt: Date;
}

type Months = Pick<PolicyRules, 'validityMonths' | 'maintenanceMonths'>;

/** The term of a license issued now: it begins at once, or waits, and then updates are included from issue on. */
export function issuedTerm(rules: Months & Pick<PolicyRules, 'termBegins'>, now: Date): Term {
  if (rules.termBegins === 'creation') return begunTerm(rules, now);
  return { termBeganAt: null, expiresAt: null, maintenanceEndsAt: monthsLater(now, rules.maintenanceMonths) };
}

/** A term that begins at an instant. */
export function begunTerm({ validityMonths, maintenanceMonths }: Months, at: Date): Term {
  return {
    termBeganAt: at,
    expiresAt: validityMonths === null ? null : monthsLater(at, validityMonths),
    maintenanceEndsAt: monthsLater(at, maintenanceMonths),
  };
}

/** A term that begins now and ends when somebody said so; updates are included as the policy says. */
export function termUntil(rules: Months, expiresAt: Date, now: Date): Term {
  return { ...begunTerm(rules, now), expiresAt };
}

/**
 * The term after a renewal. From expiry: the months follow the old end, so that renewing early loses nothing. From now:
 * they follow this instant. An end that is further off than the new one stays, and what never ends does not begin to.
 */
export function renewedTerm(
  term: Term,
  rules: Months & { readonly renewsFrom: RenewalBasis },
  now: Date,
): Term {
  const from = (end: Date): Date => (rules.renewsFrom === 'expiry' ? end : now);
  const { expiresAt, maintenanceEndsAt } = term;
  return {
    termBeganAt: term.termBeganAt,
    expiresAt:
      expiresAt === null || rules.validityMonths === null
        ? expiresAt
        : later(expiresAt, monthsLater(from(expiresAt), rules.validityMonths)),
    maintenanceEndsAt: later(
      maintenanceEndsAt,
      monthsLater(from(maintenanceEndsAt), rules.maintenanceMonths),
    ),
  };
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** The same day `months` later, or the last day of a shorter month. UTC. */
export function monthsLater(instant: Date, months: number): Date {
  const result = new Date(instant);
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + months);
  const days = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate();
  result.setUTCDate(Math.min(instant.getUTCDate(), days));
  return result;
}
