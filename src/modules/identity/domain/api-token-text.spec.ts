import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { apiTokenBytes, apiTokenPrefix, apiTokenText, isApiTokenText } from './api-token-text.js';

const token = () => apiTokenText(randomBytes(apiTokenBytes));

describe('the text of an API token', () => {
  it('ID-7 carries all of at least 192 random bits', () => {
    expect(apiTokenBytes * 8).toBeGreaterThanOrEqual(192);
    const ends = [0, 24].map((at) =>
      apiTokenText(Uint8Array.from({ length: 25 }, (_, i) => (i === at ? 1 : 0))),
    );
    expect(new Set([...ends, apiTokenText(new Uint8Array(25))]).size).toBe(3);
    expect(apiTokenText(new Uint8Array(25).fill(255))).toHaveLength(43);
    expect(new Set(Array.from({ length: 500 }, token)).size).toBe(500);
  });

  it('ID-7 is found by its mark and told from others by its checksum', () => {
    for (let round = 0; round < 100; round += 1) {
      const text = token();
      expect(text).toMatch(/^lk_[0-9A-Za-z]{40}$/);
      expect(isApiTokenText(text)).toBe(true);
      const at = 3 + (round % 40);
      const typo = `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
      expect([typo, isApiTokenText(typo)]).toEqual([typo, false]);
    }
  });

  it.each(['', 'lk_', 'lk_short', ` ${token()}`, `${token()}\n`, token().toUpperCase(), token().slice(3)])(
    'is not %j',
    (text) => {
      expect(isApiTokenText(text)).toBe(false);
    },
  );

  it('ID-7 keeps nine characters readable', () => {
    const text = token();
    expect(apiTokenPrefix(text)).toBe(text.slice(0, 9));
  });
});
