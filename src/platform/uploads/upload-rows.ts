import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Clock, later, minute } from '../../kernel/clock.js';
import { POOL } from '../database/database.module.js';

/** A file that comes in parts. */
export interface Upload {
  readonly id: string;
  readonly purpose: string;
  readonly ownerId: string;
  readonly details: unknown;
  readonly sizeBytes: number;
  readonly receivedBytes: number;
  readonly expiresAt: Date;
}

export type Begun = Omit<Upload, 'receivedBytes' | 'expiresAt'>;

export interface Part {
  readonly firstByte: number;
  readonly sizeBytes: number;
  readonly storageKey: string;
}

const columns = `id, purpose, owner_id as "ownerId", details, size_bytes::float8 as "sizeBytes",
  received_bytes::float8 as "receivedBytes", expires_at as "expiresAt"`;

/** Rows of uploads. Each statement is whole in itself, so that several processes may work on one upload. */
@Injectable()
export class UploadRows {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /** Null when there is none that still goes on. */
  async byId(id: string): Promise<Upload | null> {
    const { rows } = await this.pool.query<Upload>(
      `select ${columns} from platform.upload where id = $1 and expires_at > $2`,
      [id, this.clock.now()],
    );
    return rows[0] ?? null;
  }

  /** False when the upload stands elsewhere by now, or is gone. */
  async grow(id: string, { firstByte, sizeBytes, storageKey }: Part): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `with grown as (
         update platform.upload set received_bytes = received_bytes + $3
         where id = $1 and received_bytes = $2 returning id)
       insert into platform.upload_part (upload_id, first_byte, size_bytes, storage_key)
       select id, $2, $3, $4 from grown`,
      [id, firstByte, sizeBytes, storageKey],
    );
    return rowCount === 1;
  }

  /** Storage keys in the order of their bytes. */
  async parts(id: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ key: string }>(
      'select storage_key as key from platform.upload_part where upload_id = $1 order by first_byte',
      [id],
    );
    return rows.map(({ key }) => key);
  }

  /** True for the one that may make the file now; a claim is worth ten minutes. */
  async claim(id: string): Promise<boolean> {
    const now = this.clock.now();
    const { rowCount } = await this.pool.query(
      `update platform.upload set assembling_since = $2
       where id = $1 and received_bytes = size_bytes and finished_at is null
         and (assembling_since is null or assembling_since < $3)`,
      [id, now, later(now, -10 * minute)],
    );
    return rowCount === 1;
  }

  async release(id: string): Promise<void> {
    await this.pool.query('update platform.upload set assembling_since = null where id = $1', [id]);
  }

  /** The file is made: its client may still ask, its parts are needed no more. @returns their keys */
  async finish(id: string): Promise<string[]> {
    await this.pool.query('update platform.upload set finished_at = $2 where id = $1', [
      id,
      this.clock.now(),
    ]);
    const { rows } = await this.pool.query<{ key: string }>(
      'delete from platform.upload_part where upload_id = $1 returning storage_key as key',
      [id],
    );
    return rows.map(({ key }) => key);
  }

  /**
   * What was never a file gives its share of the quota back; what is just made of it may become one.
   * @returns the keys of its parts
   */
  async remove(id: string): Promise<string[]> {
    const keys = await this.parts(id);
    await this.pool.query(
      `with gone as (
         delete from platform.upload where id = $1
         returning organization_id, quota_day, size_bytes, coalesce(finished_at, assembling_since) as made_at)
       update platform.upload_day sent set bytes = greatest(0, sent.bytes - gone.size_bytes) from gone
       where gone.made_at is null
         and sent.organization_id = gone.organization_id and sent.day = gone.quota_day`,
      [id],
    );
    return keys;
  }

  /** What is whole without its end, and what is over; at most 50 of each. */
  async leftovers(): Promise<{ whole: Upload[]; over: Upload[] }> {
    const now = this.clock.now();
    const over = await this.pool.query<Upload>(
      `select ${columns} from platform.upload
       where expires_at <= $1 and (assembling_since is null or assembling_since < $2)
       order by expires_at limit 50`,
      [now, later(now, -10 * minute)],
    );
    const whole = await this.pool.query<Upload>(
      `select ${columns} from platform.upload
       where received_bytes = size_bytes and expires_at > $1 and finished_at is null
         and (assembling_since is null or assembling_since < $2) order by id limit 50`,
      [now, later(now, -10 * minute)],
    );
    return { whole: whole.rows, over: over.rows };
  }
}
