import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { effectiveStatus, licenseStatuses, licenseTransitions, mayFollow } from './license-status.js';
import { monthsLater } from './product.js';
import { type VerdictFacts, verdictOf } from './verdict.js';

const now = new Date('2026-11-20T12:00:00Z');
const before = new Date('2026-11-20T11:59:59.999Z');
const after = new Date('2026-11-20T12:00:00.001Z');
const facts = (given: Partial<VerdictFacts>): VerdictFacts => ({
  status: 'active',
  expiresAt: null,
  installationLimit: 3,
  otherInstallations: 0,
  ...given,
});

describe('verdicts', () => {
  it.each([
    [null, 'NOT_FOUND'],
    [facts({}), 'VALID'],
    [facts({ expiresAt: after }), 'VALID'],
    [facts({ expiresAt: now }), 'EXPIRED'],
    [facts({ expiresAt: before }), 'EXPIRED'],
    [facts({ status: 'expired' }), 'EXPIRED'],
    [facts({ status: 'suspended' }), 'SUSPENDED'],
    [facts({ status: 'suspended', expiresAt: before }), 'SUSPENDED'],
    [facts({ status: 'revoked' }), 'REVOKED'],
    [facts({ otherInstallations: 2 }), 'VALID'],
    [facts({ otherInstallations: 3 }), 'INSTALLATION_LIMIT_REACHED'],
    [facts({ otherInstallations: 3, status: 'revoked' }), 'REVOKED'],
  ])('LI-2 decides %#: %s is %s', (given, code) => {
    expect(verdictOf(given, now).code).toBe(code);
  });

  it('LI-2 every verdict says why, and every refusal what helps', () => {
    const any = fc.record({
      status: fc.constantFrom(...licenseStatuses),
      expiresAt: fc.option(fc.constantFrom(before, now, after)),
      installationLimit: fc.integer({ min: 1, max: 5 }),
      otherInstallations: fc.nat(6),
    });
    fc.assert(
      fc.property(any, (given) => {
        const verdict = verdictOf(given, now);
        expect(verdict.because.length).toBeGreaterThan(0);
        expect(verdict.valid).toBe(verdict.code === 'VALID');
        expect(verdict.remedy.length > 0).toBe(!verdict.valid);
        if (verdict.valid) expect(given.otherInstallations).toBeLessThan(given.installationLimit);
      }),
    );
  });
});

describe('license statuses', () => {
  it('revoked is final, and nothing follows itself', () => {
    expect(licenseTransitions.revoked).toEqual([]);
    for (const status of licenseStatuses) expect(mayFollow(status, status)).toBe(false);
  });

  it('an active license whose end has come is expired; others stay what they are', () => {
    expect(effectiveStatus('active', now, now)).toBe('expired');
    expect(effectiveStatus('active', after, now)).toBe('active');
    expect(effectiveStatus('suspended', before, now)).toBe('suspended');
  });

  it.each([
    ['2026-11-20T09:30:00.000Z', 12, '2027-11-20T09:30:00.000Z'],
    ['2024-02-29T09:30:00.000Z', 12, '2025-02-28T09:30:00.000Z'],
    ['2026-01-31T00:00:00.000Z', 1, '2026-02-28T00:00:00.000Z'],
    ['2026-11-20T00:00:00.000Z', 0, '2026-11-20T00:00:00.000Z'],
  ])('%s and %i months later is %s', (from, months, to) => {
    expect(monthsLater(new Date(from), months).toISOString()).toBe(to);
  });
});
