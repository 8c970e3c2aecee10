import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DemoFacts, demoFactsSchema } from '../../src/demo/demo-facts.js';
import { ApiClient } from '../harness/clients.js';
import { sale, signed } from '../journeys/store.js';
import { type Ending, endPrograms, isAlive, leftAfter, Program } from './program.js';

const wantedPort = 3_900 + (process.pid % 50);
const folder = mkdtempSync(join(tmpdir(), 'latchkey-demo-test-'));
// As root the database runs as another user, who must be able to enter.
chmodSync(folder, 0o711);
const dataDir = join(folder, 'data');

const start = (port = wantedPort) =>
  Program.start(['demo.js'], { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' });

const facts = (): DemoFacts =>
  demoFactsSchema.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')));

let demo: Program;
let interrupted: Ending & { readonly left: readonly number[] };

/** Starts the demo and waits for the line that scripts wait for. */
async function ready(port?: number): Promise<DemoFacts> {
  demo = start(port);
  const [, url] = await demo.prints(/^Latchkey is ready: (\S+)$/m, 120_000);
  expect(facts().baseUrl).toBe(url);
  return facts();
}

const api = (token: string | null = null) => new ApiClient(facts().baseUrl, token);

async function signIn(account: { readonly login: string; readonly password: string }): Promise<ApiClient> {
  const { login, password } = account;
  const answer = await api().post('/api/v1/sign-in/password', { login, password });
  expect(answer).toMatchObject({ status: 200, body: { expiresInSeconds: expect.any(Number) } });
  return api(answer.body.accessToken);
}

// First starts that were cut off half-way, in two ways, must not spoil the one that follows.
beforeAll(async () => {
  demo = start();
  await demo.prints(/Filling in/);
  await wait(1_000);
  await demo.ends('SIGKILL');
  demo = start();
  await demo.prints(/Preparing the database/);
  const children = demo.descendants();
  interrupted = { ...(await demo.ends('SIGINT')), left: await leftAfter(children, 2_000) };
  await ready();
}, 180_000);

afterAll(async () => {
  await endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

describe('A demo that runs', () => {
  it('was started over after a kill -9, and after Ctrl-C in the midst of its first start', () => {
    expect(interrupted).toMatchObject({ code: 0, left: [] });
    expect(interrupted.ms).toBeLessThan(10_000);
  });

  it('says who can sign in, and tells scripts in demo.json', () => {
    const { member, otherMember, agent, admin, unclaimed, releases, mailboxUrl, baseUrl } = facts();
    for (const account of [member, otherMember, agent, admin]) expect(demo.output).toContain(account.login);
    expect(demo.output).toContain(unclaimed.serialNumber);
    expect(mailboxUrl).toBe(`${baseUrl}/dev/mailbox`);
    expect(new Set(releases.map((release) => release.entitled))).toEqual(new Set([true, false]));
  });

  it('lets the unclaimed pair set a password and sign in again with it', async () => {
    const { unclaimed } = facts();
    const first = await api().post('/api/v1/sign-in/serial', unclaimed);
    expect(first.body).toEqual({ next: 'set-password', ticket: expect.any(String) });
    const password = 'Quartz-Lantern-58!';
    const { ticket } = first.body;
    const set = await api().post('/api/v1/sign-in/set-password', { ticket, password });
    expect(set).toMatchObject({ status: 200, body: { refreshToken: expect.any(String) } });
    expect((await api(set.body.accessToken).get('/api/v1/me')).status).toBe(200);
    const again = await api().post('/api/v1/sign-in/serial', unclaimed);
    expect(again.body.next).toBe('password');
    const signedIn = await api().post('/api/v1/sign-in/password', { ticket: again.body.ticket, password });
    expect(signedIn.status).toBe(200);
    const { refreshToken } = signedIn.body;
    expect((await api().post('/api/v1/sign-in/refresh', { refreshToken })).status).toBe(200);
  });

  it('signs the member in by login and by email, and lists what is theirs', async () => {
    const { member } = facts();
    await signIn({ login: member.email, password: member.password });
    const client = await signIn(member);
    expect((await client.get('/api/v1/me')).status).toBe(200);
    for (const path of ['licenses', 'orders', 'releases', 'tickets', 'articles?query=license']) {
      const { status, body } = await client.get(`/api/v1/${path}`);
      expect({ path, status, ...body }).toMatchObject({ status: 200, items: expect.any(Array) });
      expect({ path, some: body.items.length > 0 }).toEqual({ path, some: true });
      expect(body).toHaveProperty('nextCursor');
    }
  });

  it('lets the member download what demo.json says, and nothing else', async () => {
    const client = await signIn(facts().member);
    const { body } = await client.get('/api/v1/releases?limit=100');
    const entitled = (items: readonly { id: string; entitled: boolean }[]) =>
      Object.fromEntries(items.map((release) => [release.id, release.entitled]));
    expect(entitled(body.items)).toEqual(entitled(facts().releases));
    for (const { id, entitled: permitted } of facts().releases) {
      const release = body.items.find((item: { id: string }) => item.id === id);
      const [artifact] = release.artifacts;
      const path = `/api/v1/releases/${id}/artifacts/${artifact.id}/content`;
      const headers = { authorization: `Bearer ${client.accessToken}` };
      const response = await fetch(new URL(path, facts().baseUrl), { headers });
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(response.status).toBe(permitted ? 200 : 403);
      if (permitted) expect(createHash('sha256').update(bytes).digest('hex')).toBe(artifact.sha256);
    }
  });

  it('takes a request and a reply, and hides the request from other customers', async () => {
    const [member, other, agent] = [
      await signIn(facts().member),
      await signIn(facts().otherMember),
      await signIn(facts().agent),
    ];
    const opened = await member.post('/api/v1/tickets', { subject: 'Kept over a restart', body: 'Hello' });
    expect(opened).toMatchObject({ status: 201, body: { number: expect.anything(), status: 'open' } });
    const { id } = opened.body;
    expect((await other.get(`/api/v1/tickets/${id}`)).status).toBe(404);
    expect((await other.post(`/api/v1/tickets/${id}/messages`, { body: 'Mine?' })).status).toBe(404);
    const inbox = await agent.get('/api/v1/staff/tickets');
    expect(inbox.body.items.map((item: { id: string }) => item.id)).toContain(id);
    const reply = { body: 'Welcome.', visibility: 'public' };
    expect((await agent.post(`/api/v1/staff/tickets/${id}/messages`, reply)).status).toBe(201);
    expect((await member.get('/api/v1/staff/tickets')).status).toBe(403);
    await signIn(facts().admin);
  });

  it('turns a signed sale into an invitation within 5 s, and refuses an unsigned one', async () => {
    const { url, secret } = facts().storeWebhook;
    const buyer = { name: 'Ines Duarte', email: 'ines@lisboa.example', locale: 'en' };
    const body = JSON.stringify(sale({ sku: 'draft', quantity: 2, organization: 'Duarte Lda', buyer }));
    const headers = signed(secret, body);
    const since = Date.now();
    const post = (sent: Record<string, string>) => fetch(url, { method: 'POST', headers: sent, body });
    expect((await post(headers)).status).toBe(200);
    const mail = await mailTo(buyer.email, since + 5_000);
    expect(mail).toMatch(new RegExp(`${facts().baseUrl}/\\S+`));
    const { 'webhook-signature': _, ...unsigned } = headers;
    expect((await post(unsigned)).status).toBeGreaterThanOrEqual(400);
  });

  it('does not share its folder with a second demo, and says what to do', async () => {
    const second = start();
    const { code } = await second.ends();
    expect(code).toBe(1);
    expect(second.output).toContain(`process ${demo.pid}`);
    expect(second.output).toMatch(/Ctrl-C there, or choose another DATA_DIR/);
    expect(second.output).not.toMatch(/\n\s+at /);
    expect(readFileSync(join(dataDir, 'demo.pid'), 'utf8')).toBe(String(demo.pid));
  });
});

describe('A demo that ends and starts again', () => {
  it('leaves nothing running after Ctrl-C', async () => {
    const children = demo.descendants();
    const { code, ms } = await demo.ends('SIGINT');
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
    expect(await leftAfter(children, 500)).toEqual([]);
    expect(existsSync(join(dataDir, 'demo.pid'))).toBe(false);
    expect(demo.output).toMatch(/Stopping …\n$/);
  });

  it('keeps the data, passes over a stale pid file, and takes the next free port', async () => {
    writeFileSync(join(dataDir, 'demo.pid'), String(process.pid));
    const { member } = facts();
    const taken = await listen(wantedPort);
    try {
      const again = await ready();
      expect(Number(new URL(again.baseUrl).port)).toBeGreaterThan(wantedPort);
      expect(again.member).toEqual(member);
      const { body } = await (await signIn(member)).get('/api/v1/tickets');
      const subjects = body.items.map((ticket: { subject: string }) => ticket.subject);
      expect(subjects).toContain('Kept over a restart');
    } finally {
      await new Promise((done) => taken.close(done));
    }
  }, 60_000);

  it('starts after a kill -9 that left its database running', async () => {
    const children = demo.descendants();
    await demo.ends('SIGKILL');
    await ready();
    expect(await leftAfter(children, 10_000)).toEqual([]);
    await signIn(facts().member);
    const now = demo.descendants();
    expect((await demo.ends('SIGTERM')).code).toBe(0);
    expect(now.filter(isAlive)).toEqual([]);
  }, 60_000);
});

async function mailTo(address: string, deadline: number): Promise<string> {
  while (Date.now() < deadline) {
    const { items } = (await api().get('/dev/mailbox.json')).body;
    const mail = items.find(({ to }: { to: string[] }) => to.includes(address));
    if (mail) return mail.text;
    await wait(50);
  }
  throw new Error(`No mail to ${address} came in time.`);
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done, failed) =>
    server.once('error', failed).listen(port, '127.0.0.1', () => done()),
  );
  return server;
}
