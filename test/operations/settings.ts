import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { nextPort } from '../harness/ports.js';
import { sale, signed } from '../journeys/store.js';

export const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`;

/** The environment of a production process on a database. */
export async function settings(
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Record<string, string> & { PUBLIC_URL: string }> {
  const port = await nextPort();
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    HOST: '127.0.0.1',
    STAFF_SECOND_FACTOR: 'optional',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '5',
    SMTP_URL: 'smtp://127.0.0.1:9',
    APP_SECRET: randomBytes(48).toString('base64'),
    JWT_SECRET: randomBytes(48).toString('base64'),
    STORE_WEBHOOK_SECRET: webhookSecret,
    STORAGE_URL: pathToFileURL(mkdtempSync(join(tmpdir(), 'latchkey-operations-'))).href,
    ...more,
  };
}

/** One statement on a database. */
export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Something to sell. */
export async function defineProduct(url: string, code: string): Promise<void> {
  await query(
    url,
    `with ids as (select gen_random_uuid() as product, gen_random_uuid() as policy),
      product as (insert into licensing.product (id, code, name, default_policy_id, created_at)
        select product, '${code}', 'Northwind Draft', policy, now() from ids)
      insert into licensing.policy (id, product_id, name, installation_limit, maintenance_months, created_at)
        select policy, product, 'One year', 3, 12, now() from ids`,
  );
}

/** A sale that is answered 200 reaches its buyer as a mail. */
export function sell(baseUrl: string, email: string, quantity = 1): Promise<Response> {
  const buyer = { name: 'Ines Duarte', email, locale: 'en' };
  const body = JSON.stringify(sale({ sku: 'draft', quantity, organization: `Of ${email}`, buyer }));
  const headers = signed(webhookSecret, body);
  return fetch(`${baseUrl}/api/v1/webhooks/store`, { method: 'POST', headers, body });
}
