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
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../../kernel/canonical-json.js';
import { Config } from '../../../../platform/config/config.js';
import type { SigningKey } from '../../domain/signing-key.js';

const ivBytes = 12;
const tagBytes = 16;

/** Makes signing keys and opens them; a dump of the database alone signs nothing. */
@Injectable()
export class KeyVault {
  private readonly key: Buffer;

  constructor(config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'license-signing-key', 32));
  }

  mint(): Pick<SigningKey, 'kid' | 'publicKey' | 'privateSealed'> {
    const pair = generateKeyPairSync('ed25519');
    const { x = '' } = pair.publicKey.export({ format: 'jwk' });
    const kid = thumbprint(x);
    const pkcs8 = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
    return { kid, publicKey: Buffer.from(x, 'base64url'), privateSealed: this.seal(pkcs8, kid) };
  }

  /** The private half, or null when it was sealed with another APP_SECRET. */
  open({ privateSealed, kid }: Pick<SigningKey, 'kid' | 'privateSealed'>): KeyObject | null {
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
