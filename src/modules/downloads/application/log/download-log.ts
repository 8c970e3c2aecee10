import { Injectable } from '@nestjs/common';
import type { UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, type Statement, sql } from '../../../../platform/database/read-database.js';
import { People } from '../../../../platform/ports/people.js';
import { Licensing } from '../../../licensing/index.js';
import { type DeliveryKind, deliveryColumn, gotTheFile } from './got-the-file.js';

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
  readonly productId: string;
  readonly productName: string;
  readonly version: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly delivery: DeliveryKind;
  /** When the release was withdrawn. */
  readonly yankedAt: Date | null;
}

type Row = Omit<LoggedDownload, 'person' | 'productName'>;

/** Reads the download log, newest first. */
@Injectable()
export class DownloadLog {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
    private readonly people: People,
  ) {}

  /** @param which a condition on the line, named `d` */
  async read(which: Statement, limit: number): Promise<LoggedDownload[]> {
    const rows = await this.database.many<Row>(sql`
      select d.id, d.ended_at as "endedAt", d.user_id as "userId", d.release_id as "releaseId",
        d.artifact_id as "artifactId", r.product_id as "productId", r.version, a.file_name as "fileName",
        a.size_bytes as "sizeBytes", a.sha256, ${deliveryColumn}, r.yanked_at as "yankedAt"
      from downloads.download_log d
        join downloads.release r on r.id = d.release_id
        join downloads.artifact a on a.id = d.artifact_id
      where ${gotTheFile} and ${which}
      order by d.ended_at desc, d.id desc limit ${limit}`);
    if (rows.length === 0) return [];
    const [people, names] = await Promise.all([
      this.people.users(rows.flatMap(({ userId }) => userId ?? [])),
      this.licensing.productNames(),
    ]);
    return rows.map((row) => ({
      ...row,
      person: (row.userId && people.get(row.userId)?.name) || null,
      productName: names.get(row.productId) ?? '',
    }));
  }
}
