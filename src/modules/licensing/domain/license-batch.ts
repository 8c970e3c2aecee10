import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id, UserId } from '../../../kernel/ids.js';
import { LicenseBatchStarted } from '../events/license-batch-started.js';
import { licenseChanges } from './license-change.js';
import { LicenseBatchFaulty } from './licensing.errors.js';

export type LicenseBatchId = Id<'license-batch'>;

/** What is done with each line of a file. */
export const batchActions = ['issue', ...licenseChanges] as const;

export type BatchAction = (typeof batchActions)[number];

/** What is wrong with a line of the file, and what helps. The sentence is English here; faces look it up. */
export interface LineProblem {
  /** As editors count them, from 1; the names of the columns are line 1. */
  readonly line: number;
  readonly column: string;
  readonly message: string;
}

/** Faulty: no line is carried out until the file is corrected and brought again. */
export type LicenseBatchStatus = 'faulty' | 'ready' | 'running' | 'finished';

const mostKept = 200;

/** The lines of a file, of each of which one license is issued or changed (row LI-9). */
@Entity({ schema: 'licensing', tableName: 'license_batch' })
export class LicenseBatch extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: LicenseBatchId;

  @Property({ type: 'uuid' })
  readonly requestedBy!: UserId;

  @Property({ type: 'text' })
  readonly action!: BatchAction;

  @Property({ type: 'text' })
  readonly reason!: string;

  @Property({ type: 'integer' })
  readonly lines!: number;

  @Property({ type: 'integer' })
  readonly problemCount!: number;

  /** The first 200 of them. */
  @Property({ type: 'json' })
  readonly problems!: readonly LineProblem[];

  @Property({ type: 'datetime' })
  readonly createdAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  readonly startedAt!: Date | null;

  @Property({ type: 'datetime', nullable: true })
  readonly finishedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @param of.lines how many there are, of which none is carried out yet */
  static prepare(
    of: Pick<LicenseBatch, 'id' | 'requestedBy' | 'action' | 'reason' | 'lines' | 'problems'>,
    now: Date,
  ): LicenseBatch {
    const batch = new LicenseBatch();
    const { id, requestedBy, action, reason, lines, problems } = of;
    change<LicenseBatch>(batch, { id, requestedBy, action, reason, lines, createdAt: now });
    change<LicenseBatch>(batch, { startedAt: null, finishedAt: null });
    change<LicenseBatch>(batch, {
      problemCount: problems.length,
      problems: problems.slice(0, mostKept),
    });
    return batch;
  }

  /** Lets its lines be carried out; nothing when it did before. @throws LicenseBatchFaulty */
  start(now: Date): void {
    if (this.problemCount > 0) throw LicenseBatchFaulty.with(this.problemCount);
    if (this.startedAt !== null) return;
    change<LicenseBatch>(this, { startedAt: now });
    this.raise(LicenseBatchStarted.of({ batchId: this.id }, now));
  }

  /** Every line is carried out. */
  finish(now: Date): void {
    if (this.finishedAt === null) change<LicenseBatch>(this, { finishedAt: now });
  }
}

/** Where a batch stands. */
export function batchStatus(
  batch: Pick<LicenseBatch, 'problemCount' | 'startedAt' | 'finishedAt'>,
): LicenseBatchStatus {
  if (batch.problemCount > 0) return 'faulty';
  if (batch.startedAt === null) return 'ready';
  return batch.finishedAt === null ? 'running' : 'finished';
}
