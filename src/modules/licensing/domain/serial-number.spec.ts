import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSerialNumber, printSerialNumber, serialNumberOf } from './serial-number.js';
import { symbols } from './symbols.js';
import { uidHash, uidOf } from './uid.js';

const serials = fc.uint8Array({ minLength: 15, maxLength: 15 }).map(serialNumberOf);
const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);

describe('serial numbers', () => {
  it('LI-8 every serial number is read back from what is printed', () => {
    fc.assert(
      fc.property(serials, (serial) => {
        expect(printSerialNumber(serial)).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
        expect(parseSerialNumber(printSerialNumber(serial))).toBe(serial);
      }),
    );
  });

  it('LI-8 catches every single wrong symbol, at every place, over the whole alphabet', () => {
    fc.assert(
      fc.property(serials, (serial) => {
        for (let at = 0; at < serial.length; at += 1) {
          for (const wrong of symbols) {
            if (wrong !== serial[at]) expect(parseSerialNumber(replaced(serial, at, wrong))).toBeNull();
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('LI-8 catches every swap of two different symbols, adjacent or not', () => {
    fc.assert(
      fc.property(serials, fc.nat(15), fc.nat(15), (serial, a, b) => {
        fc.pre(serial[a] !== serial[b]);
        const swapped = replaced(replaced(serial, a, serial[b] ?? ''), b, serial[a] ?? '');
        expect(parseSerialNumber(swapped)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('LI-8 reads what people type: case, spaces, dashes, O for 0, I and L for 1', () => {
    const serial = serialNumberOf(new Uint8Array(15).map((_, index) => index % 2));
    expect(serial.startsWith('0101')).toBe(true);
    const typed = ` ${printSerialNumber(serial).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(parseSerialNumber(typed)).toBe(serial);
    expect(parseSerialNumber(serial.replaceAll('1', 'I').split('').join(' – '))).toBe(serial);
  });

  it.each([
    '',
    'U'.repeat(16),
    '0'.repeat(15),
    '0'.repeat(17),
    '\u0000',
    'Ａ'.repeat(16),
    '0'.repeat(10_000),
  ])('LI-8 refuses %#', (typed) => {
    expect(parseSerialNumber(typed)).toBeNull();
  });

  it('prints a UID in groups and knows it however it is typed', () => {
    const uid = uidOf(new Uint8Array(26).map((_, index) => index));
    expect(uid).toBe('01234-56789-ABCDE-FGHJK-MNPQRS');
    expect(uidHash('oi234 56789 abcde fghjk mnpqrs')).toEqual(uidHash(uid));
    expect(uidHash('')).not.toEqual(uidHash(uid));
  });
});
