import { createHash } from 'node:crypto';
import type { Actor } from '../../../kernel/actor.js';

/** Who marks an article: a user, or a browser that nobody signed in with. */
export type ReaderKey = string & { readonly __reader: true };

/**
 * The key of whoever reads; null for somebody without even a visitor cookie. The cookie itself is not kept, so that
 * the table cannot be used to forge forms.
 */
export function readerOf(actor: Actor, visitor: string | null): ReaderKey | null {
  if (actor.kind === 'customer' || actor.kind === 'staff') return `user:${actor.userId}` as ReaderKey;
  if (visitor === null) return null;
  return `visitor:${createHash('sha256').update(visitor).digest('base64url')}` as ReaderKey;
}
