import { type KeyObject, sign } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { signStream } from '../../../../platform/keys/stream-signature.js';
import { ReleaseKeyUnreadable } from '../../domain/release-key.errors.js';
import type { KeyPurpose } from '../../domain/release-key.js';
import { ReleaseKeyVault } from './release-key-vault.js';
import { ReleaseKeys } from './release-keys.js';

export interface ReleaseSignature {
  /** Names the release key. */
  readonly kid: string;
  /** 64 bytes, Ed25519. */
  readonly signature: Buffer;
}

/** Signs with release keys, over the very bytes, so that any Ed25519 program can check it. */
@Injectable()
export class ReleaseSignatures {
  constructor(
    private readonly keys: ReleaseKeys,
    private readonly vault: ReleaseKeyVault,
  ) {}

  /** Of checksums, or of what a bundle says of itself. @throws ReleaseKeyUnreadable */
  async ofList(content: Buffer): Promise<ReleaseSignature> {
    const { kid, privateKey } = await this.opened('lists');
    return { kid, signature: sign(null, content, privateKey) };
  }

  /** Of a file of any size; `open` is asked twice. @throws ReleaseKeyUnreadable */
  async ofFile(open: () => Promise<Readable>): Promise<ReleaseSignature> {
    const { kid, privateKey } = await this.opened('files');
    const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
    return { kid, signature: await signStream(seed, open) };
  }

  private async opened(purpose: KeyPurpose): Promise<{ kid: string; privateKey: KeyObject }> {
    const key = await this.keys.current(purpose);
    const privateKey = this.vault.open(key);
    if (!privateKey) throw ReleaseKeyUnreadable.current();
    return { kid: key.kid, privateKey };
  }
}
