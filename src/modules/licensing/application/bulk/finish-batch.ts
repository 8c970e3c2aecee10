import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { LicenseBatch, type LicenseBatchId } from '../../domain/license-batch.js';

/** Lines that nobody carried out yet, of a file that issues and of one that changes. */
type Open = 'license_id is null' | 'done_at is null';

/** Finishes a batch of which no line is open any more, in the transaction of the caller. */
@Injectable()
export class FinishBatch {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  // Lines that another worker has just now are still open to this one; then that one finishes.
  async execute(batchId: string, open: Open): Promise<void> {
    const id = batchId as LicenseBatchId;
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const batch = await this.em.findOne(LicenseBatch, { id }, lock);
    const lines = await this.em.execute(
      `select from licensing.license_batch_line where batch_id = ? and ${open} limit 1`,
      [batchId],
    );
    if (lines.length === 0) batch?.finish(this.clock.now());
  }
}
