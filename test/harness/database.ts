import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ormParts } from '../../src/app.module.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { testConfig } from './config.js';

const templateLock = 4_711;

/** A fresh, migrated database of its own; `drop` removes it. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const template = await migratedTemplate();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin((client) => client.query(`create database ${name} template ${template} strategy file_copy`));
  return {
    url: urlOf(name),
    drop: () =>
      asAdmin((client) => client.query(`drop database if exists ${name} with (force)`)).then(() => undefined),
  };
}

/** The first worker migrates a template; the others wait for it and clone it. */
async function migratedTemplate(): Promise<string> {
  const name = `template_${migrationsHash()}`;
  await asAdmin(async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const existing = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (existing.rowCount) return;
    const draft = `draft_${name}`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await migrate(testConfig({ DATABASE_URL: urlOf(draft) }), ormParts);
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

function migrationsHash(): string {
  const folder = join(projectRoot, 'migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

async function asAdmin<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? 'postgres://missing-global-setup');
  url.pathname = `/${database}`;
  return url.href;
}
