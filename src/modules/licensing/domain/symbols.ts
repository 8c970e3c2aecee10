/** Crockford's base32: no I, L, O and U, so that what is read aloud or from paper is typed back right. */
export const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const longest = 64;

/** What a person typed as symbols: case, spaces and dashes fall away, O is 0, I and L are 1. Null when it is none. */
export function readSymbols(typed: string): string | null {
  if (typed.length > longest) return null;
  const text = typed
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]+$/.test(text) ? text : null;
}

/** Symbols of random bytes: the low five bits of each byte, so that all 32 are equally likely. */
export function drawSymbols(bytes: Uint8Array): string {
  return [...bytes].map((byte) => symbols[byte & 31]).join('');
}
