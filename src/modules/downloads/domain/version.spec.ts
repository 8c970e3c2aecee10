import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Version } from './version.js';

const ascending = [
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.10',
  '1.2.0',
  '2.0.0',
  '10.0.0',
];

describe('Version', () => {
  it('DL-1 orders versions as Semantic Versioning does', () => {
    const shuffled = [...ascending].reverse().map((text) => Version.parse(text));
    expect(shuffled.sort((a, b) => a.compare(b)).map(String)).toEqual(ascending);
  });

  it.each([
    ['2.1', '2.1.0'],
    ['v3', '3.0.0'],
    [' 2.4.1 ', '2.4.1'],
    ['3.0.0-beta.2', '3.0.0-beta.2'],
  ])('reads %j as %s', (text, normal) => {
    expect(Version.parse(text).toString()).toBe(normal);
  });

  it.each(['', 'two', '1.2.3.4', '1.-2', '1.2.3-', '1.2.3-a..b', '../1.0', `1.0.0-${'a'.repeat(80)}`])(
    'refuses %j with a remedy',
    (text) => {
      expect(() => Version.parse(text)).toThrow('Please correct: version.');
    },
  );

  it('compares antisymmetrically', () => {
    const version = fc
      .tuple(
        fc.nat(20),
        fc.nat(20),
        fc.nat(20),
        fc.array(fc.stringMatching(/^[0-9a-z]{1,3}$/), { maxLength: 3 }),
      )
      .map(([a, b, c, pre]) => Version.parse(`${a}.${b}.${c}${pre.length ? `-${pre.join('.')}` : ''}`));
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(a.compare(b)) + Math.sign(b.compare(a))).toBe(0);
      }),
    );
  });
});
