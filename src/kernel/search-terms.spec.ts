import { describe, expect, it } from '@jest/globals';
import { searchTerms } from './search-terms.js';

describe('searchTerms', () => {
  it.each<[string, string[]]>([
    ['Reset my PASSWORD!', ['reset', 'my', 'password']],
    ["'); drop table article; --", ['drop', 'table', 'article']],
    ['a & b | !c <-> d:*', ['a', 'b', 'c', 'd']],
    ['Schlüssel schlüssel', ['schlüssel']],
    ['   ', []],
    ['!?', []],
  ])('reads %j as %j', (query, terms) => {
    expect(searchTerms(query)).toEqual(terms);
  });

  it('bounds how much one query can ask', () => {
    const terms = searchTerms(
      'x'.repeat(5_000) + ' one two three four five six seven eight nine ten'.repeat(9),
    );
    expect(terms.length).toBeLessThanOrEqual(8);
    expect(Math.max(...terms.map((term) => term.length))).toBeLessThanOrEqual(40);
  });
});
