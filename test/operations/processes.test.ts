import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startSmtpSink } from '../../src/platform/mail/smtp-sink.js';
import { createTestDatabase } from '../harness/database.js';
import { sale, signed } from '../journeys/store.js';
import { endPrograms, figure, Program } from './program.js';
import { defineProduct, query, settings, webhookSecret } from './settings.js';

const cleanUps: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  await endPrograms();
  for (const cleanUp of cleanUps) await cleanUp();
});

async function database(): Promise<string> {
  const { url, drop } = await createTestDatabase();
  cleanUps.push(drop);
  return url;
}

describe('A process that cannot work', () => {
  it('names every setting at fault with its remedy, and no secret', async () => {
    const weak = {
      APP_SECRET: 'change-me-please',
      JWT_SECRET: 'x'.repeat(40),
      STORE_WEBHOOK_SECRET: 'hunter2-hunter2',
      DATABASE_URL: 'mysql://root:toor@db/latchkey',
      PORT: '123456',
    };
    for (const program of ['main.js', 'worker.js'].map((script) => Program.start([script], weak))) {
      expect((await program.ends()).code).toBe(1);
      for (const name of [...Object.keys(weak), 'PUBLIC_URL', 'SMTP_URL', 'STORAGE_URL'])
        expect(program.output).toMatch(new RegExp(`^ {2}- ${name} is (missing|not usable)\\. .{15,}`, 'm'));
      expect(program.output).not.toMatch(/change-me|xxxx|hunter2|toor|\n\s+at /);
    }
  });

  it('is not ready while no database answers, and keeps its password to itself', async () => {
    const env = await settings('postgres://latchkey:hunter2hunter2@127.0.0.1:9/latchkey');
    const web = Program.start(['main.js'], env);
    const worker = Program.start(['worker.js'], env);
    await web.prints(/web is ready/);
    const ready = await fetch(`${env.PUBLIC_URL}/health/ready`);
    expect(ready.status).toBe(503);
    expect(Number(ready.headers.get('retry-after'))).toBeGreaterThan(0);
    await worker.prints(/ECONNREFUSED/);
    await Promise.all([web.ends('SIGTERM'), worker.ends('SIGTERM')]);
    const told = web.output + worker.output + (await ready.text());
    for (const secret of ['hunter2', env.APP_SECRET, env.JWT_SECRET, webhookSecret])
      expect(told).not.toContain(secret);
  });

  it('ends with 1 where its port is taken, and names it', async () => {
    const env = await settings(await database());
    const first = Program.start(['main.js'], env);
    await first.prints(/web is ready/);
    const second = Program.start(['main.js'], env);
    expect((await second.ends()).code).toBe(1);
    expect(second.output).toMatch(new RegExp(`EADDRINUSE.*${env.PORT}`));
    expect((await first.ends('SIGTERM')).code).toBe(0);
  });
});

