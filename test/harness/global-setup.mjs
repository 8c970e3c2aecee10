import { chmodSync, existsSync, mkdirSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/demo/embedded-postgres.ts';

const memory = '/dev/shm';
const enoughBytes = 4 * 1024 ** 3;

/**
 * One PostgreSQL for the whole run; each test file clones its own database from a migrated template. It lies in memory
 * where there is enough, and so does whatever the tests write: cloning a database takes a fifth of the time there.
 */
export default async function setUp() {
  process.env.LOG_LEVEL ??= 'silent';
  if (process.env.TEST_DATABASE_URL) return;
  const folder = mkdtempSync(join(isRoomy(memory) ? memory : tmpdir(), 'latchkey-test-'));
  // As root the server runs as another user, who must be able to enter.
  chmodSync(folder, 0o711);
  // The tests' data may be lost, and no database lives long; the demo and the bench run as production does.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
    max_wal_size: '256MB',
    autovacuum: 'off',
  };
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), settings });
  process.env.TEST_DATABASE_URL = postgres.url('postgres');
  process.env.TMPDIR = join(folder, 'tmp');
  mkdirSync(process.env.TMPDIR, { mode: 0o711 });
  globalThis.__latchkeyPostgres = { postgres, folder };
}

function isRoomy(folder) {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > enoughBytes;
}
