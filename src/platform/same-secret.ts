import { timingSafeEqual } from 'node:crypto';

/**
 * Compares a text that somebody sent with the secret it should be, in a time that does not tell where they differ.
 * Lengths are compared in bytes: as many characters may be more bytes, and timingSafeEqual throws on those.
 */
export function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
