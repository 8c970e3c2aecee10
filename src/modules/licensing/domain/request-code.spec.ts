import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintTag } from './fingerprint.js';
import { printRequestCode, readRequestCode, serialTagOf } from './request-code.js';
import { symbols } from './symbols.js';

const serialNumber = 'LK7Q3M8DX2PA9R4T';
const code = printRequestCode({ kind: 'activate', serialNumber, fingerprint: 'box 7', nonce: '0A1B2C' });
const symbol = fc.constantFrom(...symbols);

describe('a request code', () => {
  it('LI-4 says what, for which license and which machine, in seven groups of four', () => {
    expect(code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
    const read = {
      kind: 'activate',
      serialTag: serialTagOf(serialNumber),
      fingerprintTag: fingerprintTag('box 7'),
    };
    expect(readRequestCode(code)).toEqual({ ...read, nonce: '0A1B2C' });
    expect(
      readRequestCode(
        ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `,
      ),
    ).toEqual({
      ...read,
      nonce: '0A1B2C',
    });
  });

  it('LI-4 with any one or two symbols wrong is none', () => {
    const plain = code.replaceAll('-', '');
    const place = fc.nat(plain.length - 1);
    fc.assert(
      fc.property(place, symbol, place, symbol, (a, one, b, two) => {
        const typed = [...plain];
        typed[a] = one;
        typed[b] = two;
        fc.pre(typed.join('') !== plain);
        return readRequestCode(typed.join('')) === null;
      }),
      { numRuns: 2_000 },
    );
  });

  it('LI-4 of another length or kind is none', () => {
    for (const typed of ['', code.slice(1), `${code}0`, 'U'.repeat(28), '0'.repeat(28), 'x'.repeat(10_000)])
      expect(readRequestCode(typed)).toBeNull();
  });
});
