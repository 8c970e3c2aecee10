import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { silentSince } from './silent-since.js';

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
  /** Null: they are being counted for the first time. */
  readonly countedAt: Date | null;
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

interface Survey {
  readonly id: string;
  readonly beganAt: Date;
}

const mostCells = 500;
/** So many machines of all products are counted while somebody waits: it takes some hundredths of a second. */
const fewMachines = 10_000;

/**
 * What runs in the world of one product, by version and platform; for staff. A small portal is counted at once, so that
 * its first machine is on the map when it is there. Of a large one, whose count takes a minute, it is the last survey of
 * the hourly job.
 */
@Injectable()
export class MapInstallations {
  constructor(
    private readonly database: ReadDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when there is no such product */
  async execute(productId: string): Promise<InstallationMap> {
    const [product, isLarge] = await Promise.all([
      this.database.one<{ name: string }>(
        sql`select name from licensing.product where id = ${productId}::uuid`,
      ),
      this.database.one(sql`select id from licensing.installation offset ${fewMachines} limit 1`),
    ]);
    if (!product) throw NotFound.of('product');
    const counted = isLarge ? await this.surveyed(productId) : await this.countNow(productId);
    return { productId, productName: product.name, ...counted };
  }

  private async surveyed(productId: string) {
    const survey = await this.database.one<Survey>(sql`
      select id, began_at as "beganAt" from licensing.installation_survey
      where ended_at is not null order by began_at desc limit 1`);
    if (!survey) return { countedAt: null, cells: [], active: 0, silent: 0 };
    const cells = sql`
      select version, platform, active, silent from licensing.installation_count
      where survey_id = ${survey.id}::uuid and product_id = ${productId}::uuid`;
    return { countedAt: survey.beganAt, ...(await this.mostUsed(cells)) };
  }

  private async countNow(productId: string) {
    const now = this.clock.now();
    const active = sql`(i.last_seen_at >= ${silentSince(now)} or coalesce(i.offline_until >= ${now}, false))`;
    const cells = sql`
      select i.app_version as version, i.platform, count(*) filter (where ${active}) as active,
        count(*) filter (where not ${active}) as silent
      from licensing.installation i join licensing.license l on l.id = i.license_id
      where l.product_id = ${productId}::uuid and i.released_at is null
      group by i.app_version, i.platform`;
    return { countedAt: now, ...(await this.mostUsed(cells)) };
  }

  private async mostUsed(cells: Statement) {
    const rows = await this.database.many<Row>(sql`
      select version, platform, active::float8 as active, silent::float8 as silent,
        (sum(active) over ())::float8 as "allActive", (sum(silent) over ())::float8 as "allSilent"
      from (${cells}) cell order by cell.active + cell.silent desc, version, platform limit ${mostCells}`);
    const { allActive: active = 0, allSilent: silent = 0 } = rows[0] ?? {};
    return { cells: rows.map(({ allActive: _, allSilent: __, ...cell }) => cell), active, silent };
  }
}
