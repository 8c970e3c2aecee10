import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
import { jsonBytes } from '../../../../platform/database/json-bytes.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import {
  type BatchAction,
  LicenseBatch,
  type LicenseBatchId,
  type LineProblem,
} from '../../domain/license-batch.js';
import { CheckChanges } from './check-changes.js';
import { type CheckedLine, CheckLines } from './check-lines.js';
import { extendColumns, issueColumns, statusColumns } from './columns.js';
import { readCsv } from './read-csv.js';

const perPerson = declareLimit({ name: 'licensing.batch', points: 60, perSeconds: 3_600 });

interface Checked {
  readonly lines: number;
  readonly checked: readonly CheckedLine[];
  readonly problems: readonly LineProblem[];
}

/** Takes a file of licenses to issue or to change and says what is wrong with it; nothing is done yet. */
@Injectable()
export class PrepareBatch {
  constructor(
    readonly em: EntityManager,
    private readonly checkLines: CheckLines,
    private readonly checkChanges: CheckChanges,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidInput naming `file` when it cannot be read at all
   * @throws TooManyAttempts above 60 an hour
   */
  async execute(
    actor: StaffActor,
    command: { readonly action: BatchAction; readonly csv: Uint8Array; readonly reason: string },
  ): Promise<LicenseBatchId> {
    await this.limits.consume(perPerson, actor.userId);
    const { action, reason } = command;
    const { lines, checked, problems } = await this.check(action, command.csv);
    const id = newId<LicenseBatchId>();
    const requestedBy = actor.userId;
    const batch = LicenseBatch.prepare(
      { id, requestedBy, action, reason, lines, problems },
      this.clock.now(),
    );
    await this.store(batch, batch.problemCount === 0 ? checked : []);
    return batch.id;
  }

  private async check(action: BatchAction, csv: Uint8Array): Promise<Checked> {
    if (action === 'issue') {
      const { lines, problems } = readCsv(csv, issueColumns);
      const found = await this.checkLines.execute(lines);
      return { lines: lines.length, checked: found.checked, problems: [...problems, ...found.problems] };
    }
    const read = readCsv(csv, action === 'extend' ? extendColumns : statusColumns);
    const { checked, problems } = await this.checkChanges.execute(action, read);
    return { lines: read.lines.length, checked, problems: [...read.problems, ...problems] };
  }

  @Transactional()
  private async store(batch: LicenseBatch, lines: readonly CheckedLine[]): Promise<void> {
    this.em.persist(batch);
    await this.em.flush();
    await this.em.execute(
      `insert into licensing.license_batch_line (batch_id, line, organization_id, sku, expires_at, reference, license_id, own)
       select ?, line, "organizationId", sku, "expiresAt", reference, "licenseId", own
       from json_to_recordset(convert_from(?, 'UTF8')::json) as typed (line integer, "organizationId" uuid, sku text,
         "expiresAt" timestamptz, reference text, "licenseId" uuid, own jsonb)`,
      [batch.id, jsonBytes(lines)],
    );
    const details = { action: batch.action, lines: batch.lines, problems: batch.problemCount };
    const action = 'licensing.license-batch-prepared';
    await recordAudit(this.em, batch.createdAt, { action, objectId: batch.id, details });
  }
}
