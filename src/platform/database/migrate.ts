import { MikroORM } from '@mikro-orm/postgresql';
import type { Config } from '../config/config.js';
import { type OrmParts, ormOptions } from './orm-options.js';

/** Brings the database to the newest schema; one process at a time, the others wait. Returns what it ran. */
export async function migrate(config: Config, parts: OrmParts): Promise<readonly string[]> {
  const orm = await MikroORM.init(ormOptions(config, parts));
  try {
    const connection = orm.em.getConnection();
    await connection.execute('create schema if not exists platform');
    const ran = await orm.migrator.up();
    return ran.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}
