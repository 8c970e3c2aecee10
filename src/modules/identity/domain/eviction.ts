import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { EmailAddress } from '../../../kernel/email-address.js';
import { newId, type UserId } from '../../../kernel/ids.js';
import { ClaimEvicted } from '../events/claim-evicted.js';
import type { KeyHolder } from './key-holder.js';
import type { User } from './user.js';

/**
 * A provisional claim that gave way. It keeps the address of the person, whose account has none from now on, until the
 * mail that tells them has left; then it is forgotten.
 */
@Entity({ schema: 'identity', tableName: 'eviction' })
export class Eviction extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly licenseId!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'text', nullable: true })
  readonly email!: EmailAddress | null;

  @Property({ type: 'text', nullable: true })
  readonly locale!: string | null;

  @Property({ type: 'datetime', length: 3 })
  readonly evictedAt!: Date;

  /** Call it before the account is emptied. */
  static of(holder: KeyHolder, user: User, now: Date): Eviction {
    const eviction = new Eviction();
    const { licenseId, userId } = holder;
    const { email, locale } = user;
    change<Eviction>(eviction, { id: newId(), licenseId, userId, email, locale, evictedAt: now });
    eviction.raise(ClaimEvicted.of({ evictionId: eviction.id }, now));
    return eviction;
  }
}
