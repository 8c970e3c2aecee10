import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../config/config.js';
import { POOL } from '../database/database.module.js';
import { type CounterStore, postgresCounters, redisCounters } from './counter-store.js';
import { LocalLimits } from './local-limits.js';
import { RateLimits } from './rate-limits.js';

const COUNTERS = Symbol('rate limit counters');

/** Gives every module the rate limits: in Redis where there is one, otherwise in PostgreSQL. */
@Global()
@Module({
  providers: [
    {
      provide: COUNTERS,
      useFactory: (config: Config, pool: pg.Pool) =>
        config.redisUrl ? redisCounters(config.redisUrl) : postgresCounters(pool),
      inject: [Config, POOL],
    },
    {
      provide: RateLimits,
      useFactory: (store: CounterStore, config: Config) => new RateLimits(store, config.appSecret),
      inject: [COUNTERS, Config],
    },
    LocalLimits,
  ],
  exports: [RateLimits, LocalLimits],
})
export class LimitsModule implements OnApplicationShutdown {
  constructor(@Inject(COUNTERS) private readonly counters: CounterStore) {}

  onApplicationShutdown(): void {
    this.counters.close();
  }
}
