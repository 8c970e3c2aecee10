import { drawSymbols, readSymbols, symbols } from './symbols.js';

/** The printed name of a license in its one stored form: 15 symbols of 75 random bits and a check symbol. */
export type SerialNumber = string & { readonly __serialNumber: true };

const length = 16;

/** How many random bytes {@link serialNumberOf} takes. */
export const serialNumberBytes = length - 1;

// GF(32) as polynomials over GF(2) modulo x^5 + x^2 + 1, which is primitive: the powers of x are 31 different
// elements, and multiplying by x is a shift.
const timesX = (element: number): number => (element << 1) ^ (element & 16 ? 0b100101 : 0);

/**
 * The sum over GF(32) of each symbol times x to its place. A serial number is right when it is 0. Places have
 * different factors other than 0, so changing one symbol, or swapping any two different ones, cannot leave it 0.
 */
function syndrome(text: string): number {
  // Horner's rule, from the last place to the first.
  return [...text].reduceRight((sum, symbol) => timesX(sum) ^ symbols.indexOf(symbol), 0);
}

/** The serial number of 15 random bytes. */
export function serialNumberOf(random: Uint8Array): SerialNumber {
  if (random.length !== serialNumberBytes)
    throw new RangeError('A serial number is made of 15 random bytes.');
  // The check symbol comes first in the sum's order, where its factor is 1, and is printed last.
  const body = drawSymbols(random);
  return (body + symbols[timesX(syndrome(body))]) as SerialNumber;
}

/** The serial number that a person typed, or null when it is none or has a typing error (row LI-8). */
export function parseSerialNumber(typed: string): SerialNumber | null {
  const text = readSymbols(typed);
  if (text?.length !== length) return null;
  return (timesX(syndrome(text.slice(0, -1))) ^ symbols.indexOf(text.slice(-1))) === 0
    ? (text as SerialNumber)
    : null;
}

/** As it is printed: four groups of four, `LK7Q-3M8D-X2PA-9R4T`. */
export function printSerialNumber(serialNumber: string): string {
  return serialNumber.match(/.{1,4}/g)?.join('-') ?? '';
}
