import { createHash } from 'node:crypto';
import { symbols } from './symbols.js';

const prefix = 'fp1:';
const tagLength = 16;

/**
 * 80 bits that stand for a fingerprint where it is too long: in a code that people type. As a fingerprint of its own it
 * reads `fp1:` and 16 symbols.
 */
export function fingerprintTag(fingerprint: string): string {
  return tagSymbols(fingerprint, tagLength);
}

/** A machine of which only the tag is known. */
export function taggedFingerprint(tag: string): string {
  return prefix + tag;
}

/** True when a fingerprint, or the tag that stands for it, is the machine's. */
export function isOfMachine(known: string, fingerprint: string): boolean {
  return known === fingerprint || known === taggedFingerprint(fingerprintTag(fingerprint));
}

/** The first symbols of a text's SHA-256, five bits each. */
export function tagSymbols(text: string, count: number): string {
  const bytes = createHash('sha256').update(`latchkey tag v1\n${text}`).digest();
  let value = BigInt(`0x${bytes.toString('hex')}`) >> BigInt(256 - count * 5);
  let tag = '';
  for (let place = 0; place < count; place += 1) {
    tag = symbols[Number(value & 31n)] + tag;
    value >>= 5n;
  }
  return tag;
}
