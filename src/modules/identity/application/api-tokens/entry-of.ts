import type { ApiToken } from '../../domain/api-token.js';
import type { ApiTokenEntry } from './list-api-tokens.js';

/** A token as lists show it. */
export function entryOf(token: ApiToken, now: Date): ApiTokenEntry {
  const { id, name, prefix, scopes, networks, createdAt, expiresAt, lastUsedAt, lastUsedNetwork } = token;
  const state = token.isAlive(now) ? (token.replacedAt === null ? 'active' : 'replaced') : 'expired';
  return {
    ...{ id, name, prefix, scopes, networks, createdAt, expiresAt, lastUsedAt, lastUsedNetwork },
    state: token.revokedAt === null ? state : 'revoked',
  };
}
