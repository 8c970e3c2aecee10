import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Actor } from '../../kernel/actor.js';
import { Clock, day, later } from '../../kernel/clock.js';
import { Config } from '../config/config.js';
import { POOL } from '../database/database.module.js';
import { type QuotaShare, type Shares, UploadMeter } from './upload-meter.js';
import { UploadQuotaReached } from './uploads.errors.js';

export interface SentToday {
  readonly sentBytes: number;
  readonly limitBytes: number;
  /** When all of it is free again. */
  readonly freeAt: Date;
}

const keptDays = 35;

/** What every organization may send in a day (UTC), whichever way its people send it (security.md C5). */
@Injectable()
export class UploadQuota implements Shares {
  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts what one form sends; what staff send counts for nobody.
   * @param announced what will come at the most, as the sender says; anything
   */
  meterFor(actor: Actor, announced: string | undefined): UploadMeter {
    const { uploadQuotaBytes: most } = this.config;
    // Nobody gets more than all, and a number that is none says nothing.
    const expectedBytes = Math.min(Number(announced ?? 0) || 0, most);
    return new UploadMeter(this, actor.kind === 'customer' ? actor.organizationId : null, expectedBytes);
  }

  today(): string {
    return dayOf(this.clock.now());
  }

  /**
   * Takes a share, or nothing of it: parallel uploads never pass the limit together.
   * @param client whose transaction takes it along
   * @returns false when so much is not left
   */
  async take({ organizationId, day: on, bytes }: QuotaShare, client?: pg.PoolClient): Promise<boolean> {
    const { rowCount } = await (client ?? this.pool).query(
      `insert into platform.upload_day as sent (organization_id, day, bytes)
       select $1::uuid, $2::date, $3::bigint where $3::bigint <= $4::bigint
       on conflict (organization_id, day) do update set bytes = sent.bytes + excluded.bytes
         where sent.bytes + excluded.bytes <= $4::bigint`,
      [organizationId, on, bytes, this.config.uploadQuotaBytes],
    );
    return rowCount === 1;
  }

  async giveBack({ organizationId, day: on, bytes }: QuotaShare): Promise<void> {
    if (bytes === 0) return;
    await this.pool.query(
      `update platform.upload_day set bytes = greatest(0, bytes - $3)
       where organization_id = $1 and day = $2`,
      [organizationId, on, bytes],
    );
  }

  async sentToday(organizationId: string): Promise<SentToday> {
    const { rows } = await this.pool.query<{ bytes: number }>(
      'select bytes::float8 as bytes from platform.upload_day where organization_id = $1 and day = $2',
      [organizationId, this.today()],
    );
    const { uploadQuotaBytes: limitBytes } = this.config;
    return { sentBytes: rows[0]?.bytes ?? 0, limitBytes, freeAt: this.freeAt() };
  }

  /** The refusal once a day's share is used up. */
  reached(): UploadQuotaReached {
    return UploadQuotaReached.until(this.freeAt(), this.clock.now(), this.config.uploadQuotaBytes);
  }

  /** Forgets days that nobody asks for any more. */
  async forget(): Promise<void> {
    const before = dayOf(later(this.clock.now(), -keptDays * day));
    await this.pool.query('delete from platform.upload_day where day < $1', [before]);
  }

  private freeAt(): Date {
    return new Date(`${dayOf(later(this.clock.now(), day))}T00:00:00.000Z`);
  }
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
