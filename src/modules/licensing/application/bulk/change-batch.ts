import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import type { OwnTerms } from '../../domain/license.js';
import type { LicenseChange } from '../../domain/license-change.js';
import { LicenseStatusConflict } from '../../domain/licensing.errors.js';
import { ChangeLicense } from './change-license.js';
import { FinishBatch } from './finish-batch.js';

interface Begun {
  readonly action: LicenseChange;
  readonly reason: string;
}

interface OpenLine {
  readonly line: number;
  readonly license_id: string;
  readonly own: Partial<OwnTerms> | null;
}

/**
 * Changes the license of each line of a batch. A line and its license are of one transaction: a worker that is killed
 * leaves whole lines, and the next one goes on with the others.
 */
@Injectable()
export class ChangeBatch {
  constructor(
    readonly em: EntityManager,
    private readonly changeLicense: ChangeLicense,
    private readonly finish: FinishBatch,
    private readonly clock: Clock,
  ) {}

  async execute(batchId: string): Promise<void> {
    while (await this.changeNext(batchId)) this.em.clear();
  }

  /** @returns whether there may be more */
  @Transactional()
  async changeNext(batchId: string): Promise<boolean> {
    const [batch] = await this.em.execute<Begun[]>(
      `select action, reason from licensing.license_batch
       where id = ? and action <> 'issue' and started_at is not null and finished_at is null`,
      [batchId],
    );
    if (!batch) return false;
    const [line] = await this.em.execute<OpenLine[]>(
      `select line, license_id, own from licensing.license_batch_line
       where batch_id = ? and done_at is null and license_id is not null
       order by line limit 1 for update skip locked`,
      [batchId],
    );
    if (line) await this.carryOut(batchId, batch, line);
    else await this.finish.execute(batchId, 'done_at is null');
    return line !== undefined;
  }

  private async carryOut(batchId: string, { action: change, reason }: Begun, line: OpenLine): Promise<void> {
    const { license_id: licenseId, own } = line;
    const problem = await this.attempt({ licenseId, change, reason, own });
    await this.em.execute(
      'update licensing.license_batch_line set done_at = ?, problem = ? where batch_id = ? and line = ?',
      [this.clock.now(), problem, batchId, line.line],
    );
  }

  // Somebody may have changed the license since the file was checked. The aggregate refuses before it changes anything,
  // so nothing is to be undone, and the other lines go on.
  private async attempt(wanted: Parameters<ChangeLicense['execute']>[0]): Promise<string | null> {
    try {
      await this.changeLicense.execute(wanted);
      return null;
    } catch (error) {
      if (error instanceof LicenseStatusConflict) return error.message;
      throw error;
    }
  }
}
