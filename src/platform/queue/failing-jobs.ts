import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { POOL } from '../database/database.module.js';

/** A job that failed five times in a row, at least once. */
export interface FailingJob {
  readonly id: string;
  /** What it does and what it is about, as ids. */
  readonly key: string;
  /** Kind and place of the error; never its text, which may hold personal data. */
  readonly error: string;
  readonly rounds: number;
  readonly createdAt: Date;
  /** When it is tried again; null: no more by itself. */
  readonly nextAt: Date | null;
}

/** Jobs in trouble, and the way to try them again. */
@Injectable()
export class FailingJobs {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  /** Newest first. */
  async list(limit: number): Promise<FailingJob[]> {
    const text = `select id, key, error, rounds, created_at as "createdAt", check_after as "nextAt"
      from platform.job where error is not null order by created_at desc, id desc limit $1`;
    return (await this.pool.query<FailingJob>(text, [limit])).rows;
  }

  async count(): Promise<number> {
    const text = 'select count(*)::int as count from platform.job where error is not null';
    return (await this.pool.query<{ count: number }>(text)).rows[0]?.count ?? 0;
  }

  /** With all its tries. False when it does not fail any more. */
  async tryAgain(id: string): Promise<boolean> {
    const text = `update platform.job set rounds = 0, error = null, check_after = now()
      where id = $1 and error is not null`;
    return (await this.pool.query(text, [id])).rowCount === 1;
  }
}
