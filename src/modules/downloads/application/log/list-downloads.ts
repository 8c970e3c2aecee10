import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../../kernel/actor.js';
import type { UserId } from '../../../../kernel/ids.js';
import { nothing, ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, pageOf } from '../../../../platform/http/paging.js';
import { People } from '../../../../platform/ports/people.js';
import { Licensing } from '../../../licensing/index.js';
import { gotTheFile } from './got-the-file.js';

/** A download that reached the last byte, or that another server was asked to send from the first one. */
export interface LoggedDownload {
  readonly id: string;
  readonly endedAt: Date;
  /** Null when an updater fetched it. */
  readonly userId: UserId | null;
  /** Null: the account is gone. */
  readonly person: string | null;
  readonly releaseId: string;
  readonly artifactId: string;
  readonly productName: string;
  readonly version: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

type Row = Omit<LoggedDownload, 'person' | 'productName'> & { readonly productId: string };

/** Who of the organization downloaded what, newest first; without the right to manage it, one's own only (row DL-7). */
@Injectable()
export class ListDownloads {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
    private readonly people: People,
  ) {}

  /** Whether the list has everybody's. */
  isOfAll(actor: CustomerActor): boolean {
    return may(actor, 'organization.manage');
  }

  async execute(
    actor: CustomerActor,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Listing<LoggedDownload>> {
    const after = decodeInstantCursor(cursor);
    const own = this.isOfAll(actor) ? nothing : sql`and d.user_id = ${actor.userId}`;
    const from = after ? sql`and (d.ended_at, d.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const rows = await this.database.many<Row>(sql`
      select d.id, d.ended_at as "endedAt", d.user_id as "userId", d.release_id as "releaseId",
        d.artifact_id as "artifactId", r.product_id as "productId", r.version, a.file_name as "fileName",
        a.size_bytes as "sizeBytes", a.sha256
      from downloads.download_log d
        join downloads.release r on r.id = d.release_id
        join downloads.artifact a on a.id = d.artifact_id
      where ${gotTheFile}
        and d.organization_id = ${actor.organizationId} ${own} ${from}
      order by d.ended_at desc, d.id desc limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, ({ endedAt }) => endedAt);
    return { items: await this.named(items), nextCursor };
  }

  private async named(rows: readonly Row[]): Promise<LoggedDownload[]> {
    if (rows.length === 0) return [];
    const [people, products] = await Promise.all([
      this.people.users(rows.flatMap(({ userId }) => userId ?? [])),
      this.licensing.products(),
    ]);
    const names = new Map(products.map(({ id, name }) => [id, name]));
    return rows.map(({ productId, ...row }) => ({
      ...row,
      person: (row.userId && people.get(row.userId)?.name) || null,
      productName: names.get(productId) ?? '',
    }));
  }
}
