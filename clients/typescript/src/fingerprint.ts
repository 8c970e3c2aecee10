import { utf8 } from './encoding.js';

const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const tagLength = 16;

/**
 * Whether the fingerprint in a license file is the machine's. A machine that was activated by a typed code is known by
 * `fp1:` and 80 bits that stand for its fingerprint.
 */
export async function isOfMachine(known: string, fingerprint: string): Promise<boolean> {
  return known === fingerprint || known === `fp1:${await tagOf(fingerprint)}`;
}

// The first 80 bits of a SHA-256 in Crockford's base32, five bits each.
async function tagOf(fingerprint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', utf8(`latchkey tag v1\n${fingerprint}`));
  const bits = [...new Uint8Array(hash)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: tagLength }, (_, place) =>
    symbols.charAt(Number.parseInt(bits.slice(place * 5, place * 5 + 5), 2)),
  ).join('');
}
