import type { Migration } from '@mikro-orm/migrations';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, type EntityClass, type EventSubscriber, type Options } from '@mikro-orm/postgresql';
import type { Config } from '../config/config.js';
import { log } from '../logging/log.js';
import { releaseLostConnections } from './lost-connections.js';
import { onePageOneProcess } from './pool.js';

/** A migration's class. */
export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

/** What the composition root adds: every module's entities and the migrations, oldest first. */
export interface OrmParts {
  readonly entities: readonly EntityClass<object>[];
  readonly migrations: readonly MigrationClass[];
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
        class: migration,
      })),
    },
    forceUtcTimezone: true,
    pool: { min: 0, max: config.databasePoolSize },
    driverOptions: {
      onPoolCreated: releaseLostConnections,
      statement_timeout: 10_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 30_000,
      connectionTimeoutMillis: 5_000,
      options: onePageOneProcess,
    },
    debug: false,
    logger: (message) => log.debug(message),
  }) as Options;
}
