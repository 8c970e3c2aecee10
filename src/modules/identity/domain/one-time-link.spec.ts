import { describe, expect, it } from '@jest/globals';
import { later } from '../../../kernel/clock.js';
import { OneTimeLink } from './one-time-link.js';

describe('A6 a one-time link', () => {
  const now = new Date('2026-11-26T09:00:00.000Z');
  const link = () => OneTimeLink.mint({ purpose: 'password-reset', tokenHash: 'hash', now });

  it.each([
    [0, true],
    [3_599_999, true],
    [3_600_000, false],
    [3_600_001, false],
  ])('A6 S2.10 that resets a password is usable after %i ms: %s', (age, usable) => {
    expect(link().isUsable(later(now, age))).toBe(usable);
  });

  it('A6 is used up by one use, and void after the fifth wrong code', () => {
    const used = link();
    used.use(now);
    expect(used.isUsable(now)).toBe(false);
    const guessed = link();
    for (let wrong = 0; wrong < 4; wrong += 1) guessed.noteFailure(now);
    expect(guessed.isUsable(now)).toBe(true);
    guessed.noteFailure(now);
    expect(guessed.isUsable(now)).toBe(false);
  });
});
