import { createHash } from 'node:crypto';

/** How many random bytes an API token is made of: 200 bits. */
export const apiTokenBytes = 25;

const mark = 'lk_';
const randomDigits = 34;
const checkDigits = 6;
const form = new RegExp(`^${mark}[0-9A-Za-z]{${randomDigits + checkDigits}}$`);

/** How much of a token stays readable after it was shown, so that people find the one they mean. */
const shownCharacters = mark.length + 6;

// No separators: a double click marks the whole token.
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * The token as programs send it: `lk_`, 34 random characters, 6 of their checksum (SHA-256, base 62). Mark and checksum
 * let scanners for leaked secrets find it, and find nothing else.
 * @param random {@link apiTokenBytes} random bytes
 */
export function apiTokenText(random: Uint8Array): string {
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  const secret = base62(bits, randomDigits);
  return `${mark}${secret}${checksum(secret)}`;
}

/** True when the text has the form and the checksum of an API token. It says nothing about whether it works. */
export function isApiTokenText(text: string): boolean {
  if (!form.test(text)) return false;
  return text.slice(-checkDigits) === checksum(text.slice(mark.length, -checkDigits));
}

/** The beginning that lists show: 36 of its 200 random bits. */
export function apiTokenPrefix(token: string): string {
  return token.slice(0, shownCharacters);
}

function checksum(secret: string): string {
  return base62(BigInt(createHash('sha256').update(secret).digest().readUInt32BE()), checkDigits);
}

function base62(value: bigint, digits: number): string {
  let text = '';
  for (let rest = value; text.length < digits; rest /= 62n) text = `${alphabet[Number(rest % 62n)]}${text}`;
  return text;
}
