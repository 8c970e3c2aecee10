import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';

/**
 * What a key signs, and nothing else: Ed25519 over plain bytes does not say what it was meant for, so that a file could
 * else pass for a feed or a list, and the other way round (ADR 30). `files` are the bytes of files, `minisign` the hashes
 * of files and the comments on them, `feeds` what updaters are told, `lists` checksums and the manifests of bundles.
 */
export type KeyPurpose = 'files' | 'minisign' | 'feeds' | 'lists';

export const keyPurposes: readonly KeyPurpose[] = ['files', 'minisign', 'feeds', 'lists'];

/**
 * A pair of Ed25519 keys that signs for one purpose. Products hold its public half in their
 * updaters, so it stays the same until somebody changes it on purpose, and what it signed stays good for ever.
 */
@Entity({ schema: 'downloads', tableName: 'release_key' })
export class ReleaseKey {
  /** The thumbprint of the public key (RFC 7638). */
  @PrimaryKey({ type: 'text' })
  readonly kid!: string;

  @Property({ type: 'text' })
  readonly purpose!: KeyPurpose;

  /** 32 bytes. */
  @Property({ type: 'blob' })
  readonly publicKey!: Buffer;

  /** PKCS #8, sealed. */
  @Property({ type: 'blob' })
  readonly privateSealed!: Buffer;

  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  /** Null while it signs. */
  @Property({ type: 'datetime', nullable: true })
  readonly retiredAt!: Date | null;

  static make(
    of: Pick<ReleaseKey, 'kid' | 'purpose' | 'publicKey' | 'privateSealed'>,
    now: Date,
  ): ReleaseKey {
    const key = new ReleaseKey();
    const { kid, purpose, publicKey, privateSealed } = of;
    change<ReleaseKey>(key, { kid, purpose, publicKey, privateSealed, createdAt: now, retiredAt: null });
    return key;
  }

  /** Signs no more. */
  retire(now: Date): void {
    if (this.retiredAt === null) change<ReleaseKey>(this, { retiredAt: now });
  }
}
