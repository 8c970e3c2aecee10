import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { AppModule, ormParts } from '../../src/app.module.js';
import type { Config } from '../../src/platform/config/config.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { Queues } from '../../src/platform/queue/queues.js';
import { WorkerRuntime } from '../../src/platform/queue/worker-runtime.js';
import { testConfig } from './config.js';

const templateLock = 4_711;

/**
 * `migrated`: as an installation finds it. `started`: as its second start finds it, since the first one runs every
 * repeating job at once, which takes longer than many a test.
 */
type State = 'migrated' | 'started';

/** A fresh database of its own; `drop` removes it. */
export async function createTestDatabase(
  state: State = 'migrated',
): Promise<{ url: string; drop(): Promise<void> }> {
  const template = await templateOf(state);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin((client) => client.query(`create database ${name} template ${template} strategy file_copy`));
  return {
    url: urlOf(name),
    drop: () =>
      asAdmin((client) => client.query(`drop database if exists ${name} with (force)`)).then(() => undefined),
  };
}

/** The first worker makes the templates; the others wait for them and clone them. */
async function templateOf(state: State): Promise<string> {
  const migrated = `migrated_${migrationsHash()}`;
  const started = `started_${migrationsHash()}`;
  await asAdmin(async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const known = await client.query('select 1 from pg_database where datname = $1', [started]);
    if (known.rowCount) return;
    for (const name of [migrated, started, 'draft'])
      await client.query(`drop database if exists ${name} with (force)`);
    await client.query('create database draft');
    const config = testConfig({ DATABASE_URL: urlOf('draft') });
    await migrate(config, ormParts);
    await client.query(`create database ${migrated} template draft strategy file_copy`);
    await startOnce(config);
    await client.query(`alter database draft rename to ${started}`);
  });
  return state === 'migrated' ? migrated : started;
}

async function startOnce(config: Config): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.for(config), { logger: false });
  await app.get(WorkerRuntime).start();
  const queues = app.get(Queues);
  for (let left = 1; left > 0; await wait(20)) {
    const counts = Object.values(await queues.counts());
    left = counts.reduce((sum, { waiting, active, delayed }) => sum + waiting + active + delayed, 0);
  }
  await app.get(WorkerRuntime).stop();
  await app.close();
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
