import { createHash } from 'node:crypto';
import pg from 'pg';
import {
  type SerialNumber,
  serialNumberBytes,
  serialNumberOf,
} from '../../src/modules/licensing/domain/serial-number.js';

export const machinesPerLicense = 3;

/** The serial number of the nth license, the same on every run. */
export const serialOf = (n: number): SerialNumber =>
  serialNumberOf(createHash('sha256').update(`license ${n}`).digest().subarray(0, serialNumberBytes));

/** The fingerprint of the mth machine of the nth license, as long as real ones are. */
export const fingerprintOf = (n: number, m: number): string =>
  createHash('md5').update(`machine ${n} ${m}`).digest('hex');

const policy = '00000000-0000-4000-8000-000000000001';
/** The product that all of these licenses are of. */
export const benchProduct = '00000000-0000-4000-8000-000000000002';
const batch = 20_000;

/** Licenses from `from` to `to`, three machines each, inside the database: never through the API. */
export async function loadLicenses(databaseUrl: string, from: number, to: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: 0 });
  await client.connect();
  try {
    await client.query('begin');
    if (from === 1) await loadProduct(client);
    await client.query('commit');
    for (let first = from; first <= to; first += batch)
      await loadBatch(client, first, Math.min(first + batch - 1, to));
    await client.query('vacuum (analyze) licensing.license');
    await client.query('vacuum (analyze) licensing.installation');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

/** Sees to it that there are licenses from 1 to `to`, whatever another part has loaded before. */
export async function loadLicensesUpTo(databaseUrl: string, to: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ there: number }>(
    `select count(*)::int as there from licensing.license where product_id = '${benchProduct}'`,
  );
  await client.end();
  const there = rows[0]?.there ?? 0;
  if (there < to) await loadLicenses(databaseUrl, there + 1, to);
}

async function loadProduct(client: pg.Client): Promise<void> {
  await client.query(
    `insert into licensing.product (id, code, name, default_policy_id, created_at)
     values ('${benchProduct}', 'bench', 'Lumen Studio', '${policy}', now())`,
  );
  await client.query(
    `insert into licensing.policy
       (id, product_id, name, installation_limit, maintenance_months, heartbeat_seconds, features, created_at)
     values ('${policy}', '${benchProduct}', 'Standard', 3, 12, 172800, '{EXPORT-PDF,PRINT}', now())`,
  );
}

async function loadBatch(client: pg.Client, first: number, last: number): Promise<void> {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  await client.query(
    `with added as (
       insert into licensing.license (id, serial_number, organization_id, product_id, policy_id, status,
         status_changed_at, issued_at, term_began_at, maintenance_ends_at)
       select gen_random_uuid(), serial, gen_random_uuid(), '${benchProduct}', '${policy}', 'active', now(), now(), now(),
         now() + interval '1 year'
       from unnest($1::text[]) serial
       returning id, serial_number)
     insert into licensing.installation (id, license_id, uid_hash, uid_sealed, fingerprint, name, platform,
       app_version, activated_at, last_seen_at)
     select gen_random_uuid(), a.id, sha256(convert_to('uid ' || n || ' ' || m, 'UTF8')),
       sha256(convert_to('sealed ' || n || ' ' || m, 'UTF8')), md5('machine ' || n || ' ' || m), 'Machine ' || m,
       'windows-x64', '4.2.0', now(), now()
     from unnest($1::text[], $2::int[]) as s (serial, n)
       join added a on a.serial_number = s.serial, generate_series(1, ${machinesPerLicense}) m`,
    [numbers.map(serialOf), numbers],
  );
}
