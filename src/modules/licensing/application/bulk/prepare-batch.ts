import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { LicenseBatch, type LicenseBatchId } from '../../domain/license-batch.js';
import { type CheckedLine, CheckLines } from './check-lines.js';
import { readIssueCsv } from './read-issue-csv.js';

const perPerson = declareLimit({ name: 'licensing.batch', points: 60, perSeconds: 3_600 });

/** Takes a file of licenses to issue and says what is wrong with it; nothing is issued yet. */
@Injectable()
export class PrepareBatch {
  constructor(
    readonly em: EntityManager,
    private readonly checkLines: CheckLines,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidInput naming `file` when it cannot be read at all
   * @throws TooManyAttempts above 60 an hour
   */
  async execute(
    actor: StaffActor,
    command: { readonly csv: Uint8Array; readonly reason: string },
  ): Promise<LicenseBatchId> {
    await this.limits.consume(perPerson, actor.userId);
    const { lines, problems: wrongColumns } = readIssueCsv(command.csv);
    const { checked, problems } = await this.checkLines.execute(lines);
    const batch = LicenseBatch.prepare(
      {
        id: newId<LicenseBatchId>(),
        requestedBy: actor.userId,
        reason: command.reason,
        lines: lines.length,
        problems: [...wrongColumns, ...problems],
      },
      this.clock.now(),
    );
    await this.store(batch, batch.problemCount === 0 ? checked : []);
    return batch.id;
  }

  @Transactional()
  private async store(batch: LicenseBatch, lines: readonly CheckedLine[]): Promise<void> {
    this.em.persist(batch);
    await this.em.flush();
    await this.em.execute(
      `insert into licensing.license_batch_line (batch_id, line, organization_id, sku, expires_at, reference)
       select ?, line, "organizationId", sku, "expiresAt", reference from json_to_recordset(?::json)
         as typed (line integer, "organizationId" uuid, sku text, "expiresAt" timestamptz, reference text)`,
      [batch.id, JSON.stringify(lines)],
    );
    const details = { lines: batch.lines, problems: batch.problemCount };
    const action = 'licensing.license-batch-prepared';
    await recordAudit(this.em, batch.createdAt, { action, objectId: batch.id, details });
  }
}
