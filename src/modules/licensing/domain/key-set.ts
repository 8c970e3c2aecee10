import { objectIn } from './signed-payload.js';

/** A key that checks license files, as the portal publishes it. */
export interface PublishedKey {
  readonly kid: string;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Buffer;
  readonly validFrom: Date;
  /** Null while files may still be signed with it. */
  readonly validUntil: Date | null;
}

/** A key as it stands in the set: a JWK (RFC 8037) with its validity. */
export interface KeyInSet {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** The set that `/.well-known/latchkey-keys.json` answers. */
export function keySetOf(keys: readonly PublishedKey[]): { readonly keys: readonly KeyInSet[] } {
  return {
    keys: keys.map(({ kid, publicKey, validFrom, validUntil }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      x: publicKey.toString('base64url'),
      kid,
      use: 'sig',
      alg: 'EdDSA',
      validFrom: validFrom.toISOString(),
      validUntil: validUntil?.toISOString() ?? null,
    })),
  };
}

/** Reads such a set; keys of other kinds are left out. Null when the text is none. */
export function readKeySet(text: string): readonly PublishedKey[] | null {
  const keys = objectIn(text)?.keys;
  return Array.isArray(keys) ? keys.flatMap((key: unknown) => readKey(key) ?? []) : null;
}

function readKey(value: unknown): PublishedKey | null {
  if (typeof value !== 'object' || value === null) return null;
  const {
    kty,
    crv,
    x,
    kid,
    validFrom,
    validUntil = null,
  } = value as Partial<Record<keyof KeyInSet, unknown>>;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof kid !== 'string') return null;
  const publicKey = Buffer.from(x, 'base64url');
  const from = instantIn(validFrom);
  if (publicKey.length !== 32 || !from) return null;
  // An end that cannot be read is no end that could be trusted.
  const until = validUntil === null ? null : (instantIn(validUntil) ?? new Date(0));
  return { kid, publicKey, validFrom: from, validUntil: until };
}

function instantIn(value: unknown): Date | null {
  const instant = typeof value === 'string' ? new Date(value) : null;
  return instant && !Number.isNaN(Number(instant)) ? instant : null;
}
