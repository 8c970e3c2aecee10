import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { SeededFacts } from '../../src/demo/demo-facts.js';
import { seed } from '../../src/demo/seed.js';
import { day } from '../../src/kernel/clock.js';
import { FinishErasures } from '../../src/modules/identity/application/privacy/finish-erasures.js';
import { Config } from '../../src/platform/config/config.js';
import { readDataCatalogue } from '../../src/platform/personal-data/data-catalogue.js';
import type { ApiClient } from '../harness/clients.js';
import { freshProof, goodPassword } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';

const lena = { name: 'Lena Brandt', login: 'lena_brandt', email: 'lena.brandt@hafenwerk.example' };
const buyer = { name: 'Jonas Petersen', email: 'jonas.petersen@hafenwerk.example' };
const agent = { name: 'Mara Lindqvist', email: 'mara@northwind.example' };

let portal: Portal;
let facts: SeededFacts;
beforeAll(async () => {
  portal = await startPortal();
  facts = await seed(portal.get(Config));
  await portal.settle();
}, 60_000);
afterAll(() => portal.close());

interface Person {
  readonly userId: string;
  readonly api: ApiClient;
}

async function signIn(login: string, password: string): Promise<Person> {
  const { body } = await portal.api().post('/api/v1/sign-in/password', { login, password });
  const api = portal.api(body.accessToken);
  return { userId: (await api.get('/api/v1/me')).body.id, api };
}

async function acceptInvitation(email: string): Promise<void> {
  const token = /token=([\w-]+)/.exec(portal.mailTo(email)?.text ?? '')?.[1];
  const answer = await portal.api().post('/api/v1/invitations/accept', { token, password: goodPassword });
  expect(answer.status).toBe(200);
}

/** What the demo leaves to people: a download, a token for programs, and a reset that was asked for. */
async function worksADay(person: Person, login: string): Promise<void> {
  const { body } = await person.api.get('/api/v1/releases?limit=100');
  const release = body.items.find(({ entitled }: { entitled: boolean }) => entitled);
  const path = `/api/v1/releases/${release.id}/artifacts/${release.artifacts[0].id}/content`;
  expect((await person.api.get(path)).status).toBe(200);
  await freshProof(portal, person.userId, 'create-api-token');
  const token = { name: 'Nightly export', scopes: ['licenses.read'] };
  expect((await person.api.post('/api/v1/me/api-tokens', token)).status).toBe(201);
  await portal.api().post('/api/v1/password-resets', { login });
  await portal.settle();
}

type Row = Readonly<Record<string, unknown>>;

async function exportOf(person: Person): Promise<{ tables: Record<string, Row[]>; text: string }> {
  await freshProof(portal, person.userId, 'export-data');
  const { body } = await person.api.post('/api/v1/me/exports');
  await portal.settle();
  const zip = await person.api.get(`/api/v1/me/exports/${body.id}/file`);
  const files = Object.entries(unzipSync(new Uint8Array(zip.body))).map(
    ([name, bytes]) => [name, strFromU8(bytes)] as const,
  );
  const json = files.flatMap(([name, text]) =>
    name.endsWith('.json') ? [[name.replace('.json', ''), JSON.parse(text)] as const] : [],
  );
  return { tables: Object.fromEntries(json), text: files.map(([, text]) => text).join('\n') };
}

async function erase(person: Person, name: string): Promise<void> {
  await freshProof(portal, person.userId, 'erase-data');
  expect((await person.api.post('/api/v1/me/erase', { name })).status).toBe(204);
  await portal.settle();
  portal.clock.advance(day);
  await portal.get(FinishErasures).execute();
  portal.clock.advance(-day);
}

/** Columns of every kind that can hold words, in every schema, that hold one of the texts. */
async function columnsWith(texts: readonly string[]): Promise<string[]> {
  const columns = await portal.sql<{ schema: string; table: string; name: string; type: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as name, c.udt_name as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
       and c.udt_name not in ('uuid', 'bool', 'int2', 'int4', 'int8', 'float8', 'numeric', 'date', 'timestamptz')`,
  );
  const found: string[] = [];
  for (const { schema, table, name, type } of columns) {
    const words = type === 'bytea' ? `encode("${name}", 'escape')` : `"${name}"::text`;
    const rows = await portal.sql(
      `select 1 from "${schema}"."${table}" where ${words} ilike any($1::text[]) limit 1`,
      [texts.map((text) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`)],
    );
    if (rows.length > 0) found.push(`${schema}.${table}.${name}`);
  }
  return found.sort();
}

/** Columns that the comments of the database keep, with a reason. */
async function keptColumns(): Promise<string[]> {
  const catalogue = await readDataCatalogue((text) => portal.sql(text));
  return catalogue.flatMap(({ title, columns }) =>
    columns.flatMap(({ name, dataClass }) =>
      dataClass?.kind === 'personal' && dataClass.erase.kind === 'keep' ? [`${title}.${name}`] : [],
    ),
  );
}

