import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, later, minute } from '../../../kernel/clock.js';
import { newId, type UserId } from '../../../kernel/ids.js';

/** What one-time secrets open, and for how long each does. */
export const linkLife = {
  invitation: 7 * day,
  'password-reset': 60 * minute,
  'email-proof': 60 * minute,
  'claim-proof': 15 * minute,
  'claim-contest': 15 * minute,
  'claim-confirmed': 7 * day,
  'sign-in': 15 * minute,
  merge: 7 * day,
  recovery: day,
  'recovery-stop': 30 * day,
  'not-me': 7 * day,
} as const;

export type LinkPurpose = keyof typeof linkLife;

/** A link, code or ticket that works once, kept as a hash. */
@Entity({ schema: 'identity', tableName: 'one_time_link' })
export class OneTimeLink extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'text' })
  readonly purpose!: LinkPurpose;

  @Property({ type: 'text', hidden: true })
  readonly tokenHash!: string;

  @Property({ type: 'uuid', nullable: true })
  readonly userId!: UserId | null;

  /** The invitation or key holder it is about. */
  @Property({ type: 'uuid', nullable: true })
  readonly aboutId!: string | null;

  @Property({ type: 'json', nullable: true })
  readonly subject!: Readonly<Record<string, unknown>> | null;

  @Property({ type: 'smallint' })
  readonly failures!: number;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly usedAt!: Date | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly voidedAt!: Date | null;

  /** @param about.lifeMs how long it works; as {@link linkLife} says unless told */
  static mint(about: {
    purpose: LinkPurpose;
    tokenHash: string;
    userId?: UserId | null;
    aboutId?: string | null;
    subject?: Readonly<Record<string, unknown>> | null;
    lifeMs?: number;
    now: Date;
  }): OneTimeLink {
    const link = new OneTimeLink();
    const { purpose, tokenHash, now } = about;
    change<OneTimeLink>(link, {
      id: newId(),
      purpose,
      tokenHash,
      userId: about.userId ?? null,
      aboutId: about.aboutId ?? null,
      subject: about.subject ?? null,
      failures: 0,
      createdAt: now,
      expiresAt: later(now, about.lifeMs ?? linkLife[purpose]),
      usedAt: null,
      voidedAt: null,
    });
    return link;
  }

  /** At the very instant of `expiresAt` it is already over (row S2.10). */
  isUsable(now: Date): boolean {
    return this.usedAt === null && this.voidedAt === null && now < this.expiresAt;
  }

  use(now: Date): void {
    change<OneTimeLink>(this, { usedAt: now });
  }

  /** Counts a wrong code; the fifth one voids it. */
  noteFailure(now: Date): void {
    const failures = this.failures + 1;
    change<OneTimeLink>(this, { failures, ...(failures >= 5 ? { voidedAt: now } : {}) });
  }
}
