import { describe, expect, it } from '@jest/globals';
import { hour, later } from '../../../kernel/clock.js';
import { effectsOn, type JudgedLicense, type JudgedRules, type MachineGroup } from './policy-effect.js';
import type { UsagePeriod } from './usage-counter.js';

const now = new Date('2026-11-26T12:00:00.000Z');

const rules: JudgedRules = {
  kind: 'node-locked',
  installationLimit: 3,
  coreLimit: null,
  userLimit: null,
  overage: 'none',
  heartbeatSeconds: null,
  features: [],
  usage: [],
};
const floating: JudgedRules = { ...rules, kind: 'floating' };

const group = (of: Partial<MachineGroup> = {}): MachineGroup => ({
  machines: 1,
  cores: 4,
  users: 1,
  lastSeenAt: later(now, -hour),
  offline: false,
  leaseEndsAt: null,
  ...of,
});

const license = (of: Partial<JudgedLicense> = {}): JudgedLicense => ({
  status: 'active',
  expiresAt: null,
  maintenanceEndsAt: now,
  ownInstallationLimit: null,
  grantedFeatures: [],
  groups: [group({ machines: 2, cores: 8, users: 2 })],
  used: [],
  ...of,
});

const leased = license({ groups: [group({ leaseEndsAt: later(now, hour) }), group()] });
const silent = license({ groups: [group({ machines: 3, lastSeenAt: later(now, -3 * hour) })] });
const offline = license({ groups: [group({ lastSeenAt: later(now, -3 * hour), offline: true })] });

const exports = (
  allowance: number | null,
  period: UsagePeriod = 'never',
  more: object = {},
): JudgedRules => ({
  ...rules,
  usage: [{ counter: 'exports', allowance, period }],
  ...more,
});
const exported = (used: number, periodBeganAt: Date | null = null) =>
  license({ used: [{ counter: 'exports', used, periodBeganAt }] });
const firstOfMonth = new Date('2026-11-01T00:00:00.000Z');

type Row = readonly [string, JudgedLicense, JudgedRules, JudgedRules, readonly string[]];

const table: readonly Row[] = [
  ['the same rules', license(), rules, rules, []],
  ['room that stays', license(), rules, { ...rules, installationLimit: 4 }, []],
  [
    'room that goes',
    license(),
    rules,
    { ...rules, installationLimit: 2 },
    ['next-machine VALID INSTALLATION_LIMIT_REACHED'],
  ],
  [
    'a license with a limit of its own',
    license({ ownInstallationLimit: 9 }),
    rules,
    { ...rules, installationLimit: 1 },
    [],
  ],
  [
    'overage that comes',
    license(),
    { ...rules, installationLimit: 2 },
    { ...rules, installationLimit: 2, overage: '1.5x' },
    ['next-machine INSTALLATION_LIMIT_REACHED VALID'],
  ],
  ['too many cores', license(), rules, { ...rules, coreLimit: 8 }, ['next-machine VALID CORE_LIMIT_REACHED']],
  [
    'too many people',
    license(),
    rules,
    { ...rules, userLimit: 2 },
    ['next-machine VALID USER_LIMIT_REACHED'],
  ],
  [
    'silence that frees places',
    silent,
    rules,
    { ...rules, heartbeatSeconds: 3_600 },
    ['machines VALID INSTALLATION_LAPSED', 'next-machine INSTALLATION_LIMIT_REACHED VALID'],
  ],
  [
    'silence of a machine without internet',
    offline,
    { ...rules, installationLimit: 1 },
    { ...rules, installationLimit: 1, heartbeatSeconds: 3_600 },
    ['machines VALID INSTALLATION_LAPSED'],
  ],
  ['machines without a lease', leased, rules, floating, ['machines VALID LEASE_REQUIRED']],
  [
    'leases that no longer count',
    leased,
    { ...floating, installationLimit: 2 },
    { ...rules, installationLimit: 2 },
    ['machines LEASE_REQUIRED VALID', 'next-machine VALID INSTALLATION_LIMIT_REACHED'],
  ],
  [
    'a feature that goes',
    license(),
    { ...rules, features: ['A'] },
    rules,
    ['features VALID FEATURE_NOT_INCLUDED'],
  ],
  [
    'a feature that the license has itself',
    license({ grantedFeatures: ['A'] }),
    { ...rules, features: ['A'] },
    rules,
    [],
  ],
  [
    'a license that is suspended',
    license({ status: 'suspended' }),
    rules,
    { ...rules, installationLimit: 1 },
    [],
  ],
  ['an allowance that stays above', exported(5), exports(10), exports(6), []],
  [
    'an allowance that is used up then',
    exported(5),
    exports(10),
    exports(5),
    ['usage VALID USAGE_LIMIT_REACHED'],
  ],
  [
    'an allowance that is used up and overage',
    exported(5),
    exports(10),
    exports(5, 'never', { overage: '2x' }),
    [],
  ],
  [
    'overage that goes, of usage',
    exported(5),
    exports(5, 'never', { overage: '1.25x' }),
    exports(5),
    ['usage VALID USAGE_LIMIT_REACHED'],
  ],
  [
    'an allowance that comes where all was free',
    exported(5),
    exports(null),
    exports(5),
    ['usage VALID USAGE_LIMIT_REACHED'],
  ],
  [
    'an allowance that counts each day instead of each month',
    exported(5, firstOfMonth),
    exports(5, 'month'),
    exports(5, 'day'),
    ['usage USAGE_LIMIT_REACHED VALID'],
  ],
  [
    'nothing allowed, and nothing used',
    license(),
    exports(1),
    exports(0),
    ['usage VALID USAGE_LIMIT_REACHED'],
  ],
  ['a counter that goes', exported(5), exports(5), rules, []],
  ['a license that has expired', license({ expiresAt: now }), { ...rules, features: ['A'] }, rules, []],
];

describe('what other rules would change', () => {
  it.each(table)('LI-9 %s', (_, judged, before, after, expected) => {
    const effects = effectsOn(judged, { before, after }, now);
    expect(effects.map((one) => `${one.about} ${one.before} ${one.after}`)).toEqual(expected);
  });

  it('LI-9 tells how many machines get the other answer', () => {
    const effects = effectsOn(silent, { before: rules, after: { ...rules, heartbeatSeconds: 60 } }, now);
    expect(effects.map(({ machines }) => machines)).toEqual([3, null]);
  });
});
