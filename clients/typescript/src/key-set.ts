import { asInstant, asObject, type Bytes, fromBase64Url } from './encoding.js';

/**
 * A public key that checks license files, as it stands in the portal's `/.well-known/latchkey-keys.json`, or updates, as
 * it stands in `/.well-known/latchkey-release-keys.json`.
 */
export interface FileKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** 32 bytes in base64url. */
  readonly x: string;
  readonly kid: string;
  /** What a release key signs, and nothing else. */
  readonly purpose?: string;
  /** Null or left out while files may still be signed with it. */
  readonly validUntil?: string | null;
}

/** The set of keys of a portal. */
export interface KeySet {
  readonly keys: readonly FileKey[];
}

/** A key that can be used. */
export interface UsableKey {
  readonly publicKey: Bytes;
  /** Null: no end is known. */
  readonly validUntil: Date | null;
}

/**
 * The key of a name; null when the set has none that can be used. Keys of other kinds are passed over.
 * @param purpose of a release key: one of another purpose, or of none, is not used
 */
export function keyIn(set: KeySet, kid: string, purpose?: 'files' | 'feeds'): UsableKey | null {
  for (const key of set.keys) {
    if (purpose !== undefined && key.purpose !== purpose) continue;
    if (key.kid !== kid || key.kty !== 'OKP' || key.crv !== 'Ed25519') continue;
    const publicKey = fromBase64Url(key.x);
    if (publicKey?.length !== 32) continue;
    const { validUntil = null } = key;
    // An end that cannot be read is no end that could be trusted.
    return { publicKey, validUntil: validUntil === null ? null : (asInstant(validUntil) ?? new Date(0)) };
  }
  return null;
}

/** Reads a set of keys as it came over the network or from disk; null when it is none. */
export function readKeySet(value: unknown): KeySet | null {
  const keys = asObject(value)?.keys;
  return Array.isArray(keys) ? { keys: keys.filter(isFileKey) } : null;
}

function isFileKey(value: unknown): value is FileKey {
  const { kty, crv, x, kid } = asObject(value) ?? {};
  return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && typeof kid === 'string';
}