describe('ID-12 on the data of the demo', () => {
  let person: Person;

  it('ID-12 exports all that the demo gave a member, and nobody else’s personal data', async () => {
    person = await signIn(facts.member.login, facts.member.password);
    await worksADay(person, lena.login);
    const { tables, text } = await exportOf(person);
    expect(tables['identity.user']).toEqual([
      expect.objectContaining({ name: lena.name, email: lena.email }),
    ]);
    expect(tables['identity.membership']).toEqual([expect.objectContaining({ role: 'owner' })]);
    const requests = tables['support.ticket'] ?? [];
    expect(requests.map(({ subject }) => subject)).toContain('Ruler jumps when I import a DXF');
    const messages = (tables['support.message'] ?? []).map(({ body }) => body);
    for (const words of ['Can they run Draft 5?', 'Draft 5 runs on macOS 13', 'Perfect, thank you!'])
      expect(messages).toContainEqual(expect.stringContaining(words));
    expect(text).not.toContain('Reproduced with a file in feet');
    expect((tables['identity.invitation'] ?? []).map(({ status }) => status).sort()).toEqual([
      'pending',
      'pending',
      'revoked',
    ]);
    expect(tables['downloads.download_log']).toHaveLength(1);
    expect(tables['identity.api_token']).toEqual([expect.objectContaining({ name: 'Nightly export' })]);
    expect(tables['identity.session']?.length).toBeGreaterThan(0);
    const actions = (tables['platform.audit_entry'] ?? []).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['identity.signed-in', 'identity.api-token-created']));
    expect(await foreignWordsIn(text)).toEqual([]);
  });

  /** Names, addresses and usernames of everybody else that the portal knows, in the text. */
  async function foreignWordsIn(text: string): Promise<string[]> {
    const rows = await portal.sql<{ word: string }>(
      `select unnest(array[name, email, username]) as word from identity.user where id <> $1
       union select unnest(array[name, email]) from identity.invitation
       union select unnest(array[buyer_name, buyer_email]) from orders."order"`,
      [person.userId],
    );
    const words = rows.flatMap(({ word }) => (word === null ? [] : [word]));
    expect(words).toEqual(expect.arrayContaining(['Henrik Voss', 'tom_lowe', 'Kai Brodersen', agent.email]));
    return words.filter((word) => text.includes(word));
  }

  it('ID-12 erases the member: name, address and username stand nowhere any more', async () => {
    await acceptInvitation(buyer.email);
    const words = Object.values(lena);
    expect(await columnsWith(words)).toEqual(
      expect.arrayContaining([
        'identity.reset_request.login',
        'identity.user.name',
        'identity.user.username',
      ]),
    );
    await erase(person, lena.name);
    expect(await columnsWith(words)).toEqual([]);
    const left = await portal.sql<{ body: string }>(
      `select m.body from support.message m join support.ticket t on t.id = m.ticket_id
       where t.requester_id = $1`,
      [person.userId],
    );
    expect(new Set(left.map(({ body }) => body))).toEqual(new Set(['erased']));
  });

  it('ID-12 keeps of the buyer only what the comments keep, for the reason that they give', async () => {
    const owner = await signIn(buyer.email, goodPassword);
    const { items } = (await owner.api.get('/api/v1/organization/members?limit=100')).body;
    const henrik = items.find(({ name }: { name: string }) => name === 'Henrik Voss');
    const handed = await owner.api.post(`/api/v1/organization/members/${henrik.id}/role`, { role: 'owner' });
    expect(handed.status).toBeLessThan(300);
    await erase(owner, buyer.name);
    const [left, kept] = [await columnsWith(Object.values(buyer)), await keptColumns()];
    expect(left).toEqual(['orders.invoice.snapshot', 'orders.order.buyer_email', 'orders.order.buyer_name']);
    expect(left.filter((column) => !kept.includes(column))).toEqual([]);
  });

  it('ID-12 erases the agent, whose answers stay with the requests', async () => {
    const other = await signIn(facts.otherMember.login, facts.otherMember.password);
    const request = (await other.api.post('/api/v1/tickets', { subject: 'Grid', body: 'Where is it?' })).body;
    const mara = await signIn(agent.email, facts.agent.password);
    const answer = { body: 'Under View.', visibility: 'public' };
    await mara.api.post(`/api/v1/staff/tickets/${request.id}/messages`, answer);
    await erase(mara, agent.name);
    expect(await columnsWith(Object.values(agent))).toEqual([]);
    const shown = (await other.api.get(`/api/v1/tickets/${request.id}`)).body;
    expect(JSON.stringify(shown)).toContain('Under View.');
    expect(JSON.stringify(shown)).toContain('Former user');
  });
});
