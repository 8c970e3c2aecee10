import { effectiveStatus, type LicenseStatus } from './license-status.js';
import type { Overage } from './policy.js';
import { type Count, type Refusal, refusals } from './verdict-texts.js';

/** Stable answers of the product API (row LI-2). New ones may come; clients treat unknown ones as not valid. */
export const verdictCodes = [
  'VALID',
  'NOT_FOUND',
  'REVOKED',
  'SUSPENDED',
  'EXPIRED',
  'NOT_ACTIVATED',
  'INSTALLATION_RELEASED',
  'INSTALLATION_LAPSED',
  'LEASE_REQUIRED',
  'INSTALLATION_LIMIT_REACHED',
  'LEASE_LIMIT_REACHED',
  'CORE_LIMIT_REACHED',
  'USER_LIMIT_REACHED',
  'USAGE_LIMIT_REACHED',
  'FEATURE_NOT_INCLUDED',
  'VERSION_NOT_COVERED',
] as const;

export type VerdictCode = (typeof verdictCodes)[number];

/** May the product run, why, and what helps. Sentences are English here; faces look them up. Programs use `code`. */
export interface Verdict {
  readonly valid: boolean;
  readonly code: VerdictCode;
  readonly detail: string;
  readonly because: readonly string[];
  readonly remedy: readonly string[];
}

/** Where the machine that asks stands. `absent`: nobody asks for a machine, the license itself is judged. */
export type Standing = 'absent' | 'new' | 'holds' | 'unknown' | 'released' | 'lapsed' | 'lease-over';

/** What a verdict is made of. */
export interface VerdictFacts {
  readonly status: LicenseStatus;
  /** Null: it does not end, or its term has not begun. */
  readonly expiresAt: Date | null;
  readonly maintenanceEndsAt: Date;
  readonly overage: Overage;
  readonly standing: Standing;
  /** Whether places are leases (floating) or installations. */
  readonly floating: boolean;
  /**
   * Installations or leases of others, and one more for the machine that asks. Null where nobody counted them, because
   * the machine asks for no place: it has one, or will be refused for having none.
   */
  readonly places: Count | null;
  readonly cores: Count;
  readonly users: Count;
  /** Of the counter that is asked to grow; null when none is. */
  readonly usage: Count | null;
  readonly features: readonly string[];
  readonly wantedFeatures: readonly string[];
  /** When the version that runs was published; null when the product did not say. */
  readonly versionPublishedAt: Date | null;
}

/**
 * Decides on a license, null for one that does not exist. Pure: the same facts and instant give the same verdict. The
 * first reason that applies is told; the order is from what nobody at the machine can mend to what they can.
 */
export function verdictOf(facts: VerdictFacts | null, now: Date): Verdict {
  if (!facts) return refused('NOT_FOUND', refusals.notFound());
  return ofLicense(facts, now) ?? ofStanding(facts) ?? ofLimits(facts) ?? ofContents(facts) ?? valid(facts);
}

function ofLicense(facts: VerdictFacts, now: Date): Verdict | null {
  const status = effectiveStatus(facts.status, facts.expiresAt, now);
  if (status === 'revoked') return refused('REVOKED', refusals.revoked());
  if (status === 'suspended') return refused('SUSPENDED', refusals.suspended());
  if (status === 'expired') return refused('EXPIRED', refusals.expired(facts.expiresAt));
  return null;
}

function ofStanding({ standing }: VerdictFacts): Verdict | null {
  if (standing === 'unknown') return refused('NOT_ACTIVATED', refusals.notActivated());
  if (standing === 'released') return refused('INSTALLATION_RELEASED', refusals.released());
  if (standing === 'lapsed') return refused('INSTALLATION_LAPSED', refusals.lapsed());
  if (standing === 'lease-over') return refused('LEASE_REQUIRED', refusals.leaseOver());
  return null;
}

function ofLimits(facts: VerdictFacts): Verdict | null {
  const { places, cores, users, usage, overage, floating, standing } = facts;
  const asksForPlace = standing === 'new';
  if (asksForPlace && places && exceeds(places, overage))
    return floating
      ? refused('LEASE_LIMIT_REACHED', refusals.leaseLimit(places))
      : refused('INSTALLATION_LIMIT_REACHED', refusals.installationLimit(places));
  if (exceeds(cores, overage)) return refused('CORE_LIMIT_REACHED', refusals.coreLimit(cores));
  if (exceeds(users, overage)) return refused('USER_LIMIT_REACHED', refusals.userLimit(users));
  if (usage && exceeds(usage, overage)) return refused('USAGE_LIMIT_REACHED', refusals.usageLimit(usage));
  return null;
}

function ofContents(facts: VerdictFacts): Verdict | null {
  const { features, wantedFeatures, versionPublishedAt, maintenanceEndsAt } = facts;
  const missing = wantedFeatures.filter((feature) => !features.includes(feature));
  if (missing.length > 0) return refused('FEATURE_NOT_INCLUDED', refusals.feature());
  if (versionPublishedAt !== null && versionPublishedAt > maintenanceEndsAt)
    return refused('VERSION_NOT_COVERED', refusals.version(maintenanceEndsAt));
  return null;
}

// Asking for nothing never exceeds: whoever has a place keeps it, also when a later policy allows fewer.
function exceeds({ taken, asked, limit }: Count, overage: Overage): boolean {
  if (limit === null || asked <= 0) return false;
  return taken + asked > allowedAbove(limit, overage);
}

const factors: Readonly<Record<Overage, number>> = {
  none: 1,
  '1.25x': 1.25,
  '1.5x': 1.5,
  '2x': 2,
  always: Number.POSITIVE_INFINITY,
};

/** The most that a limit lets through with its overage, rounded down. */
export function allowedAbove(limit: number, overage: Overage): number {
  return Math.floor(limit * factors[overage]);
}

function refused(code: VerdictCode, { detail, because, remedy }: Refusal): Verdict {
  return { valid: false, code, detail, because, remedy };
}

function valid({ places, expiresAt, floating }: VerdictFacts): Verdict {
  const end = expiresAt ? `It ends at ${expiresAt.toISOString()}.` : 'It does not end.';
  return {
    valid: true,
    code: 'VALID',
    detail: 'This license may be used.',
    because: places ? [inUse(places, floating), end] : [end],
    remedy: [],
  };
}

function inUse({ taken, asked, limit }: Count, floating: boolean): string {
  const kind = floating ? 'leases' : 'installations';
  return `${taken + asked} of ${limit ?? taken + asked} ${kind} are in use.`;
}
