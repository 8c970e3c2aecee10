import { z } from 'zod';

// 43 characters of base64url are 258 bits: the last one carries two that must be 0, or one key had four spellings.
const raw = z
  .string()
  .regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'Give the 32 bytes of the key in base64url.');

const jwk = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: raw,
  alg: z.literal('EdDSA').optional(),
  use: z.literal('sig').optional(),
  kid: z.string().max(200).optional(),
});

/** An Ed25519 public key: a JWK (RFC 8037) without its private half, or its 32 bytes in base64url. */
export const publicKey = z
  .union([raw, jwk], { error: 'Give an Ed25519 public key, as a JWK or as 32 bytes in base64url.' })
  .transform((key) => Buffer.from(typeof key === 'string' ? key : key.x, 'base64url'));
