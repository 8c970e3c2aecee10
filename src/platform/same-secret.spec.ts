import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sameSecret } from './same-secret.js';

describe('A secret', () => {
  it('C1 equals itself alone, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (given, expected) => {
        expect(sameSecret(expected, expected)).toBe(true);
        expect(sameSecret(given, expected)).toBe(given === expected);
      }),
    );
    expect(sameSecret('ü'.repeat(4), 'abcd')).toBe(false);
  });
});
