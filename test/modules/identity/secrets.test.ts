import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { symbols } from 'pino';
import { log } from '../../../src/platform/logging/log.js';
import { EmailCatalogue } from '../../../src/platform/mail/email-catalogue.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aDayOfSecrets } from './day-of-secrets.js';

interface Written {
  write(line: string): unknown;
}

const stream = (log as unknown as Record<symbol, Written>)[symbols.streamSym];
const lines: string[] = [];
let portal: Portal;

beforeAll(async () => {
  if (!stream) throw new Error('The log has no stream.');
  log.level = 'debug';
  stream.write = (line) => lines.push(line);
  portal = await startPortal();
});
afterAll(async () => {
  log.level = 'silent';
  await portal.close();
});

/** Tokens of links, codes in groups, temporary passwords: what no text of a template holds. */
function secretsOf(text: string): string[] {
  const tokens = [...text.matchAll(/token=([\w-]{20,})/g)].map(([, token = '']) => token);
  const codes = text.matchAll(/^\s*(\d{4} \d{4}|\d{3} \d{3})\s*$|\s([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})\s*$/gm);
  const found = [...codes].map(([, code, password = '']) => code ?? password);
  return [...tokens, ...found.flatMap((secret) => [secret, secret.replaceAll(/[ -]/g, '')])];
}

/** By the name of the mail: the secrets that were in those that arrived. */
async function secretsByMail(): Promise<ReadonlyMap<string, readonly string[]>> {
  const sent = await portal.sql<{ name: string; message_id: string }>(
    'select name, message_id from platform.mail_delivery',
  );
  const names = new Map(sent.map(({ message_id: id, name }) => [id, name]));
  const arrived = portal
    .mails()
    .map(({ messageId, text }) => [names.get(messageId), secretsOf(text)] as const);
  const byName = Map.groupBy(arrived, ([name = 'unknown']) => name);
  return new Map([...byName].map(([name, found]) => [name, found.flatMap(([, secrets]) => secrets)]));
}

/** Every row of every table, as a dump of the database would write it. */
async function dump(): Promise<string> {
  const tables = await portal.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await portal.sql<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
    texts.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return texts.join('\n');
}

/** As it is, as bytes are printed, and in base64: which secrets are in the text. */
const foundIn = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) =>
    [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ].some((written) => text.includes(written)),
  );

describe('A11 secrets in mails', () => {
  it('lie in no table, outbox, queue, audit entry, delivery or log line once all of them were sent', async () => {
    await aDayOfSecrets(portal);
    const once = portal
      .get(EmailCatalogue)
      .all()
      .filter(({ lane }) => lane === 'once');
    const found = await secretsByMail();
    expect(once.map(({ name }) => name).filter((name) => !found.get(name)?.length)).toEqual([]);
    const secrets = [...found.values()].flat();
    const [kept, logged] = [await dump(), lines.join('\n')];
    expect(kept).toContain('identity.password-reset-requested');
    expect(logged).toContain('POST');
    expect(foundIn(kept, secrets)).toEqual([]);
    expect(foundIn(logged, secrets)).toEqual([]);
  });

  it('are looked for where they would be: the search finds what is there', async () => {
    await portal.sql(
      `insert into platform.outbox (id, name, version, occurred_at, payload, published_at)
       values (gen_random_uuid(), 'test.leak', 1, now(), '{"link": "token=AbCdEfGhIjKlMnOpQrStUvWx"}', now())`,
    );
    const [secret = ''] = secretsOf('https://portal.example.com/?token=AbCdEfGhIjKlMnOpQrStUvWx');
    expect(foundIn(await dump(), [secret])).toEqual([secret]);
    expect(foundIn(`\\x${Buffer.from(secret).toString('hex')}`, [secret])).toEqual([secret]);
    expect(secretsOf('Your code:\n\n4711 0815\n\n7QKX-2M8D-X9PA-4R4T')).toHaveLength(4);
  });
});
