import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { effectiveStatus, licenseStatuses, licenseTransitions, mayFollow } from './license-status.js';
import { overages } from './policy.js';
import { allowedAbove, type Standing, type VerdictFacts, verdictCodes, verdictOf } from './verdict.js';

const now = new Date('2026-11-20T12:00:00Z');
const before = new Date('2026-11-20T11:59:59.999Z');
const after = new Date('2026-11-20T12:00:00.001Z');
const none = { taken: 0, asked: 0, limit: null };
const facts = (given: Partial<VerdictFacts>): VerdictFacts => ({
  status: 'active',
  expiresAt: null,
  maintenanceEndsAt: after,
  overage: 'none',
  standing: 'new',
  floating: false,
  places: { taken: 0, asked: 1, limit: 3 },
  cores: none,
  users: none,
  usage: null,
  features: [],
  wantedFeatures: [],
  versionPublishedAt: null,
  ...given,
});
const full = { taken: 3, asked: 1, limit: 3 };

const standings: Readonly<Record<Standing, string>> = {
  absent: 'VALID',
  new: 'VALID',
  holds: 'VALID',
  unknown: 'NOT_ACTIVATED',
  released: 'INSTALLATION_RELEASED',
  lapsed: 'INSTALLATION_LAPSED',
  'lease-over': 'LEASE_REQUIRED',
};
const ends = [null, before, now, after];

// Every status with every end and every standing of the machine, and what it must come to.
const combinations = licenseStatuses.flatMap((status) =>
  ends.flatMap((expiresAt) =>
    (Object.keys(standings) as Standing[]).map((standing) => {
      const over = status === 'expired' || (status === 'active' && expiresAt !== null && expiresAt <= now);
      const closed = { revoked: 'REVOKED', suspended: 'SUSPENDED', active: null, expired: null }[status];
      return { status, expiresAt, standing, code: closed ?? (over ? 'EXPIRED' : standings[standing]) };
    }),
  ),
);

describe('verdicts', () => {
  it.each(combinations)('LI-1 LI-2 $status, end $expiresAt, machine $standing: $code', (of) => {
    expect(verdictOf(facts(of), now).code).toBe(of.code);
  });

  it.each([
    ['LI-2 no license', null, 'NOT_FOUND'],
    ['LI-2 the last place', facts({ places: { ...full, taken: 2 } }), 'VALID'],
    ['LI-2 no place left', facts({ places: full }), 'INSTALLATION_LIMIT_REACHED'],
    ['LI-2 no lease left', facts({ places: full, floating: true }), 'LEASE_LIMIT_REACHED'],
    ['LI-2 a place that is held stays', facts({ places: { ...full, taken: 9 }, standing: 'holds' }), 'VALID'],
    ['LI-2 a revoked license tells that first', facts({ places: full, status: 'revoked' }), 'REVOKED'],
    ['LI-1 1.25x of 3 is 3', facts({ places: full, overage: '1.25x' }), 'INSTALLATION_LIMIT_REACHED'],
    ['LI-1 1.5x of 3 is 4', facts({ places: full, overage: '1.5x' }), 'VALID'],
    [
      'LI-1 2x of 3 is 6',
      facts({ places: { ...full, taken: 6 }, overage: '2x' }),
      'INSTALLATION_LIMIT_REACHED',
    ],
    ['LI-1 always', facts({ places: { ...full, taken: 999 }, overage: 'always' }), 'VALID'],
    ['LI-1 too many cores', facts({ cores: { taken: 12, asked: 8, limit: 16 } }), 'CORE_LIMIT_REACHED'],
    ['LI-1 cores that do not grow', facts({ cores: { taken: 20, asked: 0, limit: 16 } }), 'VALID'],
    ['LI-1 too many people', facts({ users: { taken: 5, asked: 1, limit: 5 } }), 'USER_LIMIT_REACHED'],
    ['LI-1 used up', facts({ usage: { taken: 100, asked: 1, limit: 100 } }), 'USAGE_LIMIT_REACHED'],
    ['LI-1 the last use', facts({ usage: { taken: 99, asked: 1, limit: 100 } }), 'VALID'],
    ['LI-1 a feature it has', facts({ features: ['A', 'B'], wantedFeatures: ['B'] }), 'VALID'],
    [
      'LI-1 a feature it lacks',
      facts({ features: ['A'], wantedFeatures: ['A', 'C'] }),
      'FEATURE_NOT_INCLUDED',
    ],
    ['LI-1 a version of the last day', facts({ maintenanceEndsAt: now, versionPublishedAt: now }), 'VALID'],
    [
      'LI-1 a version after updates ended',
      facts({ maintenanceEndsAt: now, versionPublishedAt: after }),
      'VERSION_NOT_COVERED',
    ],
  ] as const)('%s', (_, given, code) => {
    expect(verdictOf(given, now).code).toBe(code);
  });

  const count = fc.record({
    taken: fc.nat(6),
    asked: fc.nat(2),
    limit: fc.option(fc.integer({ min: 1, max: 5 })),
  });
  const anything = fc.record({
    status: fc.constantFrom(...licenseStatuses),
    expiresAt: fc.constantFrom(...ends),
    maintenanceEndsAt: fc.constantFrom(before, now, after),
    overage: fc.constantFrom(...overages),
    standing: fc.constantFrom(...(Object.keys(standings) as Standing[])),
    floating: fc.boolean(),
    places: count,
    cores: count,
    users: count,
    usage: fc.option(count),
    features: fc.subarray(['A', 'B', 'C']),
    wantedFeatures: fc.subarray(['A', 'B', 'C']),
    versionPublishedAt: fc.option(fc.constantFrom(before, now, after)),
  });

  it('LI-2 every verdict says why, and every refusal what helps', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const verdict = verdictOf(given, now);
        expect(verdictCodes).toContain(verdict.code);
        expect(verdict.because.length).toBeGreaterThan(0);
        expect(verdict.valid).toBe(verdict.code === 'VALID');
        expect(verdict.remedy.length > 0).toBe(!verdict.valid);
      }),
    );
  });

  it('LI-2 a machine that is let in never takes more than the overage allows', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { places, standing, overage } = given;
        if (!verdictOf(given, now).valid || standing !== 'new' || places.limit === null || places.asked === 0)
          return;
        expect(places.taken + places.asked).toBeLessThanOrEqual(allowedAbove(places.limit, overage));
      }),
    );
  });

  it('LI-1 a wider overage, a higher limit or a later end never closes what was open', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...overages), (given, overage) => {
        if (!verdictOf(given, now).valid) return;
        const wider = overages[Math.max(overages.indexOf(overage), overages.indexOf(given.overage))];
        const limit = given.places.limit === null ? null : given.places.limit + 1;
        const kinder = {
          ...given,
          overage: wider ?? 'none',
          places: { ...given.places, limit },
          expiresAt: null,
        };
        expect(verdictOf(kinder, now).code).toBe('VALID');
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
});
