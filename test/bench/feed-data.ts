import { createHash } from 'node:crypto';
import pg from 'pg';
import { benchProduct, serialOf } from './license-data.js';

/** The secret of the feed of the nth license, the same on every run. */
export const feedTokenOf = (n: number): string =>
  `lkf_${createHash('sha256').update(`feed ${n}`).digest('base64url')}`;

const releases = 20;
const batch = 20_000;

/** A feed for each license up to `licenses`, and releases with a file for six systems, inside the database. */
export async function loadFeeds(databaseUrl: string, licenses: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: 0 });
  await client.connect();
  try {
    await loadReleases(client);
    for (let first = 1; first <= licenses; first += batch)
      await loadBatch(client, first, Math.min(first + batch - 1, licenses));
    await client.query('vacuum (analyze) licensing.update_feed');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

async function loadReleases(client: pg.Client): Promise<void> {
  await client.query(
    `insert into downloads.release (id, product_id, version, channel, status, title, notes_markdown, critical,
       drafted_at, published_at)
     select gen_random_uuid(), '${benchProduct}', n || '.0.0', 'stable', 'published', 'Release ' || n,
       repeat('- It is faster, and looks better. ', 20), false, now() - interval '1 year',
       now() - interval '1 year' + n * interval '1 day'
     from generate_series(1, ${releases}) n`,
  );
  await client.query(
    `insert into downloads.artifact (id, release_id, file_name, platform, architecture, type, content_type,
       storage_key, size_bytes, sha256, sha512, blake2b512)
     select gen_random_uuid(), r.id, 'Studio-' || s.platform || '-' || s.architecture || '.zip', s.platform,
       s.architecture, 'installer', 'application/octet-stream', r.id || '/' || s.platform || s.architecture, 1000000,
       repeat('0a', 32), repeat('A', 86) || '==', repeat('A', 86) || '=='
     from downloads.release r,
       (values ('windows', 'x64'), ('windows', 'arm64'), ('macos', 'x64'), ('macos', 'arm64'), ('linux', 'x64'),
         ('linux', 'arm64')) as s (platform, architecture)
     where r.product_id = '${benchProduct}'`,
  );
}

async function loadBatch(client: pg.Client, first: number, last: number): Promise<void> {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const hashes = numbers.map((n) => createHash('sha256').update(feedTokenOf(n)).digest());
  await client.query(
    `insert into licensing.update_feed (id, license_id, organization_id, token_hash, name, channel, created_by,
       created_at)
     select gen_random_uuid(), l.id, l.organization_id, s.hash, 'Studio', 'stable', gen_random_uuid(), now()
     from unnest($1::text[], $2::bytea[]) as s (serial, hash)
       join licensing.license l on l.serial_number = s.serial`,
    [numbers.map(serialOf), hashes],
  );
}
