import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../platform/http/paging.js';
import { Licensing, type ProductSummary } from '../../licensing/index.js';
import type { Channel } from '../domain/release-facts.js';
import type { ReleaseStatus } from '../domain/release-status.js';
import { artifactColumn } from './artifact-columns.js';
import { gotTheFile } from './log/got-the-file.js';
import type { PublishedArtifact } from './published-releases.js';

/** A release as staff see it. */
export interface StaffRelease {
  readonly id: string;
  readonly productId: string;
  readonly productName: string;
  readonly version: string;
  readonly channel: Channel;
  readonly status: ReleaseStatus;
  readonly title: string;
  readonly notesMarkdown: string;
  readonly breakingChanges: string;
  readonly critical: boolean;
  readonly required: boolean;
  readonly minimumVersion: string | null;
  readonly rolloutPercent: number;
  readonly haltedAt: Date | null;
  readonly haltReason: string | null;
  readonly draftedAt: Date;
  readonly publishedAt: Date | null;
  readonly yankedAt: Date | null;
  readonly yankReason: string | null;
  /** Grows with each change; an editor says which one it read. */
  readonly revision: number;
  readonly artifacts: readonly PublishedArtifact[];
  /** Downloads that reached the last byte. */
  readonly completedDownloads: number;
  /** Those that nginx or the storage was to send whole; how many arrived is not known. */
  readonly handedOverDownloads: number;
}

type Row = Omit<StaffRelease, 'productName'>;

/** All releases with drafts, newest first; for staff. */
@Injectable()
export class StaffReleases {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
  ) {}

  async list(limit: number, cursor?: string): Promise<Listing<StaffRelease>> {
    const after = decodeInstantCursor(cursor);
    const from = after ? sql`where (r.drafted_at, r.id) < (${after.at}, ${after.id}::uuid)` : sql``;
    const rows = await this.find(sql`${from} order by r.drafted_at desc, r.id desc limit ${limit + 1}`);
    return pageOf(rows, limit, ({ draftedAt }) => draftedAt);
  }

  /** @throws NotFound */
  async byId(id: string): Promise<StaffRelease> {
    const [release] = await this.find(sql`where r.id = ${id}`);
    if (!release) throw NotFound.of('release');
    return release;
  }

  /** What releases can be made of. */
  products(): Promise<ProductSummary[]> {
    return this.licensing.products();
  }

  private async find(rest: Statement): Promise<StaffRelease[]> {
    const [rows, names] = await Promise.all([
      this.database.many<Row>(sql`
        select r.id, r.product_id as "productId", r.version, r.channel, r.status, r.title,
          r.notes_markdown as "notesMarkdown", r.breaking_changes as "breakingChanges", r.critical, r.required,
          r.minimum_version as "minimumVersion", r.rollout_percent as "rolloutPercent", r.halted_at as "haltedAt",
          r.halt_reason as "haltReason", r.drafted_at as "draftedAt",
          r.published_at as "publishedAt", r.yanked_at as "yankedAt", r.yank_reason as "yankReason", r.revision,
          ${artifactColumn},
          got."completedDownloads", got."handedOverDownloads"
        from downloads.release r cross join lateral (
          select count(*) filter (where d.completed) as "completedDownloads",
            count(*) filter (where not d.completed) as "handedOverDownloads"
          from downloads.download_log d where d.release_id = r.id and ${gotTheFile}) got ${rest}`),
      this.licensing.productNames(),
    ]);
    return rows.map((row) => ({ ...row, productName: names.get(row.productId) ?? '' }));
  }
}
