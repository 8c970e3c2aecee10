import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** What can be issued: a product, or an edition of one under the name of both. */
export interface SkuSummary {
  readonly sku: string;
  readonly name: string;
}

/** Lists everything that is sold under a code, by name; for staff. */
@Injectable()
export class ListSkus {
  constructor(private readonly database: ReadDatabase) {}

  async execute(): Promise<SkuSummary[]> {
    return this.database.many<SkuSummary>(sql`
      select code as sku, name from licensing.product
      union all
      select e.code, p.name || ' – ' || e.name from licensing.edition e
        join licensing.product p on p.id = e.product_id
      order by name, sku`);
  }
}
