import { InvalidInput } from './errors.js';

// Deliberately narrower than RFC 5321: no quoted local parts, no address literals. Linear in its input.
const pattern = /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** An e-mail address, trimmed and lower-cased; two spellings of one address are one value. */
export type EmailAddress = string & { readonly __emailAddress: true };

/** The address in its one form, or null when the text is none. At most 254 characters. */
export function parseEmailAddress(text: string): EmailAddress | null {
  const trimmed = text.trim().toLowerCase();
  return trimmed.length <= 254 && pattern.test(trimmed) ? (trimmed as EmailAddress) : null;
}

/** @throws InvalidInput naming `field` when the text is no e-mail address. */
export function emailAddress(text: string, field = 'email'): EmailAddress {
  const parsed = parseEmailAddress(text);
  if (!parsed) throw InvalidInput.field(field, 'Enter an e-mail address like name@example.com.');
  return parsed;
}

/** The address as a page may show it to someone not yet signed in: `a•••@example.com`. */
export function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}•••${address.slice(at)}`;
}
