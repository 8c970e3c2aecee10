import { MikroOrmModule } from '@mikro-orm/nestjs';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import type { Config } from '../config/config.js';
import { type OrmParts, ormOptions } from './orm-options.js';
import { createPool } from './pool.js';
import { ReadDatabase } from './read-database.js';

/** The pool that reads, rate limits and the relay share. Use cases never see it. */
export const POOL = Symbol('postgres pool');

/** One MikroORM for commands and one pool for reads, both with statement and lock timeouts. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {}

  static for(config: Config, parts: OrmParts): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        MikroOrmModule.forRoot({
          ...ormOptions(config, parts),
          registerRequestContext: false,
        }) as DynamicModule,
      ],
      providers: [
        { provide: POOL, useFactory: () => createPool(config) },
        { provide: ReadDatabase, useFactory: (pool: pg.Pool) => new ReadDatabase(pool), inject: [POOL] },
      ],
      exports: [POOL, ReadDatabase],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
