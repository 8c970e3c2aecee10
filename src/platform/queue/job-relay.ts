import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { day } from '../../kernel/clock.js';
import { Config } from '../config/config.js';
import { CommitFollower } from '../database/commit-follower.js';
import { POOL } from '../database/database.module.js';
import { causeOf } from './cause-of.js';
import { Repeats } from './handles-job.js';
import { Queues } from './queues.js';
import type { WorkerPart } from './worker-runtime.js';

interface JobRow {
  readonly key: string;
  readonly name: string;
  readonly data: object;
  readonly delay_ms: number;
}

const batchSize = 200;
const attempts = 5;
const mostRounds = 24;

// Also what was handed over 30 s ago and is not done: the queue keeps what it has and takes what it lost.
const dueJobs = `with due as (
    select id from platform.job where check_after <= now() order by check_after limit $1 for update skip locked
  )
  update platform.job j set check_after = greatest(now(), run_at) + interval '30 seconds'
  from due where due.id = j.id
  returning j.key, j.name, j.data,
    greatest(0, ceil(extract(epoch from j.run_at - now()) * 1000))::int as delay_ms`;

const failed = `update platform.job
  set rounds = rounds + 1, error = $2, check_after = case when rounds + 1 < $3 then now() + interval '1 hour' end
  where key = $1`;

/** Hands jobs that were written down to the queue, until they are done. Any number may run. */
@Injectable()
export class JobRelay implements WorkerPart {
  readonly name = 'job relay';
  private readonly follower: CommitFollower;

  constructor(
    config: Config,
    @Inject(POOL) private readonly pool: pg.Pool,
    private readonly queues: Queues,
  ) {
    this.follower = new CommitFollower({
      databaseUrl: config.databaseUrl,
      channel: 'latchkey_jobs',
      name: 'latchkey-jobs',
      work: async () => (await this.handOver()) === batchSize,
    });
  }

  async start(): Promise<void> {
    await this.follower.start();
  }

  async stop(): Promise<void> {
    await this.follower.stop();
  }

  async done(key: string): Promise<void> {
    await this.pool.query('delete from platform.job where key = $1', [key]);
  }

  /** After five tries in a row comes an hour's pause; after a day of these it is left alone, and staff see it. */
  async failed(key: string, error: unknown): Promise<void> {
    await this.pool.query(failed, [key, causeOf(error), mostRounds]);
  }

  /** @returns how many; an unreachable queue is asked again 30 s later */
  async handOver(): Promise<number> {
    const { rows } = await this.pool.query<JobRow>(dueJobs, [batchSize]);
    const jobs = rows.map(({ key, name, data, delay_ms: delayMs }) => ({
      ...{ name, data },
      options: { id: key, delayMs, attempts },
    }));
    await this.queues.addBulk('jobs', jobs);
    return rows.length;
  }

  @Repeats('platform.delete-old-jobs', day)
  async deleteOld(): Promise<void> {
    await this.pool.query(
      `delete from platform.job where check_after is null and run_at < now() - interval '30 days'`,
    );
  }
}
