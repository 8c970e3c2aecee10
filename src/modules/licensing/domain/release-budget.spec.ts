import { describe, expect, it } from '@jest/globals';
import { day, later } from '../../../kernel/clock.js';
import { releaseBudget } from './release-budget.js';

const now = new Date('2026-11-26T12:00:00.000Z');
const ago = (days: number): Date => later(now, -days * day);
const rules = { releasesAllowed: 3, releaseWindowDays: 30 };

describe('the budget of releases', () => {
  it.each([
    ['nothing was released', [], 3, null],
    ['two were', [20, 10], 1, null],
    ['the last is spent', [20, 10, 5], 0, later(ago(20), 30 * day)],
    ['one is out of the window to the instant', [30, 10, 5], 1, null],
    ['more were released than are allowed now', [20, 15, 10, 5], 0, later(ago(15), 30 * day)],
  ] as const)('LI-5 when %s', (_case, releases, left, nextAt) => {
    expect(releaseBudget(rules, releases.map(ago), now)).toEqual({
      allowed: 3,
      windowDays: 30,
      left,
      nextAt,
    });
  });

  it('LI-5 a policy that allows none has nothing to wait for', () => {
    expect(releaseBudget({ ...rules, releasesAllowed: 0 }, [ago(1)], now)).toMatchObject({
      left: 0,
      nextAt: null,
    });
  });
});
