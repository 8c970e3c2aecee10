import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, later } from '../../../kernel/clock.js';
import { NotFound } from '../../../kernel/errors.js';
import { newId, type UserId } from '../../../kernel/ids.js';
import { MergeAsked } from '../events/merge-asked.js';

/** The question whether two accounts become one. It lasts 7 days; both have to agree. */
@Entity({ schema: 'identity', tableName: 'account_merge' })
export class AccountMerge extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly firstId!: UserId;

  /** Null: nobody is meant by what was typed; whoever asked is not told. */
  @Property({ type: 'uuid', nullable: true })
  readonly secondId!: UserId | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly firstConsentedAt!: Date | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly secondConsentedAt!: Date | null;

  /** The agent who proposed it; null when one of the accounts asked. */
  @Property({ type: 'uuid', nullable: true })
  readonly proposedBy!: UserId | null;

  @Property({ type: 'text', nullable: true })
  readonly outcome!: 'merged' | 'declined' | null;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly closedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** One account asks the other: it has agreed. @param about.secondId null when nobody is meant */
  static ask(about: { firstId: UserId; secondId: UserId | null; now: Date }): AccountMerge {
    const { now, ...accounts } = about;
    return AccountMerge.open({ ...accounts, firstConsentedAt: now, proposedBy: null, now });
  }

  /** An agent proposes it: neither has agreed. */
  static propose(about: { firstId: UserId; secondId: UserId; proposedBy: UserId; now: Date }): AccountMerge {
    return AccountMerge.open({ ...about, firstConsentedAt: null });
  }

  /** True when both have agreed by now. @throws NotFound unless it is open and about this account */
  consent(userId: UserId, now: Date): boolean {
    this.ensureOpenFor(userId, now);
    if (userId === this.firstId) change<AccountMerge>(this, { firstConsentedAt: now });
    else change<AccountMerge>(this, { secondConsentedAt: now });
    return this.firstConsentedAt !== null && this.secondConsentedAt !== null;
  }

  /** @throws NotFound unless it is open and about this account */
  decline(userId: UserId, now: Date): void {
    this.ensureOpenFor(userId, now);
    change<AccountMerge>(this, { outcome: 'declined', closedAt: now });
  }

  markMerged(now: Date): void {
    change<AccountMerge>(this, { outcome: 'merged', closedAt: now });
  }

  private ensureOpenFor(userId: UserId, now: Date): void {
    const isOpen = this.outcome === null && this.expiresAt > now;
    if (!isOpen || (userId !== this.firstId && userId !== this.secondId)) throw NotFound.of('merge');
  }

  private static open(about: {
    firstId: UserId;
    secondId: UserId | null;
    firstConsentedAt: Date | null;
    proposedBy: UserId | null;
    now: Date;
  }): AccountMerge {
    const merge = new AccountMerge();
    const { now, ...facts } = about;
    change<AccountMerge>(merge, {
      id: newId(),
      ...facts,
      secondConsentedAt: null,
      outcome: null,
      createdAt: now,
      expiresAt: later(now, 7 * day),
      closedAt: null,
    });
    merge.raise(MergeAsked.of({ mergeId: merge.id }, now));
    return merge;
  }
}
