import { describe, expect, it } from '@jest/globals';
import { printable } from './printable.js';

describe('text on paper', () => {
  it.each([
    ['Größe 1.234,50 €', 'Größe 1.234,50 €'],
    ['Dvořák', 'Dvorák'],
    ['1\u202f234', '1 234'],
    ['￥100', '¥100'],
    ['東京', '??'],
    ['a\u0000b', 'a?b'],
  ])('prints %o as %o', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
