import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';
import { newId, type UserId } from '../../../kernel/ids.js';

/** A key pair in somebody's device, of which we keep the public half. @see https://www.w3.org/TR/webauthn-3/ */
@Entity({ schema: 'identity', tableName: 'passkey' })
export class Passkey {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'text' })
  readonly credentialId!: string;

  @Property({ type: 'blob' })
  readonly publicKey!: Uint8Array;

  /** How often the device used it, as it says; stays 0 for passkeys that wander between devices. */
  @Property({ type: 'integer' })
  readonly counter!: number;

  @Property({ type: 'string[]' })
  readonly transports!: readonly string[];

  /** The host name of the portal when the passkey was made; it works nowhere else. */
  @Property({ type: 'text' })
  readonly rpId!: string;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly lastUsedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static add(about: {
    userId: UserId;
    credentialId: string;
    publicKey: Uint8Array;
    counter: number;
    transports: readonly string[];
    rpId: string;
    name: string;
    now: Date;
  }): Passkey {
    const passkey = new Passkey();
    const { now, ...facts } = about;
    change<Passkey>(passkey, { id: newId(), ...facts, createdAt: now, lastUsedAt: null });
    return passkey;
  }

  rename(name: string): void {
    change<Passkey>(this, { name });
  }

  /** @param counter as the device gave it, and as it was verified to be higher than before */
  use(counter: number, now: Date): void {
    change<Passkey>(this, { counter, lastUsedAt: now });
  }
}
