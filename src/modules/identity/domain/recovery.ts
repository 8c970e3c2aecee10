import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { day, later } from '../../../kernel/clock.js';
import type { EmailAddress } from '../../../kernel/email-address.js';
import { newId, type UserId } from '../../../kernel/ids.js';
import { RecoveryApproved } from '../events/recovery-approved.js';
import { RecoveryReady } from '../events/recovery-ready.js';
import { RecoveryRequested } from '../events/recovery-requested.js';
import { LinkNotUsable } from './identity.errors.js';
import { RecoveryStatusConflict, SecondAgentNeeded } from './recovery.errors.js';

export const recoveryStatuses = ['requested', 'approved', 'completed', 'stopped', 'withdrawn'] as const;
export type RecoveryStatus = (typeof recoveryStatuses)[number];

/** A way back in for who lost every other one: two agents vouch, the owner is told and has 24 hours to stop it. */
@Entity({ schema: 'identity', tableName: 'recovery' })
export class Recovery extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: string;

  @Property({ type: 'uuid' })
  readonly userId!: UserId;

  @Property({ type: 'text' })
  readonly status!: RecoveryStatus;

  @Property({ type: 'text' })
  readonly reason!: string;

  /** How the agent recognized the person. */
  @Property({ type: 'text' })
  readonly verifiedBy!: string;

  @Property({ type: 'text' })
  readonly sendTo!: EmailAddress;

  @Property({ type: 'boolean' })
  readonly removesFactors!: boolean;

  @Property({ type: 'uuid' })
  readonly requestedBy!: UserId;

  @Property({ type: 'datetime', length: 3 })
  readonly requestedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  readonly approvedBy!: UserId | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly approvedAt!: Date | null;

  /** A day after the approval. */
  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly readyAt!: Date | null;

  /** When the link was given to the mail worker. */
  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly sentAt!: Date | null;

  /** Who stopped or withdrew it; null when the link of the notice did, or nobody. */
  @Property({ type: 'uuid', nullable: true })
  readonly closedBy!: UserId | null;

  @Property({ type: 'datetime', length: 3, nullable: true })
  readonly closedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static request(about: {
    userId: UserId;
    reason: string;
    verifiedBy: string;
    sendTo: EmailAddress;
    removesFactors: boolean;
    requestedBy: UserId;
    now: Date;
  }): Recovery {
    const recovery = new Recovery();
    const { now, ...facts } = about;
    change<Recovery>(recovery, {
      id: newId(),
      ...facts,
      status: 'requested',
      requestedAt: now,
      approvedBy: null,
      approvedAt: null,
      readyAt: null,
      sentAt: null,
      closedBy: null,
      closedAt: null,
    });
    recovery.raise(RecoveryRequested.of({ recoveryId: recovery.id, userId: recovery.userId }, now));
    return recovery;
  }

  /** The wait of 24 hours begins. @throws SecondAgentNeeded. @throws RecoveryStatusConflict unless requested */
  approve(by: UserId, now: Date): void {
    if (this.status !== 'requested') throw RecoveryStatusConflict.over();
    if (by === this.requestedBy) throw SecondAgentNeeded.other();
    change<Recovery>(this, {
      status: 'approved',
      approvedBy: by,
      approvedAt: now,
      readyAt: later(now, day),
    });
    this.raise(RecoveryApproved.of({ recoveryId: this.id, userId: this.userId }, now));
  }

  /** Has the link sent, once, when the wait is over; before, it does nothing. */
  sendWhenReady(now: Date): void {
    if (!this.isReady(now) || this.sentAt !== null) return;
    change<Recovery>(this, { sentAt: now });
    this.raise(RecoveryReady.of({ recoveryId: this.id, userId: this.userId }, now));
  }

  isReady(now: Date): boolean {
    return this.status === 'approved' && this.readyAt !== null && this.readyAt <= now;
  }

  get isOpen(): boolean {
    return this.status === 'requested' || this.status === 'approved';
  }

  /**
   * Ends it without effect: `stopped` by the owner, `withdrawn` by an agent.
   * @param by null when a link did it. @throws RecoveryStatusConflict when it is over
   */
  close(how: 'stopped' | 'withdrawn', by: UserId | null, now: Date): void {
    if (!this.isOpen) throw RecoveryStatusConflict.over();
    change<Recovery>(this, { status: how, closedBy: by, closedAt: now });
  }

  /** The password is set. @throws LinkNotUsable unless it is approved and its wait is over */
  complete(now: Date): void {
    if (!this.isReady(now)) throw LinkNotUsable.of('reset');
    change<Recovery>(this, { status: 'completed', closedAt: now });
  }
}
