import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { newId, type UserId } from '../../../kernel/ids.js';
import { AccountErased } from '../events/account-erased.js';

/** What is still to do once an account is erased: the last mail, and files to delete. Gone within a day. */
@Entity({ schema: 'identity', tableName: 'erasure' })
export class Erasure extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'text', nullable: true })
  readonly email!: string | null;

  @Property({ type: 'text' })
  readonly name!: string;

  @Property({ type: 'text' })
  readonly locale!: string;

  @Property({ type: 'array' })
  readonly files!: readonly string[];

  @Property({ type: 'datetime', length: 3 })
  readonly erasedAt!: Date;

  static of(about: {
    userId: UserId;
    email: string | null;
    name: string;
    locale: string;
    files: readonly string[];
    now: Date;
  }): Erasure {
    const erasure = new Erasure();
    const { now, ...facts } = about;
    const id = newId<UserId>() as string;
    change<Erasure>(erasure, { id, ...facts, erasedAt: now });
    erasure.raise(AccountErased.of({ userId: about.userId, erasureId: id }, now));
    return erasure;
  }
}
