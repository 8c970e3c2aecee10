import type { Readable } from 'node:stream';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { BatchResult } from './batch-result.js';

/** Gives a file back with what became of its lines, and writes down who took it. */
@Injectable()
export class ExportBatch {
  constructor(
    readonly em: EntityManager,
    private readonly result: BatchResult,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  @Transactional()
  async execute(batchId: string): Promise<Readable> {
    const result = await this.result.execute(batchId);
    await recordAudit(this.em, this.clock.now(), {
      action: 'licensing.license-batch-exported',
      objectId: batchId,
    });
    return result;
  }
}
