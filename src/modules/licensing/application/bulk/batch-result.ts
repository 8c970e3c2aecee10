import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId } from '../../../../kernel/ids.js';
import { byteOrderMark, csvRecord } from '../../../../platform/csv.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { OwnTerms } from '../../domain/license.js';
import type { BatchAction } from '../../domain/license-batch.js';
import { printSerialNumber } from '../../domain/serial-number.js';
import { NameOwners } from '../name-owners.js';

interface ResultRow {
  readonly line: number;
  readonly organizationId: OrganizationId;
  readonly sku: string;
  readonly expiresAt: Date | null;
  readonly reference: string | null;
  readonly own: Partial<OwnTerms> | null;
  readonly isDone: boolean;
  readonly problem: string | null;
  readonly licenseId: string | null;
  readonly serialNumber: string | null;
}

type Cells = readonly (readonly [column: string, text: (row: ResultRow, owner: string) => string])[];

const serial: Cells[number] = [
  'serial_number',
  ({ serialNumber }) => (serialNumber === null ? '' : printSerialNumber(serialNumber)),
];
const place: Cells = [
  ['line', ({ line }) => String(line)],
  ['organization', (_, owner) => owner],
  ['sku', ({ sku }) => sku],
];
const reference: Cells[number] = ['reference', (row) => row.reference ?? ''];
const license: Cells[number] = ['license_id', ({ licenseId }) => licenseId ?? ''];

const issued: Cells = [
  ...place,
  ['expires_on', ({ expiresAt }) => expiresAt?.toISOString().slice(0, 10) ?? ''],
  reference,
  serial,
  license,
];
const changed: Cells = [
  ...place,
  serial,
  ['machines', ({ own }) => String(own?.installationLimit ?? '')],
  ['features', ({ own }) => own?.features?.join(' ') ?? ''],
  reference,
  ['result', ({ isDone, problem }) => (problem !== null ? 'refused' : isDone ? 'done' : '')],
  ['problem', ({ problem }) => problem ?? ''],
  license,
];

const linesAtOnce = 500;

/** Writes what came of a file as CSV: its lines, with what became of each by now. */
@Injectable()
export class BatchResult {
  constructor(
    private readonly database: ReadDatabase,
    private readonly nameOwners: NameOwners,
  ) {}

  /** @throws NotFound */
  async execute(id: string): Promise<Readable> {
    const batch = await this.database.one<{ action: BatchAction }>(
      sql`select action from licensing.license_batch where id = ${id}::uuid`,
    );
    if (!batch) throw NotFound.of('batch');
    return Readable.from(this.text(id, batch.action === 'issue' ? issued : changed));
  }

  private async *text(id: string, cells: Cells): AsyncGenerator<string> {
    yield byteOrderMark + csvRecord(cells.map(([column]) => column));
    for (let after = 0, more = true; more; ) {
      const rows = await this.database.many<ResultRow>(sql`
        select b.line, b.organization_id as "organizationId", b.sku, b.expires_at as "expiresAt", b.reference,
          b.own, b.done_at is not null as "isDone", b.problem, b.license_id as "licenseId",
          l.serial_number as "serialNumber"
        from licensing.license_batch_line b left join licensing.license l on l.id = b.license_id
        where b.batch_id = ${id}::uuid and b.line > ${after} order by b.line limit ${linesAtOnce}`);
      const owners = await this.nameOwners.execute(rows);
      const record = (row: ResultRow): string => {
        const owner = owners.get(row.organizationId) ?? row.organizationId;
        return csvRecord(cells.map(([, text]) => text(row, owner)));
      };
      yield rows.map(record).join('');
      more = rows.length === linesAtOnce;
      after = rows.at(-1)?.line ?? after;
    }
  }
}
