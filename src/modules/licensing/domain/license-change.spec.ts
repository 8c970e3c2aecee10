import { describe, expect, it } from '@jest/globals';
import { later, second } from '../../../kernel/clock.js';
import { newId, type OrganizationId } from '../../../kernel/ids.js';
import { License, type LicenseId } from './license.js';
import { type LicenseChange, licenseChanges, mayChange } from './license-change.js';
import { effectiveStatus } from './license-status.js';
import { LicenseStatusConflict } from './licensing.errors.js';
import { ordinaryRules, Policy } from './policy.js';
import type { PolicyId, ProductId } from './product-ids.js';
import { serialNumberOf } from './serial-number.js';

const now = new Date('2026-11-26T12:00:00.000Z');

const rules = { ...ordinaryRules, name: 'Standard', installationLimit: 1, maintenanceMonths: 1 };
const ids = { id: newId<PolicyId>(), productId: newId<ProductId>() };
const policy = Policy.define({ ...rules, ...ids, validityMonths: null }, now);

function licensed(): License {
  return License.issue(
    {
      id: newId<LicenseId>(),
      serialNumber: serialNumberOf(new Uint8Array(15)),
      organizationId: newId<OrganizationId>(),
      policy,
      bought: null,
      terms: { expiresAt: later(now, second) },
    },
    now,
  );
}

const apply: Readonly<Record<LicenseChange, (license: License, at: Date) => void>> = {
  suspend: (license, at) => license.suspend('Unpaid', at),
  reinstate: (license, at) => license.reinstate('Paid', at),
  extend: (license, at) => license.extend({ installationLimit: 2, features: [] }, 'Gift', at),
  revoke: (license, at) => license.revoke('Fraud', at),
};

const standings: Readonly<Record<string, () => License>> = {
  active: licensed,
  expired: licensed,
  suspended: () => {
    const license = licensed();
    license.suspend('Unpaid', now);
    return license;
  },
  revoked: () => {
    const license = licensed();
    license.revoke('Fraud', now);
    return license;
  },
};

describe('what a license lets be done with it', () => {
  it.each(
    Object.keys(standings).flatMap((standing) => licenseChanges.map((change) => [change, standing] as const)),
  )('LI-9 foretells whether one may %s what is %s', (change, standing) => {
    const license = standings[standing]?.() ?? licensed();
    const at = standing === 'expired' ? later(now, 2 * second) : now;
    const status = effectiveStatus(license.status, license.expiresAt, at);
    expect(status).toBe(standing);
    const attempt = () => apply[change](license, at);
    if (mayChange(change, status)) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(LicenseStatusConflict);
  });

  it.each(Object.keys(standings))(
    'LI-1 is renewed when it is %s, unless it is suspended or revoked',
    (standing) => {
      const license = standings[standing]?.() ?? licensed();
      const at = standing === 'expired' ? later(now, 2 * second) : now;
      const attempt = () => license.renew(policy, 'Paid', at);
      if (standing === 'active' || standing === 'expired') expect(attempt).not.toThrow();
      else expect(attempt).toThrow(LicenseStatusConflict);
    },
  );
});
