import { randomBytes } from 'node:crypto';
import { tokenHash } from '../../domain/secrets.js';

/** A new secret of 256 bits for links, sessions and refresh tokens, and the hash under which it is kept. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}
