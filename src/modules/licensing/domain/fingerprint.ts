import { hash } from 'node:crypto';
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
  const bytes = hash('sha256', `latchkey tag v1\n${text}`, 'buffer');
  let tag = '';
  let [bits, waiting] = [0, 0];
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (waiting += 8; waiting >= 5; waiting -= 5) tag += symbols[(bits >> (waiting - 5)) & 31];
    if (tag.length >= count) break;
  }
  return tag.slice(0, count);
}
