import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { symbols } from 'pino';
import { InviteMember } from '../../../src/modules/identity/application/organizations/invite-member.js';
import { log } from '../../../src/platform/logging/log.js';
import { EmailCatalogue } from '../../../src/platform/mail/email-catalogue.js';
import { freshProof, keyHolder, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense } from './licensed.js';

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

/** Mails with secrets that this day does not send yet; the tests of their subjects read them. It must get shorter. */
const notOnThisDay = [
  'identity.claim-contest',
  'identity.claim-decided',
  'identity.merge-asked',
  'identity.new-device',
  'identity.password-changed',
  'identity.recovery-approved',
  'identity.recovery-ready',
  'identity.recovery-requested',
  'identity.staff-invitation',
  'identity.username-changed',
];

/** Has every mail sent that carries a secret, each the way that people do. */
async function aDayOfSecrets(): Promise<void> {
  await keyHolder(portal, await boughtLicense(portal, 'buyer.of.secrets@example.com'));
  const member = await signedInMember(portal);
  await portal.api().post('/api/v1/password-resets', { login: member.email });
  await member.api.post('/api/v1/me/step-up/code', { action: 'change-username' });
  await freshProof(portal, member.userId, 'change-email');
  await member.api.post('/api/v1/me/email', { email: 'proves.it@example.com' });
  for (const way of ['link', 'temporary-password'] as const)
    await portal.get(InviteMember).execute({
      organizationId: member.organizationId,
      invitedBy: member.userId,
      email: `by.${way}@example.com`,
      name: 'Ada Holm',
      locale: 'de',
      role: 'reader',
      way,
    });
  await portal.settle();
}

/** Tokens of links, codes in groups, temporary passwords: what no text of a template holds. */
function secretsOf(text: string): string[] {
  const tokens = [...text.matchAll(/token=([\w-]{20,})/g)].map(([, token = '']) => token);
  const codes = [...text.matchAll(/^\s*(\d{4} \d{4}|\d{3} \d{3}|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})\s*$/gm)];
  return [...tokens, ...codes.flatMap(([, code = '']) => [code, code.replaceAll(/[ -]/g, '')])];
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
    await aDayOfSecrets();
    const once = portal
      .get(EmailCatalogue)
      .all()
      .filter(({ lane }) => lane === 'once');
    const sent = await portal.sql<{ name: string }>(
      `select distinct name from platform.mail_delivery where status = 'sent'`,
    );
    const unsent = once.map(({ name }) => name).filter((name) => !sent.some((mail) => mail.name === name));
    expect(unsent.sort()).toEqual(notOnThisDay);
    const secrets = portal.mails().flatMap(({ text }) => secretsOf(text));
    expect(new Set(secrets).size).toBeGreaterThanOrEqual(once.length - unsent.length);
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
