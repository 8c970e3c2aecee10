import { describe, expect, it } from '@jest/globals';
import { foldedUsername, usernameOf } from './username.js';

describe('usernames', () => {
  it.each(['ada_1', 'A1_', 'x'.repeat(32)])('C13 S1.34 takes %s', (text) => {
    expect(usernameOf(text)).toBe(text);
  });

  it.each([
    'with space',
    'da-sh',
    'do.t',
    'a@b',
    'müller',
    'аlice',
    'ａｌｉｃｅ',
    'smi🙂le',
    'zero\u200bwidth',
    'ab',
    'x'.repeat(33),
    '12345',
    'Admin',
    '',
  ])('C13 S1.35 refuses %s', (text) => {
    expect(() => usernameOf(text)).toThrow();
  });

  it('S1.36 folds ASCII letters only', () => {
    expect(foldedUsername('ALICE_1I')).toBe('alice_1i');
  });
});
