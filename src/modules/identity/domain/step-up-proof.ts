import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { later, minute } from '../../../kernel/clock.js';
import { newId, type UserId } from '../../../kernel/ids.js';

export type ProofMethod = 'totp' | 'passkey' | 'email' | 'password' | 'recovery-code';

/** How long a proof counts, and how long a person may take to give it. */
export const proofLife = 10 * minute;

/** A person is asked to prove themselves for one important action in one session (row ID-6). */
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

  /** Of a mailed code; null for the other methods. */
  @Property({ type: 'text', nullable: true, hidden: true })
  readonly codeHash!: string | null;

  @Property({ type: 'smallint' })
  readonly failures!: number;

  @Property({ type: 'datetime', length: 3 })
  readonly requestedAt!: Date;

  /** Until when it may be given, and once given, until when it counts. */
  @Property({ type: 'datetime', length: 3 })
  readonly expiresAt!: Date;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly provedAt!: Date | null;

  @Property({ type: 'text', nullable: true })
  readonly method!: ProofMethod | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static ask(about: { userId: UserId; sessionId: string; action: string; now: Date }): StepUpProof {
    const proof = new StepUpProof();
    const { now, ...facts } = about;
    change<StepUpProof>(proof, {
      id: newId(),
      ...facts,
      codeHash: null,
      failures: 0,
      requestedAt: now,
      expiresAt: later(now, proofLife),
      provedAt: null,
      method: null,
    });
    return proof;
  }

  /** From now on the action is allowed, for ten minutes. */
  prove(method: ProofMethod, now: Date): void {
    change<StepUpProof>(this, { method, provedAt: now, expiresAt: later(now, proofLife), codeHash: null });
  }
}
