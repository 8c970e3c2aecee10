import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** CBOR of what an authenticator writes: integers, bytes, text and maps. @see RFC 8949 */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)].flat();
  return Buffer.concat([head(5, entries.length / 2), ...entries.map(cbor)]);
}

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  if (size < 256) return Buffer.from([(major << 5) | 24, size]);
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const base64url = (data: string | Uint8Array): string => Buffer.from(data).toString('base64url');

/** What a test may have the authenticator do wrong. */
export interface Mischief {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly userHandle?: string;
  readonly counter?: number;
  readonly flags?: number;
  readonly key?: KeyObject;
}

const present = 0x01;
const verified = 0x04;
const attested = 0x40;

/** An authenticator made of node:crypto: one discoverable ES256 (or other) passkey. */
export class SoftwarePasskey {
  readonly id = base64url(randomBytes(32));
  readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private userHandle = '';
  counter = 0;

  constructor(
    private readonly origin: string,
    private readonly curve: 'P-256' | 'P-384' = 'P-256',
  ) {
    const pair = generateKeyPairSync('ec', { namedCurve: curve });
    this.privateKey = pair.privateKey;
    this.publicKey = pair.publicKey;
  }

  /** Answers creation options. */
  create(options: { challenge: string; rp: { id?: string }; user: { id: string } }, mischief: Mischief = {}) {
    this.userHandle = options.user.id;
    const clientDataJSON = this.clientData('webauthn.create', options.challenge, mischief);
    const credentialId = Buffer.from(this.id, 'base64url');
    const size = Buffer.from([credentialId.length >> 8, credentialId.length & 255]);
    const authData = Buffer.concat([
      this.authenticatorData(mischief.rpId ?? options.rp.id ?? '', present | verified | attested, mischief),
      Buffer.alloc(16),
      size,
      credentialId,
      cbor(this.coseKey()),
    ]);
    const attestation = new Map<unknown, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return {
      ...this.credential(),
      response: { clientDataJSON, attestationObject: base64url(cbor(attestation)), transports: ['internal'] },
    };
  }

  /** Answers request options. */
  get(options: { challenge: string; rpId?: string }, mischief: Mischief = {}) {
    this.counter += 1;
    const clientDataJSON = this.clientData('webauthn.get', options.challenge, mischief);
    const authData = this.authenticatorData(
      mischief.rpId ?? options.rpId ?? '',
      present | verified,
      mischief,
    );
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    return {
      ...this.credential(),
      response: {
        clientDataJSON,
        authenticatorData: base64url(authData),
        signature: base64url(sign('sha256', signed, mischief.key ?? this.privateKey)),
        userHandle: mischief.userHandle ?? this.userHandle,
      },
    };
  }

  private credential() {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} };
  }

  private clientData(type: string, challenge: string, mischief: Mischief): string {
    const data = { type, challenge, origin: this.origin, crossOrigin: false };
    const { rpId: _, userHandle: __, counter: ___, flags: ____, key: _____, ...changed } = mischief;
    return base64url(JSON.stringify({ ...data, ...changed }));
  }

  private authenticatorData(rpId: string, flags: number, mischief: Mischief): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(mischief.counter ?? this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([mischief.flags ?? flags]), counter]);
  }

  // COSE_Key of an elliptic curve. @see RFC 9053 section 7.1
  private coseKey(): Map<unknown, unknown> {
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' });
    const [algorithm, curve] = this.curve === 'P-256' ? [-7, 1] : [-35, 2];
    return new Map<unknown, unknown>([
      [1, 2],
      [3, algorithm],
      [-1, curve],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
  }
}
