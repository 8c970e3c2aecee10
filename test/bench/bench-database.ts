import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/demo/embedded-postgres.js';

export interface BenchDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty database of its own: on the server of DATABASE_URL, or on an embedded one with fsync on. */
export async function openDatabase(): Promise<BenchDatabase> {
  const given = process.env.DATABASE_URL;
  return given ? await onServer(given) : await embedded();
}

async function onServer(server: string): Promise<BenchDatabase> {
  const name = `latchkey_bench_${process.pid}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await query(server, `create database ${name}`);
  return { url: url.href, drop: () => query(server, `drop database if exists ${name} with (force)`) };
}

async function embedded(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  // As root the server runs as another user, who must be able to enter.
  chmodSync(folder, 0o711);
  const settings = { shared_buffers: '256MB', max_wal_size: '2GB' };
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), settings });
  await query(postgres.url('postgres'), 'create database bench');
  return {
    url: postgres.url('bench'),
    drop: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
