import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Clock, day, later } from '../../kernel/clock.js';
import { POOL } from '../database/database.module.js';
import type { QuotaShare } from './upload-meter.js';
import { UploadQuota } from './upload-quota.js';
import type { Begun, Upload } from './upload-rows.js';
import { TooManyUploads } from './uploads.errors.js';

/** What one person may have unfinished of one purpose. */
interface Bounds {
  readonly count: number;
  readonly bytes: number;
}

interface Terms {
  readonly organizationId: string | null;
  readonly bounds: Bounds;
}

/** Makes the row of an upload that is within its bounds. */
@Injectable()
export class BeginUpload {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly clock: Clock,
    private readonly quota: UploadQuota,
  ) {}

  /**
   * Adds an upload within its bounds, whatever else begins at the same time.
   * @param organizationId whose quota it takes; null: nobody's
   * @throws TooManyUploads, UploadQuotaReached
   */
  async execute(upload: Begun, { organizationId, bounds }: Terms): Promise<Upload> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      // One beginner after the other, so that none counts without the one before.
      await client.query(`select pg_advisory_xact_lock(hashtextextended('upload:' || $1, 0))`, [
        upload.ownerId,
      ]);
      ensureWithin(bounds, await this.unfinished(upload, client), upload.sizeBytes);
      const share = organizationId && { organizationId, day: this.quota.today(), bytes: upload.sizeBytes };
      if (share && !(await this.quota.take(share, client))) throw this.quota.reached();
      const added = await this.insert(upload, share || null, client);
      await client.query('commit');
      return added;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  /** How many uploads somebody has begun and not ended, and the bytes that these will have. */
  private async unfinished(
    { ownerId, purpose }: Begun,
    client: pg.PoolClient,
  ): Promise<{ count: number; bytes: number }> {
    const { rows } = await client.query<{ count: number; bytes: number }>(
      `select count(*)::int as count, coalesce(sum(size_bytes), 0)::float8 as bytes from platform.upload
       where owner_id = $1 and purpose = $2 and expires_at > $3 and finished_at is null`,
      [ownerId, purpose, this.clock.now()],
    );
    return rows[0] ?? { count: 0, bytes: 0 };
  }

  private async insert(upload: Begun, share: QuotaShare | null, client: pg.PoolClient): Promise<Upload> {
    const now = this.clock.now();
    const expiresAt = later(now, day);
    const { id, purpose, ownerId, details, sizeBytes } = upload;
    await client.query(
      `insert into platform.upload
         (id, purpose, owner_id, details, size_bytes, created_at, expires_at, organization_id, quota_day)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        purpose,
        ownerId,
        JSON.stringify(details),
        sizeBytes,
        now,
        expiresAt,
        share?.organizationId,
        share?.day,
      ],
    );
    return { ...upload, receivedBytes: 0, expiresAt };
  }
}

/** @throws TooManyUploads */
function ensureWithin(bounds: Bounds, open: { count: number; bytes: number }, sizeBytes: number): void {
  if (open.count >= bounds.count) throw TooManyUploads.of(bounds.count);
  if (open.bytes + sizeBytes > bounds.bytes) throw TooManyUploads.holding(bounds.bytes);
}
