import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.js';

const ivBytes = 12;
const tagBytes = 16;

/** A pair of Ed25519 keys as the database holds it. */
export interface SealedKey {
  /** The thumbprint of the public key (RFC 7638). */
  readonly kid: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
  /** PKCS #8, sealed. */
  readonly privateSealed: Buffer;
}

/** Makes signing keys and opens them; a dump of the database alone signs nothing. */
export class Ed25519Vault {
  private readonly key: Buffer;

  /** `purpose` keeps the keys of one use from being opened for another. */
  constructor(appSecret: string, purpose: string) {
    this.key = Buffer.from(hkdfSync('sha256', appSecret, '', purpose, 32));
  }

  mint(): SealedKey {
    const pair = generateKeyPairSync('ed25519');
    const { x = '' } = pair.publicKey.export({ format: 'jwk' });
    const kid = thumbprint(x);
    const pkcs8 = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
    return { kid, publicKey: Buffer.from(x, 'base64url'), privateSealed: this.seal(pkcs8, kid) };
  }

  /** The private half, or null when it was sealed with another APP_SECRET. */
  open({ privateSealed, kid }: Pick<SealedKey, 'kid' | 'privateSealed'>): KeyObject | null {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, privateSealed.subarray(0, ivBytes));
      decipher.setAAD(Buffer.from(kid)).setAuthTag(privateSealed.subarray(-tagBytes));
      const opened = decipher.update(privateSealed.subarray(ivBytes, -tagBytes));
      const key = Buffer.concat([opened, decipher.final()]);
      return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    } catch {
      return null;
    }
  }

  private seal(pkcs8: Buffer, kid: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(kid));
    return Buffer.concat([iv, cipher.update(pkcs8), cipher.final(), cipher.getAuthTag()]);
  }
}

/** @see RFC 7638 and RFC 8037 appendix A.3 */
function thumbprint(x: string): string {
  return createHash('sha256')
    .update(canonicalJson({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
}
