import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { nothing, ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import {
  type BatchAction,
  batchStatus,
  type LicenseBatchStatus,
  type LineProblem,
} from '../../domain/license-batch.js';

export { batchActions } from '../../domain/license-batch.js';

/** A batch in a list; `done` of its `lines` are carried out, the `refused` ones among them. */
export interface ListedBatch {
  readonly id: string;
  readonly action: BatchAction;
  readonly status: LicenseBatchStatus;
  readonly lines: number;
  readonly done: number;
  readonly refused: number;
  readonly problemCount: number;
  readonly createdAt: Date;
}

export interface ShownBatch extends ListedBatch {
  readonly reason: string;
  /** The first 200. */
  readonly problems: readonly LineProblem[];
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** How many licenses of each product or edition, the most first; at most 50. */
  readonly skus: readonly { readonly sku: string; readonly count: number }[];
}

type Row = Omit<ShownBatch, 'status'>;

const columns = sql`
  b.id, b.action, b.lines, b.problem_count as "problemCount", b.created_at as "createdAt",
  b.started_at as "startedAt", b.finished_at as "finishedAt", (select count(*) from licensing.license_batch_line l
    where l.batch_id = b.id and (l.done_at is not null or b.action = 'issue' and l.license_id is not null)) as done,
  (select count(*) from licensing.license_batch_line l where l.batch_id = b.id and l.problem is not null) as refused`;

/** Shows staff the files of licenses to issue and to change, and how far they are. */
@Injectable()
export class ShowBatches {
  constructor(private readonly database: ReadDatabase) {}

  /** The newest first. @throws InvalidInput naming `cursor` */
  async list({ limit, cursor }: ListQuery): Promise<Listing<ListedBatch>> {
    const after = decodeInstantCursor(cursor);
    const beyond = after ? sql`where (b.created_at, b.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const rows = await this.database.many<Row>(sql`
      select ${columns} from licensing.license_batch b ${beyond}
      order by b.created_at desc, b.id desc limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.createdAt);
    return { items: items.map((row) => ({ ...row, status: batchStatus(row) })), nextCursor };
  }

  /** @throws NotFound */
  async one(id: string): Promise<ShownBatch> {
    const [row, skus] = await Promise.all([
      this.database.one<Row>(sql`
        select ${columns}, b.reason, b.problems from licensing.license_batch b where b.id = ${id}::uuid`),
      this.database.many<{ sku: string; count: number }>(sql`
        select sku, count(*) as count from licensing.license_batch_line where batch_id = ${id}::uuid
        group by sku order by count(*) desc, sku limit 50`),
    ]);
    if (!row) throw NotFound.of('batch');
    return { ...row, skus, status: batchStatus(row) };
  }
}