describe('A web process that is asked to stop', () => {
  it('answers what it began, closes kept connections, and is gone at once', async () => {
    const web = await startWeb();
    const idle = await rawConnection(web.port, 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    const slow = await rawConnection(web.port, postHead(web.port, 20));
    await wait(300);
    const ended = web.program.ends('SIGTERM');
    await wait(500);
    slow.write('{"login":"a","passw"');
    expect(await slow.answer()).toMatch(/^HTTP\/1\.1 4\d\d [\s\S]*connection: close/i);
    const { code, ms } = await ended;
    expect({ code, idle: idle.closed() }).toEqual({ code: 0, idle: true });
    figure('web, with a request that ends and a kept connection, stops', ms);
    expect(ms).toBeLessThan(5_000);
  });

  it('leaves within 10 s although a request never ends', async () => {
    const web = await startWeb();
    const stuck = await rawConnection(web.port, `${postHead(web.port, 1_000)}{`);
    await wait(300);
    const { code, ms } = await web.program.ends('SIGTERM');
    expect({ code, stuck: stuck.closed() }).toEqual({ code: 0, stuck: true });
    figure('web, with a request that never ends, stops', ms);
    expect(ms).toBeLessThan(10_000);
  }, 40_000);

  it('stops in the midst of its start', async () => {
    const env = await settings(await database());
    const programs = ['main.js', 'worker.js'].map((script) => Program.start([script], env));
    await wait(400);
    for (const { ms } of await Promise.all(programs.map((program) => program.ends('SIGTERM'))))
      expect(ms).toBeLessThan(5_000);
  });
});

describe('Two workers, one of which is killed', () => {
  it('finish together what came in, and double nothing', async () => {
    const url = await database();
    await defineProduct(url, 'draft');
    const sink = await startSmtpSink({ port: 0 });
    cleanUps.push(() => sink.close());
    const env = await settings(url, { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, LOG_LEVEL: 'warn' });
    const web = Program.start(['main.js'], { ...env, LOG_LEVEL: 'info' });
    const workers = [1, 2].map(() => Program.start(['worker.js'], { ...env, LOG_LEVEL: 'info' }));
    await Promise.all([web.prints(/web is ready/), ...workers.map((it) => it.prints(/worker is ready/))]);
    const buyers = Array.from({ length: 40 }, (_, index) => `buyer-${index}@example.com`);
    await Promise.all(buyers.map((email) => sell(env.PUBLIC_URL, email)));
    while (sink.mails().length < 3) await wait(5);
    const pending = buyers.length - sink.mails().length;
    await workers[0]?.ends('SIGKILL');
    expect(pending).toBeGreaterThan(0);
    const since = performance.now();
    await finished(url);
    figure(`the other worker finished ${pending} mails`, performance.now() - since);
    const [made] = await query(
      url,
      `select (select count(*)::int from orders.order) as orders,
        (select count(distinct order_id)::int from orders.invoice where rendered_at is not null) as invoices,
        (select count(*)::int from licensing.license) as licenses,
        (select count(*)::int from identity.organization) as organizations,
        (select count(*)::int from platform.dead_letter) as dead`,
    );
    const count = buyers.length;
    expect(made).toEqual({
      orders: count,
      invoices: count,
      licenses: 2 * count,
      organizations: count,
      dead: 0,
    });
    // One-time links are sent at most once: what the killed worker was just sending may be parked, never doubled.
    const invitations = sink.mails().filter((mail) => /invit/i.test(mail.subject + mail.text));
    const invited = invitations.flatMap((mail) => mail.to);
    expect(invited.length).toBe(new Set(invited).size);
    const parked = await query(url, `select 1 from platform.mail_delivery where status = 'doubtful'`);
    expect(new Set(invited).size + parked.length).toBeGreaterThanOrEqual(count);
    expect((await workers[1]?.ends('SIGTERM'))?.code).toBe(0);
    expect((await web.ends('SIGTERM')).code).toBe(0);
  }, 90_000);
});

async function startWeb(): Promise<{ program: Program; port: number }> {
  const env = await settings(await database());
  const program = Program.start(['main.js'], env);
  await program.prints(/web is ready/);
  return { program, port: Number(env.PORT) };
}

const postHead = (port: number, length: number): string =>
  `POST /api/v1/sign-in/password HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

async function rawConnection(port: number, text: string) {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return {
    write: (more: string) => socket.write(more),
    closed: () => socket.closed || socket.destroyed || socket.readableEnded,
    answer: async () => {
      while (answer === '') await wait(20);
      return answer;
    },
  };
}

async function sell(baseUrl: string, email: string): Promise<void> {
  const buyer = { name: 'Ines Duarte', email, locale: 'en' };
  const body = JSON.stringify(sale({ sku: 'draft', quantity: 2, organization: `Of ${email}`, buyer }));
  const headers = signed(webhookSecret, body);
  const response = await fetch(`${baseUrl}/api/v1/webhooks/store`, { method: 'POST', headers, body });
  expect(response.status).toBe(200);
}

/** Everything handed over was consumed by every subscriber, and no mail is under way. */
async function finished(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let quiet = 0; quiet < 3; ) {
    const [left] = await query<{ left: number }>(
      url,
      `select (select count(*) from platform.outbox where published_at is null)::int
        + (select count(*) from platform.mail_delivery where status in ('queued', 'sending'))::int
        + (select count(*) from platform.outbox o cross join unnest(o.subscribers) as s (name)
           where not exists (select from platform.inbox i where i.event_id = o.id and i.subscriber = s.name))::int
        as left`,
    );
    quiet = left?.left === 0 ? quiet + 1 : 0;
    if (Date.now() > deadline) throw new Error(`${left?.left} things are still to be done.`);
    await wait(200);
  }
}
