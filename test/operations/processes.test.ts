import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '../harness/database.js';
import { endPrograms, figure, Program } from './program.js';
import { settings, webhookSecret } from './settings.js';

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
    const { env, program } = await aWeb();
    const second = Program.start(['main.js'], env);
    expect((await second.ends()).code).toBe(1);
    expect(second.output).toMatch(new RegExp(`EADDRINUSE.*${env.PORT}`));
    expect(program.running).toBe(true);
  });
});

describe('A web process that is asked to stop', () => {
  it('answers what it began, closes kept connections, and is gone at once', async () => {
    const web = await aWeb();
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

async function startWeb() {
  const env = await settings(await database());
  const program = Program.start(['main.js'], env);
  await program.prints(/web is ready/);
  return { env, program, port: Number(env.PORT) };
}

let standing: ReturnType<typeof startWeb> | null = null;

/** The one that stands until a test stops it: starting another takes seconds. */
function aWeb(): ReturnType<typeof startWeb> {
  standing ??= startWeb();
  return standing;
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
