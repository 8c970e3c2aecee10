import { describe, expect, it } from '@jest/globals';
import { later, second } from '../../../kernel/clock.js';
import { heartbeatEvery, type MachineRecord, standingOf } from './standing.js';

const now = new Date('2026-11-26T09:00:00Z');
const seen = (secondsAgo: number): MachineRecord => ({
  releasedAt: null,
  releaseReason: null,
  lastSeenAt: later(now, -secondsAgo * second),
  leaseEndsAt: null,
});
const locked = { kind: 'node-locked', heartbeatSeconds: 600 } as const;
const floating = { kind: 'floating', heartbeatSeconds: null } as const;

describe('where a machine stands', () => {
  it.each([
    ['unknown', null, locked],
    ['holds', seen(600), locked],
    ['lapsed', seen(601), locked],
    ['holds', seen(1e9), { ...locked, heartbeatSeconds: null }],
    ['released', { ...seen(1), releasedAt: now, releaseReason: 'customer' as const }, locked],
    ['lapsed', { ...seen(1), releasedAt: now, releaseReason: 'lapsed' as const }, locked],
    ['lease-over', seen(1), floating],
    ['lease-over', { ...seen(1), leaseEndsAt: now }, floating],
    ['holds', { ...seen(1), leaseEndsAt: later(now, 1) }, floating],
    ['lapsed', { ...seen(601), leaseEndsAt: later(now, 1) }, { ...floating, heartbeatSeconds: 600 }],
    ['holds', seen(-3_600), locked],
  ] as const)('LI-2 is %s (%#)', (standing, machine, rules) => {
    expect(standingOf(machine, rules, now)).toBe(standing);
  });

  it('LI-2 lets two heartbeats of three get lost', () => {
    expect([60, 100, 3_600, null].map(heartbeatEvery)).toEqual([20, 33, 1_200, null]);
  });
});
