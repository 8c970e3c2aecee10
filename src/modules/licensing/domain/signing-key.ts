import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, later } from '../../../kernel/clock.js';
import type { PublishedKey } from './key-set.js';

/** `next` is published before it signs, so that products know it in time. */
export const signingKeyStates = ['next', 'current', 'retired'] as const;

export type SigningKeyState = (typeof signingKeyStates)[number];

/** A pair of Ed25519 keys that signs license files. */
@Entity({ schema: 'licensing', tableName: 'signing_key' })
export class SigningKey extends AggregateRoot {
  /** The thumbprint of the public key (RFC 7638). */
  @PrimaryKey({ type: 'text' })
  readonly kid!: string;

  /** 32 bytes. */
  @Property({ type: 'blob' })
  readonly publicKey!: Buffer;

  /** PKCS #8, sealed. */
  @Property({ type: 'blob' })
  readonly privateSealed!: Buffer;

  @Property({ type: 'text' })
  readonly state!: SigningKeyState;

  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  /** Null while it is the next one. */
  @Property({ type: 'datetime', nullable: true })
  readonly signsSince!: Date | null;

  @Property({ type: 'datetime', nullable: true })
  readonly retiredAt!: Date | null;

  /** No file that it signed runs longer; null while it signed none. */
  @Property({ type: 'datetime', nullable: true })
  readonly lastFileEndsAt!: Date | null;

  static make(of: Pick<SigningKey, 'kid' | 'publicKey' | 'privateSealed'>, now: Date): SigningKey {
    const key = new SigningKey();
    const { kid, publicKey, privateSealed } = of;
    change<SigningKey>(key, { kid, publicKey, privateSealed, state: 'next', createdAt: now });
    change<SigningKey>(key, { signsSince: null, retiredAt: null, lastFileEndsAt: null });
    return key;
  }

  /** Signs from now on. */
  begin(now: Date): void {
    change<SigningKey>(this, { state: 'current', signsSince: now });
  }

  /** Signs no more; its public half stays known until its last file has run out. */
  retire(now: Date): void {
    if (this.state !== 'retired') change<SigningKey>(this, { state: 'retired', retiredAt: now });
  }

  /** Null while it signs, or will. A day more than its last file, for clocks that are behind. */
  validUntil(): Date | null {
    if (this.retiredAt === null) return null;
    return this.lastFileEndsAt === null ? this.retiredAt : later(this.lastFileEndsAt, day);
  }

  published(): PublishedKey {
    const { kid, publicKey, createdAt: validFrom } = this;
    return { kid, publicKey, validFrom, validUntil: this.validUntil() };
  }
}
