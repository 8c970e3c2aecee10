import { createHash } from 'node:crypto';

/** How tokens with at least 128 random bits are kept: fast to look up, useless to who reads the table. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

// Crockford's base32: no I, L, O, U, so that codes survive being read aloud.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code as people print it, four groups of four: 80 bits. @param random 10 random bytes */
export function recoveryCodeOf(random: Uint8Array): string {
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let at = 0; at < 16; at++) {
    text = `${alphabet[Number(bits & 31n)] ?? ''}${text}`;
    bits >>= 5n;
  }
  return text.replace(/(.{4})(?=.)/g, '$1-');
}

/** The code as it is compared: upper case, without separators, O and I read as digits. */
export function foldedRecoveryCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}
