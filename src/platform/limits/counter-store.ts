import { Redis } from 'ioredis';
import type pg from 'pg';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRedis } from 'rate-limiter-flexible';
import { log } from '../logging/log.js';
import type { Limit } from './limit.js';

/** Where counters are kept. */
export interface CounterStore {
  counterFor(limit: Limit): RateLimiterAbstract;
  close(): void;
}

/** Counters in the unlogged table `platform.rate_limit`. */
export function postgresCounters(pool: pg.Pool): CounterStore {
  let sweeping = false;
  return {
    counterFor(limit) {
      const clearExpiredByTimeout = !sweeping;
      sweeping = true;
      return new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        schemaName: 'platform',
        tableName: 'rate_limit',
        tableCreated: true,
        clearExpiredByTimeout,
        keyPrefix: limit.name,
        points: limit.points,
        duration: limit.perSeconds,
      });
    },
    close: () => undefined,
  };
}

/** Counters in Redis, which answers within a second or counts as gone. */
export function redisCounters(url: string): CounterStore {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 1_000,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  redis.on('error', (error) => log.warn({ err: error }, 'the rate limits lost Redis'));
  return {
    counterFor: (limit) =>
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `latchkey:limit:${limit.name}`,
        points: limit.points,
        duration: limit.perSeconds,
      }),
    close: () => redis.disconnect(),
  };
}
