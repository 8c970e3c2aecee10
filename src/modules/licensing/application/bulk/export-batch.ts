import type { Readable } from 'node:stream';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { ShowBatches } from './show-batches.js';

/** Gives a file back with the serial numbers of its licenses, and writes down who took them. */
@Injectable()
export class ExportBatch {
  constructor(
    readonly em: EntityManager,
    private readonly batches: ShowBatches,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  @Transactional()
  async execute(batchId: string): Promise<Readable> {
    const result = await this.batches.result(batchId);
    await recordAudit(this.em, this.clock.now(), {
      action: 'licensing.license-batch-exported',
      objectId: batchId,
    });
    return result;
  }
}
