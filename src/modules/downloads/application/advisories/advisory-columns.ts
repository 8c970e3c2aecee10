import { sql } from '../../../../platform/database/read-database.js';
import type { AdvisoryStatus, Severity } from '../../domain/advisory.js';
import type { AffectedRange } from '../../domain/affected-versions.js';

/** An advisory as it is read. */
export interface AdvisoryRow {
  readonly id: string;
  readonly productId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly detailsMarkdown: string;
  readonly cveId: string | null;
  readonly ranges: readonly AffectedRange[];
  readonly status: AdvisoryStatus;
  readonly draftedAt: Date;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawReason: string | null;
}

/** The columns of `a`. */
export const advisoryColumns = sql`
  a.id, a.product_id as "productId", a.title, a.severity, a.details_markdown as "detailsMarkdown",
  a.cve_id as "cveId", a.ranges, a.status, a.drafted_at as "draftedAt", a.published_at as "publishedAt",
  a.withdrawn_at as "withdrawnAt", a.withdraw_reason as "withdrawReason"`;
