import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { declareLimit } from '../../../../platform/limits/limit.js';
import { RateLimits } from '../../../../platform/limits/rate-limits.js';
import { Licensing } from '../../../licensing/index.js';

const perNetwork = declareLimit({ name: 'downloads.check-file', points: 120, perSeconds: 60 });

/** A release that holds exactly this file. */
export interface KnownFile {
  readonly productName: string;
  readonly version: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly publishedAt: Date;
  /** The publisher took the release back. */
  readonly withdrawn: boolean;
}

/**
 * Says of which release a file is, to everybody: who knows the hash has the file, or the list of its hashes. Drafts are
 * unknown.
 */
@Injectable()
export class FindKnownFile {
  constructor(
    private readonly database: ReadDatabase,
    private readonly licensing: Licensing,
    private readonly limits: RateLimits,
  ) {}

  /**
   * @param sha256 lower-case hex
   * @param network the address that asks
   * @throws TooManyAttempts above 120 a minute from one network
   */
  async execute(sha256: string, network: string): Promise<KnownFile[]> {
    await this.limits.consume(perNetwork, network);
    const rows = await this.database.many<Omit<KnownFile, 'productName'> & { productId: string }>(sql`
      select r.product_id as "productId", r.version, a.file_name as "fileName", a.size_bytes as "sizeBytes",
        r.published_at as "publishedAt", r.status = 'yanked' as withdrawn
      from downloads.artifact a join downloads.release r on r.id = a.release_id
      where a.sha256 = ${sha256} and r.published_at is not null
      order by r.published_at desc, r.id limit 10`);
    if (rows.length === 0) return [];
    const names = new Map((await this.licensing.products()).map(({ id, name }) => [id, name]));
    return rows.map(({ productId, ...row }) => ({ ...row, productName: names.get(productId) ?? '' }));
  }
}
