import { createHash } from 'node:crypto';
import { drawSymbols, readSymbols } from './symbols.js';

/** How many random bytes {@link uidOf} takes: one for each of the 26 symbols, 130 bits in all. */
export const uidBytes = 26;

/** The secret half of serial number + UID, printed in groups. */
export function uidOf(random: Uint8Array): string {
  if (random.length !== uidBytes) throw new RangeError('A UID is made of 26 random bytes.');
  return drawSymbols(random).replace(/^(.{5})(.{5})(.{5})(.{5})(.{6})$/, '$1-$2-$3-$4-$5');
}

/** SHA-256 of what a person typed as UID. Plain hashing is enough: 130 random bits cannot be guessed. */
export function uidHash(typed: string): Buffer {
  return createHash('sha256')
    .update(readSymbols(typed) ?? '')
    .digest();
}
