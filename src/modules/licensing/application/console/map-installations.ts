import { Injectable } from '@nestjs/common';
import { Clock, day, later } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';

/** Installations in use of one version on one platform. */
export interface MapCell {
  readonly version: string;
  readonly platform: string;
  /** Seen in the last 30 days, or running on a license file that has not ended. */
  readonly active: number;
  readonly silent: number;
}

export interface InstallationMap {
  readonly productId: string;
  readonly productName: string;
  /** The most used first; at most 500. */
  readonly cells: readonly MapCell[];
  /** Of all cells, also those beyond 500. */
  readonly active: number;
  readonly silent: number;
}

interface Row extends MapCell {
  readonly allActive: number;
  readonly allSilent: number;
}

const mostCells = 500;
const silentAfterDays = 30;

/** Counts what runs in the world of one product, by version and platform; for staff. */
@Injectable()
export class MapInstallations {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is no such product */
  async execute(productId: string): Promise<InstallationMap> {
    const now = this.clock.now();
    const seen = sql`(i.last_seen_at >= ${later(now, -silentAfterDays * day)} or i.offline_until >= ${now})`;
    const [product, rows] = await Promise.all([
      this.database.one<{ name: string }>(
        sql`select name from licensing.product where id = ${productId}::uuid`,
      ),
      this.database.many<Row>(sql`
        with cell as (
          select i.app_version as version, i.platform, count(*) as machines,
            count(*) filter (where ${seen}) as active
          from licensing.installation i join licensing.license l on l.id = i.license_id
          where l.product_id = ${productId}::uuid and i.released_at is null
          group by i.app_version, i.platform)
        select version, platform, active::float8 as active, (machines - active)::float8 as silent,
          (sum(active) over ())::float8 as "allActive", (sum(machines - active) over ())::float8 as "allSilent"
        from cell order by machines desc, version, platform limit ${mostCells}`),
    ]);
    if (!product) throw NotFound.of('product');
    const { allActive: active = 0, allSilent: silent = 0 } = rows[0] ?? {};
    const cells = rows.map(({ allActive: _, allSilent: __, ...cell }) => cell);
    return { productId, productName: product.name, cells, active, silent };
  }
}
