import { createPublicKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson, type Json } from '../../../../kernel/canonical-json.js';
import { ReleaseKeys } from '../signing/release-keys.js';
import { ReleaseSignatures } from '../signing/release-signatures.js';

/** A manifest as it lies in the bundle, with what checks it. */
export interface SignedManifest {
  readonly kid: string;
  readonly manifest: Buffer;
  /** 64 bytes. */
  readonly signature: Buffer;
  readonly publicKeyPem: string;
}

/** Signs what a bundle says of itself, over the very bytes. */
@Injectable()
export class SignManifest {
  constructor(
    private readonly signatures: ReleaseSignatures,
    private readonly keys: ReleaseKeys,
  ) {}

  /** The key that would sign now. */
  async kid(): Promise<string> {
    return (await this.keys.current('lists')).kid;
  }

  /** @throws ReleaseKeyUnreadable */
  async execute(facts: Json): Promise<SignedManifest> {
    const manifest = Buffer.from(`${canonicalJson(facts)}\n`);
    const { kid, signature } = await this.signatures.ofList(manifest);
    const key = (await this.keys.all()).find((one) => one.kid === kid);
    const x = key?.publicKey.toString('base64url') ?? '';
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return {
      kid,
      manifest,
      signature,
      publicKeyPem: String(publicKey.export({ type: 'spki', format: 'pem' })),
    };
  }
}
