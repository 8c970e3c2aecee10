import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { canonicalJson } from '../../../src/kernel/canonical-json.js';
import { printSigned, signPayload } from '../../../src/modules/licensing/domain/signed-payload.js';

/** A product on a machine without internet: what it writes on the USB stick. */
export class OfflineProduct {
  private readonly privateKey: KeyObject;
  readonly publicKey: string;

  constructor(
    readonly serialNumber: string,
    readonly fingerprint = randomBytes(8).toString('hex'),
  ) {
    const pair = generateKeyPairSync('ed25519');
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey.export({ format: 'jwk' }).x ?? '';
  }

  request(kind: 'activate' | 'refresh' | 'deactivate', more: object = {}): string {
    const payload = Buffer.from(
      canonicalJson({
        format: 1,
        kind,
        serialNumber: this.serialNumber,
        fingerprint: this.fingerprint,
        name: 'Lab 3',
        platform: 'linux-x64',
        version: '4.2.0',
        publicKey: this.publicKey,
        nonce: randomBytes(16).toString('base64url'),
        createdAt: '1999-01-01T00:00:00Z',
        ...more,
      }),
    );
    const signature = signPayload('latchkey request v1', payload, this.privateKey);
    return printSigned('REQUEST', { kid: null, payload, signature });
  }
}
