import { describe, expect, it } from '@jest/globals';
import { tsquery } from './tsquery.js';

describe('tsquery', () => {
  const terms = [
    { typed: 'pasword', nearest: 'password' },
    { typed: 'reset', nearest: 'reset' },
    { typed: 'zzz', nearest: null },
  ];

  it('asks for what was typed or the nearest word', () => {
    expect(tsquery(terms, '&')).toBe('(pasword:* | password) & reset:* & zzz:*');
    expect(tsquery(terms, '|')).toBe('(pasword:* | password) | reset:* | zzz:*');
  });
});
