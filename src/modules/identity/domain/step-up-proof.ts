import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { later, minute } from '../../../kernel/clock.js';
import { newId, type UserId } from '../../../kernel/ids.js';
import { StepUpCodeRequested } from '../events/step-up-code-requested.js';

export type ProofMethod = 'passkey' | 'totp' | 'recovery-code' | 'email' | 'password';

/** How long a proof counts, and how long a mailed code waits for being typed. */
export const proofLife = 10 * minute;

/** A person proves themselves for one important action in one session (row ID-6). */
@Entity({ schema: 'identity', tableName: 'step_up' })
export class StepUpProof extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'uuid' })
  readonly sessionId!: string;

  @Property({ type: 'text' })
  readonly action!: string;

  /** Of a mailed code that was not typed yet; null otherwise. */
  @Property({ type: 'text', nullable: true, hidden: true })
  readonly codeHash!: string | null;

  @Property({ type: 'datetime', length: 3 })
  readonly requestedAt!: Date;

  /** Until when the code may be typed; once proved, until when the proof counts. */
  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly provedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly method!: ProofMethod | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** A proof that is still to be given. */
  static of(about: { userId: UserId; sessionId: string; action: string; now: Date }): StepUpProof {
    const proof = new StepUpProof();
    const { now, ...facts } = about;
    change<StepUpProof>(proof, {
      id: newId(),
      ...facts,
      codeHash: null,
      requestedAt: now,
      expiresAt: later(now, proofLife),
      provedAt: null,
      method: null,
    });
    return proof;
  }

  /** Has a code mailed to the person. */
  requestCode(now: Date): void {
    this.raise(StepUpCodeRequested.of({ proofId: this.id }, now));
  }

  /** The code is on its way: from now on it may be typed, for ten minutes. */
  awaitCode(codeHash: string, now: Date): void {
    change<StepUpProof>(this, { codeHash, expiresAt: later(now, proofLife) });
  }

  /** True for the code that was mailed, as long as it was not typed before and is not over. */
  isCode(codeHash: string, now: Date): boolean {
    return this.codeHash === codeHash && this.provedAt === null && now < this.expiresAt;
  }

  /** From now on the action is allowed, for ten minutes. */
  prove(method: ProofMethod, now: Date): void {
    change<StepUpProof>(this, { method, provedAt: now, expiresAt: later(now, proofLife), codeHash: null });
  }
}
