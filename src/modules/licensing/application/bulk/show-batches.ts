import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { byteOrderMark, csvRecord } from '../../../../platform/csv.js';
import { nothing, ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import { batchStatus, type LicenseBatchStatus, type LineProblem } from '../../domain/license-batch.js';
import { printSerialNumber } from '../../domain/serial-number.js';
import { NameOwners } from '../name-owners.js';

/** A batch in a list; `issued` of its `lines` have their license. */
export interface ListedBatch {
  readonly id: string;
  readonly status: LicenseBatchStatus;
  readonly lines: number;
  readonly issued: number;
  readonly problemCount: number;
  readonly createdAt: Date;
}

export interface ShownBatch extends ListedBatch {
  readonly reason: string;
  /** The first 200. */
  readonly problems: readonly LineProblem[];
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** How many licenses each product or edition gets, the most first; at most 50. */
  readonly skus: readonly { readonly sku: string; readonly count: number }[];
}

type Row = Omit<ShownBatch, 'status'>;

interface ResultRow {
  readonly line: number;
  readonly organizationId: OrganizationId;
  readonly sku: string;
  readonly expiresAt: Date | null;
  readonly reference: string | null;
  readonly licenseId: string | null;
  readonly serialNumber: string | null;
}

const columns = sql`
  b.id, b.lines, b.problem_count as "problemCount", b.created_at as "createdAt", b.started_at as "startedAt",
  b.finished_at as "finishedAt", (select count(*) from licensing.license_batch_line l
    where l.batch_id = b.id and l.license_id is not null) as issued`;
const resultColumns = [
  'line',
  'organization',
  'sku',
  'expires_on',
  'reference',
  'serial_number',
  'license_id',
];
const linesAtOnce = 500;

/** Shows staff the files of licenses to issue, and what came of them. */
@Injectable()
export class ShowBatches {
  constructor(
    private readonly database: ReadDatabase,
    private readonly nameOwners: NameOwners,
  ) {}

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

  /** The file again, with the serial numbers that its lines have by now. @throws NotFound */
  async result(id: string): Promise<Readable> {
    await this.one(id);
    return Readable.from(this.resultText(id));
  }

  private async *resultText(id: string): AsyncGenerator<string> {
    yield byteOrderMark + csvRecord(resultColumns);
    for (let after = 0, more = true; more; ) {
      const rows = await this.database.many<ResultRow>(sql`
        select b.line, b.organization_id as "organizationId", b.sku, b.expires_at as "expiresAt", b.reference,
          b.license_id as "licenseId", l.serial_number as "serialNumber"
        from licensing.license_batch_line b left join licensing.license l on l.id = b.license_id
        where b.batch_id = ${id}::uuid and b.line > ${after} order by b.line limit ${linesAtOnce}`);
      const owners = await this.nameOwners.execute(rows);
      yield rows.map((row) => csvRecord(resultCells(row, owners))).join('');
      more = rows.length === linesAtOnce;
      after = rows.at(-1)?.line ?? after;
    }
  }
}

function resultCells(row: ResultRow, owners: ReadonlyMap<string, string>): string[] {
  return [
    String(row.line),
    owners.get(row.organizationId) ?? row.organizationId,
    row.sku,
    row.expiresAt?.toISOString().slice(0, 10) ?? '',
    row.reference ?? '',
    row.serialNumber === null ? '' : printSerialNumber(row.serialNumber),
    row.licenseId ?? '',
  ];
}
