import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';

/**
 * A pair of Ed25519 keys that signs files of releases, their lists and feeds. Products hold its public half in their
 * updaters, so it stays the same until somebody changes it on purpose, and what it signed stays good for ever.
 */
@Entity({ schema: 'downloads', tableName: 'release_key' })
export class ReleaseKey {
  /** The thumbprint of the public key (RFC 7638). */
  @PrimaryKey({ type: 'text' })
  readonly kid!: string;

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

  static make(of: Pick<ReleaseKey, 'kid' | 'publicKey' | 'privateSealed'>, now: Date): ReleaseKey {
    const key = new ReleaseKey();
    const { kid, publicKey, privateSealed } = of;
    change<ReleaseKey>(key, { kid, publicKey, privateSealed, createdAt: now, retiredAt: null });
    return key;
  }

  /** Signs no more. */
  retire(now: Date): void {
    if (this.retiredAt === null) change<ReleaseKey>(this, { retiredAt: now });
  }
}
