import { effectiveStatus, type LicenseStatus } from './license-status.js';

/** Stable answers of the product API (row LI-2). New ones may come; clients treat unknown ones as not valid. */
type VerdictCode = 'VALID' | 'NOT_FOUND' | 'SUSPENDED' | 'REVOKED' | 'EXPIRED' | 'INSTALLATION_LIMIT_REACHED';

/** May the product run, why, and what helps. Texts are English; programs decide by `code`. */
export interface Verdict {
  readonly valid: boolean;
  readonly code: VerdictCode;
  readonly detail: string;
  readonly because: readonly string[];
  readonly remedy: readonly string[];
}

/** What a verdict is made of. */
export interface VerdictFacts {
  readonly status: LicenseStatus;
  /** Null: it does not end. */
  readonly expiresAt: Date | null;
  readonly installationLimit: number;
  /** Installations in use, without the one that asks. */
  readonly otherInstallations: number;
}

/** Decides on a license, null for one that does not exist. Pure: the same facts and instant give the same verdict. */
export function verdictOf(facts: VerdictFacts | null, now: Date): Verdict {
  if (!facts) return notFound;
  const status = effectiveStatus(facts.status, facts.expiresAt, now);
  if (status === 'revoked') return revoked;
  if (status === 'suspended') return suspended;
  if (status === 'expired') return expired(facts.expiresAt);
  if (facts.otherInstallations >= facts.installationLimit) return limitReached(facts);
  return valid(facts);
}

const notFound: Verdict = {
  valid: false,
  code: 'NOT_FOUND',
  detail: 'There is no license with this serial number.',
  because: ['The serial number is not one of ours, or it was typed wrong.'],
  remedy: ['Check the serial number on the license page of the portal and type it again.'],
};

const revoked: Verdict = {
  valid: false,
  code: 'REVOKED',
  detail: 'This license is revoked.',
  because: ['The vendor withdrew the license.'],
  remedy: ['Contact support.'],
};

const suspended: Verdict = {
  valid: false,
  code: 'SUSPENDED',
  detail: 'This license is suspended.',
  because: ['The vendor suspended the license until something is settled.'],
  remedy: ['Contact support to have it reinstated.'],
};

function expired(expiresAt: Date | null): Verdict {
  return {
    valid: false,
    code: 'EXPIRED',
    detail: 'This license has expired.',
    because: [expiresAt ? `It ended at ${expiresAt.toISOString()}.` : 'It was ended.'],
    remedy: ['Renew the license.'],
  };
}

function limitReached({ installationLimit, otherInstallations }: VerdictFacts): Verdict {
  return {
    valid: false,
    code: 'INSTALLATION_LIMIT_REACHED',
    detail: 'Every installation that this license allows is in use.',
    because: [`The license allows ${installationLimit}, and ${otherInstallations} are in use.`],
    remedy: ['Have an installation that is no longer used released, or buy another license.'],
  };
}

function valid({ installationLimit, otherInstallations, expiresAt }: VerdictFacts): Verdict {
  return {
    valid: true,
    code: 'VALID',
    detail: 'This license may be used.',
    because: [
      `${otherInstallations + 1} of ${installationLimit} installations are in use.`,
      expiresAt ? `It ends at ${expiresAt.toISOString()}.` : 'It does not end.',
    ],
    remedy: [],
  };
}
