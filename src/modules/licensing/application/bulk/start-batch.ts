import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { LicenseBatch, type LicenseBatchId } from '../../domain/license-batch.js';

/** Lets the licenses of a file be issued, in the background; once, however often it is asked. */
@Injectable()
export class StartBatch {
  constructor(
    readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound when there is no such batch
   * @throws LicenseBatchFaulty when a line has a problem
   */
  @Transactional()
  async execute(batchId: string): Promise<void> {
    const id = batchId as LicenseBatchId;
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const batch = await this.em.findOne(LicenseBatch, { id }, lock);
    if (!batch) throw NotFound.of('batch');
    if (batch.startedAt !== null) return;
    const now = this.clock.now();
    batch.start(now);
    const action = 'licensing.license-batch-started';
    await recordAudit(this.em, now, { action, objectId: id, details: { lines: batch.lines } });
  }
}
