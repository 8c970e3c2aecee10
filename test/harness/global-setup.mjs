import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/demo/embedded-postgres.ts';

/** One PostgreSQL for the whole run; each test file clones its own database from a migrated template. */
export default async function setUp() {
  process.env.LOG_LEVEL ??= 'silent';
  if (process.env.TEST_DATABASE_URL) return;
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  // As root the server runs as another user, who must be able to enter.
  chmodSync(folder, 0o711);
  // The tests' data may be lost; the demo and the bench run with fsync on.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  };
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), settings });
  process.env.TEST_DATABASE_URL = postgres.url('postgres');
  globalThis.__latchkeyPostgres = { postgres, folder };
}
