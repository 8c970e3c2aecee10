import { randomBytes } from 'node:crypto';
import { apiTokenBytes, apiTokenPrefix, apiTokenText } from '../../domain/api-token-text.js';
import { tokenHash } from '../../domain/secrets.js';

/** A new token, and what of it is kept. */
export function newApiToken(): {
  readonly text: string;
  readonly kept: { readonly prefix: string; readonly tokenHash: string };
} {
  const text = apiTokenText(randomBytes(apiTokenBytes));
  return { text, kept: { prefix: apiTokenPrefix(text), tokenHash: tokenHash(text) } };
}
