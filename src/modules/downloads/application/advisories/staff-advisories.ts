import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import {
  decodeInstantCursor,
  type Listing,
  type ListQuery,
  pageOf,
} from '../../../../platform/http/paging.js';
import { Licensing, type ProductSummary } from '../../../licensing/index.js';
import { type AdvisoryRow, advisoryColumns } from './advisory-columns.js';

export interface StaffAdvisory extends AdvisoryRow {
  readonly productName: string;
  /** How many organizations were told. */
  readonly told: number;
}

/** All advisories with drafts; for staff. */
@Injectable()
export class StaffAdvisories {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
  ) {}

  /** The newest first. */
  async list({ limit, cursor }: ListQuery): Promise<Listing<StaffAdvisory>> {
    const after = decodeInstantCursor(cursor);
    const from = after ? sql`where (a.drafted_at, a.id) < (${after.at}, ${after.id}::uuid)` : sql``;
    const rows = await this.find(sql`${from} order by a.drafted_at desc, a.id desc limit ${limit + 1}`);
    return pageOf(rows, limit, ({ draftedAt }) => draftedAt);
  }

  /** @throws NotFound */
  async one(id: string): Promise<StaffAdvisory> {
    const [advisory] = await this.find(sql`where a.id = ${id}`);
    if (!advisory) throw NotFound.of('advisory');
    return advisory;
  }

  /** What advisories can be about. */
  products(): Promise<ProductSummary[]> {
    return this.licensing.products();
  }

  private async find(rest: Statement): Promise<StaffAdvisory[]> {
    const [rows, names] = await Promise.all([
      this.database.many<Omit<StaffAdvisory, 'productName'>>(sql`
        select ${advisoryColumns},
          (select count(*) from downloads.advisory_notice n where n.advisory_id = a.id) as told
        from downloads.advisory a ${rest}`),
      this.licensing.productNames(),
    ]);
    return rows.map((row) => ({ ...row, productName: names.get(row.productId) ?? '' }));
  }
}
