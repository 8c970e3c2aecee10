import { CompactEncrypt, importJWK } from 'jose';
import { InvalidInput } from '../../../../kernel/errors.js';
import { armour } from '../../domain/armour.js';

/**
 * The file so that only the holder of the key can read it: compact JWE, ECDH-ES over X25519 with A256GCM.
 * @see RFC 7516, RFC 8037 section 3.2
 * @throws InvalidInput naming `encryptTo` for bytes that no key agreement takes
 */
export async function encryptFile(text: string, publicKey: Buffer): Promise<string> {
  const jwk = { kty: 'OKP', crv: 'X25519', x: publicKey.toString('base64url') };
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', typ: 'latchkey-license-file' };
  try {
    const key = await importJWK(jwk, 'ECDH-ES');
    const jwe = await new CompactEncrypt(Buffer.from(text)).setProtectedHeader(header).encrypt(key);
    return armour('ENCRYPTED LICENSE FILE', jwe);
  } catch {
    // Points of low order agree with everybody on the same secret; the runtime refuses them with errors of its own.
    throw InvalidInput.field('encryptTo', 'Give an X25519 public key: 32 bytes in base64url.');
  }
}
