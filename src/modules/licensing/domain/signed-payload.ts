import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson, type Json } from '../../../kernel/canonical-json.js';
import { type Armoured, armour, dearmour } from './armour.js';

/** What is signed for: a signature for one purpose is none for another. */
export type Purpose = 'latchkey license file v1' | 'latchkey request v1';

/** A payload with its signature, as it was read. `payload` are the bytes that were signed, to be read after checking. */
export interface SignedPayload {
  /** Names the key; null where the payload itself says which. */
  readonly kid: string | null;
  readonly payload: Buffer;
  readonly signature: Buffer;
}

/** The bytes that Ed25519 signs: the purpose, a line end, and the payload. */
export function signedBytes(purpose: Purpose, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${purpose}\n`), payload]);
}

export function signPayload(purpose: Purpose, payload: Buffer, privateKey: KeyObject): Buffer {
  return sign(null, signedBytes(purpose, payload), privateKey);
}

/** True when the signature is by the key; `publicKey` are its 32 bytes. */
export function isSignedBy(purpose: Purpose, signed: SignedPayload, publicKey: Buffer): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify(null, signedBytes(purpose, signed.payload), key, signed.signature);
}

/** The armoured text of a signed payload. */
export function printSigned(what: Armoured, { kid, payload, signature }: SignedPayload): string {
  return armour(what, canonicalJson(envelope({ kid, payload, signature })));
}

/** Reads what {@link printSigned} printed; null for any other text. It checks no signature. */
export function readSigned(what: Armoured, text: string): SignedPayload | null {
  const content = dearmour(what, text);
  const members = content === null ? null : objectIn(content);
  if (!members) return null;
  const { kid = null, payload, sig } = members;
  if ((kid !== null && typeof kid !== 'string') || typeof payload !== 'string' || typeof sig !== 'string')
    return null;
  const signed = {
    kid,
    payload: Buffer.from(payload, 'base64url'),
    signature: Buffer.from(sig, 'base64url'),
  };
  // One payload and signature have one spelling: no other base64, order of members, or member beside them.
  return canonicalJson(envelope(signed)) === content && signed.signature.length === 64 ? signed : null;
}

/** The object that a JSON text holds; null when it holds none. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function envelope({ kid, payload, signature }: SignedPayload): Json {
  return {
    alg: 'ed25519',
    ...(kid === null ? {} : { kid }),
    payload: payload.toString('base64url'),
    sig: signature.toString('base64url'),
  };
}
