import { type Bytes, toBase64Url } from './encoding.js';

/** Whether the key signed the bytes. @param publicKey 32 bytes */
export async function isSigned(publicKey: Bytes, signature: Bytes, signed: Bytes): Promise<boolean> {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(publicKey) };
  try {
    const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, signature, signed);
  } catch (error) {
    // 32 bytes that are no point of the curve; a machine without Ed25519 is another matter, and says so.
    if (error instanceof Error && error.name === 'DataError') return false;
    throw error;
  }
}
