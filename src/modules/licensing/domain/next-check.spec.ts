import { describe, expect, it } from '@jest/globals';
import { later, second } from '../../../kernel/clock.js';
import { nextCheckSeconds } from './next-check.js';
import { verdictOf } from './verdict.js';

const now = new Date('2026-11-26T09:00:00Z');
const inSeconds = (seconds: number) => later(now, seconds * second);
const calm = { expiresAt: null, heartbeatSeconds: null, leaseEndsAt: null };
const valid = { ...verdictOf(null, now), valid: true };

describe('when the product should ask again', () => {
  it.each([
    [86_400, calm],
    [86_400, { ...calm, expiresAt: inSeconds(90_000) }],
    [500, { ...calm, expiresAt: inSeconds(500) }],
    [60, { ...calm, expiresAt: inSeconds(5) }],
    [1_800, { ...calm, leaseEndsAt: inSeconds(3_600) }],
    [200, { ...calm, heartbeatSeconds: 600, leaseEndsAt: inSeconds(3_600) }],
  ])('LI-2 in %s seconds (%#)', (seconds, ahead) => {
    expect(nextCheckSeconds(valid, ahead, now)).toBe(seconds);
  });

  it('LI-2 in an hour after a refusal', () => {
    expect(nextCheckSeconds(verdictOf(null, now), null, now)).toBe(3_600);
  });
});
