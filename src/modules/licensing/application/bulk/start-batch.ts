import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { LicenseBatch, type LicenseBatchId } from '../../domain/license-batch.js';
import { LicenseBatchTooOld } from '../../domain/licensing.errors.js';

/** Lets the lines of a file be carried out, in the background; once, however often it is asked. */
@Injectable()
export class StartBatch {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound when there is no such batch
   * @throws LicenseBatchFaulty when a line has a problem
   * @throws LicenseBatchTooOld when a license of it would be over by now
   */
  @Transactional()
  async execute(batchId: string): Promise<void> {
    const id = batchId as LicenseBatchId;
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const batch = await this.em.findOne(LicenseBatch, { id }, lock);
    if (!batch) throw NotFound.of('batch');
    if (batch.startedAt !== null) return;
    const now = this.clock.now();
    await this.demandAhead(id, now);
    batch.start(now);
    const action = 'licensing.license-batch-started';
    const details = { action: batch.action, lines: batch.lines };
    await recordAudit(this.em, now, { action, objectId: id, details });
  }

  // Files wait for up to 90 days, and days that were still to come may be over.
  private async demandAhead(batchId: string, now: Date): Promise<void> {
    const [over] = await this.em.execute<{ line: number }[]>(
      `select line from licensing.license_batch_line where batch_id = ? and expires_at <= ? order by line limit 1`,
      [batchId, now],
    );
    if (over) throw LicenseBatchTooOld.inLine(over.line);
  }
}
