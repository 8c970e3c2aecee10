import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { CompactSign } from 'jose';
import type { ApiAnswer } from '../../harness/clients.js';
import type { Portal } from '../../harness/portal.js';

/** The key pair of an installation, as the product would make it. */
export function aKeyPair(): { readonly privateKey: KeyObject; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: String(publicKey.export({ format: 'jwk' }).x) };
}

interface Signing {
  readonly kid: string;
  readonly key: KeyObject | Uint8Array;
  /** Instead of what is right. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** The header of a call of the product that its installation signs. */
export async function signature(portal: Portal, path: string, body: string, by: Signing): Promise<string> {
  const now = Math.floor(portal.clock.now().getTime() / 1_000);
  const claims = {
    aud: portal.baseUrl,
    iat: now,
    exp: now + 60,
    jti: randomUUID(),
    htm: 'POST',
    htu: `${portal.baseUrl}${path}`,
    bh: createHash('sha256').update(body).digest('base64url'),
    ...by.claims,
  };
  const header = { alg: 'EdDSA', typ: 'latchkey-request+jwt', kid: by.kid, ...by.header };
  const payload = new TextEncoder().encode(JSON.stringify(claims));
  return `Installation ${await new CompactSign(payload).setProtectedHeader(header).sign(by.key)}`;
}

/** Calls the product API as an installation that signs. */
export async function signedCall(
  portal: Portal,
  name: string,
  body: object,
  by: Signing,
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiAnswer> {
  const path = `/api/v1/product/${name}`;
  const text = JSON.stringify(body);
  return portal
    .api()
    .post(path, text, { ...headers, authorization: await signature(portal, path, text, by) });
}
