import { describe, expect, it } from '@jest/globals';
import { periodAt, usageIn } from './usage-counter.js';

const at = (text: string): Date => new Date(text);

describe('the period of a counter', () => {
  it.each([
    ['never', '2026-11-26T10:00:00Z', null, null],
    ['day', '2026-12-31T23:59:59.999Z', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['month', '2028-02-29T12:00:00Z', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['month', '2026-12-01T00:00:00Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['year', '2026-06-01T00:00:00Z', '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ] as const)('LI-1 %s at %s', (period, now, beganAt, endsAt) => {
    const found = periodAt(period, at(now));
    expect([found.beganAt?.toISOString() ?? null, found.endsAt?.toISOString() ?? null]).toEqual([
      beganAt,
      endsAt,
    ]);
  });
});

describe('what is used of a period', () => {
  const [may, june] = [at('2026-05-01T00:00:00Z'), at('2026-06-01T00:00:00Z')];

  it.each([
    ['nothing was counted yet', june, null, 0],
    ['it was counted in this one', june, { used: 7, periodBeganAt: june }, 7],
    ['it was counted in the one before', june, { used: 7, periodBeganAt: may }, 0],
    ['the clock was set back', may, { used: 7, periodBeganAt: june }, 7],
    ['the policy never began anew until now', june, { used: 7, periodBeganAt: null }, 0],
    ['the policy begins anew no more', null, { used: 7, periodBeganAt: may }, 7],
  ])('LI-1 when %s', (_, beganAt, kept, used) => {
    expect(usageIn(beganAt, kept).used).toBe(used);
  });
});
