import pg from 'pg';
import type { Config } from '../config/config.js';
import { log } from '../logging/log.js';

/**
 * A page gets one process of the database: with helpers of its own it would take them from everybody else, and on two
 * cores it is slower, too (a list of a million by tag 0.35 s instead of 0.05 s). Nor is a page worth compiling a plan.
 */
export const onePageOneProcess = '-c max_parallel_workers_per_gather=0 -c jit=off';

/** A pool that survives the server's restart: a lost client's error is logged, and the client replaced. */
export function createPool(config: Config, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: config.databaseUrl,
    max: config.databasePoolSize,
    statement_timeout: 10_000,
    lock_timeout: 5_000,
    connectionTimeoutMillis: 5_000,
    options: onePageOneProcess,
    ...options,
  });
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  pool.on('connect', (client) =>
    client.on('error', (error) => log.warn({ err: error }, 'a database connection was lost')),
  );
  return pool;
}
