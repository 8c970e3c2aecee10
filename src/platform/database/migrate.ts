import { MikroORM } from '@mikro-orm/postgresql';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import type { Config } from '../config/config.js';
import { type OrmParts, ormOptions } from './orm-options.js';

/** Brings the database to the newest schema; one process at a time, the others wait. Returns what it ran. */
export async function migrate(config: Config, parts: OrmParts): Promise<readonly string[]> {
  const orm = await MikroORM.init(ormOptions(config, parts));
  try {
    const connection = orm.em.getConnection();
    await connection.execute('create schema if not exists platform');
    const ran = await orm.migrator.up();
    await migrateQueues(config);
    return ran.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

/** The tables of the queue's library, also where Redis holds the jobs now: the switch may be turned any day. */
async function migrateQueues(config: Config): Promise<void> {
  const client = new pg.Client({ connectionString: config.databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
