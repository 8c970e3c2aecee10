import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import type { Severity } from '../../domain/advisory.js';
import { type AffectedRange, affection, fixFor, isFix } from '../../domain/affected-versions.js';

/** An advisory as a release has to do with it. */
export interface ReleaseAdvisory {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** `affects`: the version is affected; `mends`: it is the first that is not any more. */
  readonly relation: 'affects' | 'mends';
  /** The version that mends it; null when this one does, or none does yet. */
  readonly fixedIn: string | null;
}

type Row = Pick<ReleaseAdvisory, 'id' | 'title' | 'severity'> & { readonly ranges: readonly AffectedRange[] };

/** What advisories say of one release: those that affect it first, then the gravest (row DL-7). Withdrawn ones say nothing. */
@Injectable()
export class AdvisoriesOfRelease {
  constructor(private readonly database: ReadDatabase) {}

  async of({
    productId,
    version,
  }: {
    readonly productId: string;
    readonly version: string;
  }): Promise<ReleaseAdvisory[]> {
    const rows = await this.database.many<Row>(sql`
      select a.id, a.title, a.severity, a.ranges from downloads.advisory a
      where a.product_id = ${productId}::uuid and a.status = 'published'
      order by array_position(array['critical', 'high', 'medium', 'low'], a.severity),
        a.published_at desc, a.id desc`);
    const affecting = rows
      .filter(({ ranges }) => affection(version, ranges) === 'affected')
      .map((row) => toldOf(row, 'affects', fixFor(version, row.ranges)));
    const mended = rows
      .filter(({ ranges }) => isFix(version, ranges))
      .map((row) => toldOf(row, 'mends', null));
    return [...affecting, ...mended];
  }
}

const toldOf = (
  { id, title, severity }: Row,
  relation: ReleaseAdvisory['relation'],
  fixedIn: string | null,
): ReleaseAdvisory => ({ id, title, severity, relation, fixedIn });
