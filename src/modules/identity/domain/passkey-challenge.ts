import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';
import { later, minute } from '../../../kernel/clock.js';
import { newId, type UserId } from '../../../kernel/ids.js';

/** What the answer of a passkey is good for. */
export type PasskeyPurpose = 'register' | 'sign-in' | 'second-step' | 'step-up';

/** How long somebody may take to touch their device. */
export const challengeLife = 10 * minute;

/** A random number that a passkey signs once. Only its hash is kept. */
@Entity({ schema: 'identity', tableName: 'passkey_challenge' })
export class PasskeyChallenge {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'text' })
  readonly purpose!: PasskeyPurpose;

  @Property({ type: 'text', hidden: true })
  readonly challengeHash!: string;

  /** Whose answer it takes; null where the passkey itself tells who signs in. */
  @Property({ type: 'uuid', nullable: true })
  readonly userId!: UserId | null;

  @Property({ type: 'datetime', length: 3 })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly usedAt!: Date | null;

  static pose(about: {
    purpose: PasskeyPurpose;
    challengeHash: string;
    userId: UserId | null;
    now: Date;
  }): PasskeyChallenge {
    const challenge = new PasskeyChallenge();
    const { now, ...facts } = about;
    change<PasskeyChallenge>(challenge, {
      id: newId(),
      ...facts,
      createdAt: now,
      expiresAt: later(now, challengeLife),
      usedAt: null,
    });
    return challenge;
  }

  isUsable(now: Date): boolean {
    return this.usedAt === null && this.expiresAt > now;
  }

  use(now: Date): void {
    change<PasskeyChallenge>(this, { usedAt: now });
  }
}
