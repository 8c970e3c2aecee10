import { describe, expect, it } from '@jest/globals';
import { nearestWord, typingErrors } from './spelling.js';

describe('nearestWord', () => {
  const words = ['license', 'licenses', 'download', 'password', 'receipt', 'uid', 'order', 'orders'];

  it.each([
    ['pasword', 'password'],
    ['recieve', null],
    ['reciept', 'receipt'],
    ['lisense', 'license'],
    ['dwonload', 'download'],
    ['licen', 'license'],
    ['orders', 'orders'],
    ['oder', 'order'],
    ['uit', null],
    ['invoice', null],
  ])('KN-2 reads %s as %s', (typed, meant) => {
    expect(nearestWord(typed, words)).toBe(meant);
  });
});

describe('typingErrors', () => {
  it.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
  ])('of %j and %j are %d', (a, b, errors) => {
    expect(typingErrors(a, b)).toBe(errors);
    expect(typingErrors(b, a)).toBe(errors);
  });
});
