import type { Migration } from '@mikro-orm/migrations';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, type EntityClass, type EventSubscriber, type Options } from '@mikro-orm/postgresql';
import type { Config } from '../config/config.js';

/** What the composition root adds: every module's entities and the migrations, oldest first. */
export interface OrmParts {
  readonly entities: readonly EntityClass<object>[];
  readonly migrations: readonly (new (...args: never[]) => Migration)[];
  readonly subscribers?: readonly EventSubscriber[];
}

/** MikroORM's options: UTC, bounded statements and locks, no schema guessing. */
export function ormOptions(config: Config, parts: OrmParts): Options {
  return defineConfig({
    clientUrl: config.databaseUrl,
    entities: [...parts.entities],
    subscribers: [...(parts.subscribers ?? [])],
    extensions: [Migrator],
    migrations: {
      tableName: 'migration',
      schema: 'platform',
      snapshot: false,
      allOrNothing: true,
      migrationsList: parts.migrations.map((migration) => ({
        name: migration.name,
        class: migration as never,
      })),
    },
    forceUtcTimezone: true,
    pool: { min: 0, max: config.databasePoolSize },
    driverOptions: {
      statement_timeout: 10_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 30_000,
      connectionTimeoutMillis: 5_000,
    },
    debug: false,
  }) as Options;
}
