import { describe, expect, it } from '@jest/globals';
import { affection, fixFor, isFix, spelledRanges } from './affected-versions.js';

const ranges = [
  { from: null, fixedIn: '1.4.2' },
  { from: '2.0.0', fixedIn: '2.3.0' },
  { from: '3.0.0', fixedIn: null },
];

describe('DL-7 which versions an advisory concerns', () => {
  it.each([
    ['0.9', 'affected', '1.4.2'],
    ['1.4.2', 'safe', null],
    ['1.9.9', 'safe', null],
    ['2.0.0-beta.1', 'safe', null],
    ['2.0.0', 'affected', '2.3.0'],
    ['v2.2.9', 'affected', '2.3.0'],
    ['2.3.0-rc.1', 'affected', '2.3.0'],
    ['2.3.0', 'safe', null],
    ['3.1.0', 'affected', null],
    ['-', 'unknown', null],
    ['nightly', 'unknown', null],
  ])('DL-7 answers for %s: %s', (version, answer, fix) => {
    expect([affection(version, ranges), fixFor(version, ranges)]).toEqual([answer, fix]);
  });

  it('DL-7 knows the versions that mend something, unless they are affected by something else', () => {
    expect(['1.4.2', 'v2.3', '2.3.1', '3.0.0', 'nightly'].map((version) => isFix(version, ranges))).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
    expect(isFix('1.4.2', [...ranges, { from: '1.4.0', fixedIn: '1.5.0' }])).toBe(false);
  });

  it('DL-7 takes no range that is empty, and writes versions in one way', () => {
    expect(spelledRanges([{ from: 'v1', fixedIn: '1.2' }])).toEqual([{ from: '1.0.0', fixedIn: '1.2.0' }]);
    for (const range of [
      { from: '2.0.0', fixedIn: '2.0' },
      { from: 'x', fixedIn: null },
    ])
      expect(() => spelledRanges([range])).toThrow('ranges');
  });
});
