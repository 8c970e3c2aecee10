import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '../harness/database.js';
import { endPrograms, figure, Program } from './program.js';
import { settings } from './settings.js';

const each = 50;
let web: Program;
let baseUrl: string;
let port: number;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
const open: Socket[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const env = await settings(database.url);
  baseUrl = env.PUBLIC_URL;
  port = Number(env.PORT);
  web = Program.start(['main.js'], env);
  await web.prints(/web is ready/);
});

afterAll(async () => {
  for (const socket of open) socket.destroy();
  await endPrograms();
  await database.drop();
});

/** Sends the head, then a byte a second. Resolves with the milliseconds after which the server closed it. */
function slowClient(head: string, drip: string): Promise<number> {
  const since = performance.now();
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  socket.on('error', () => undefined);
  socket.on('data', () => undefined);
  socket.write(head);
  const timer = drip ? setInterval(() => socket.write(drip), 1_000) : undefined;
  return new Promise((closed) =>
    socket.once('close', () => {
      clearInterval(timer);
      closed(performance.now() - since);
    }),
  );
}

const host = () => `Host: 127.0.0.1:${port}\r\n`;
const times = (make: () => Promise<number>) => Array.from({ length: each }, make);

async function latencies(forMs: number): Promise<number[]> {
  const taken: number[] = [];
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    const since = performance.now();
    const response = await fetch(`${baseUrl}/api/v1/articles?query=license`);
    await response.arrayBuffer();
    expect(response.status).toBeLessThan(500);
    taken.push(performance.now() - since);
    await wait(50);
  }
  return taken.sort((a, b) => a - b);
}

describe('Slow clients', () => {
  it('C8 are closed within 30 s, and hurt nobody meanwhile', async () => {
    const headers = times(() => slowClient(`GET /help HTTP/1.1\r\n${host()}X-Slow: `, 'a'));
    const post = `POST /api/v1/sign-in/password HTTP/1.1\r\n${host()}Content-Type: application/json\r\n`;
    const bodies = times(() => slowClient(`${post}Content-Length: 5000\r\n\r\n{`, ' '));
    const silent = times(() => slowClient('', ''));
    const kept = times(() => slowClient(`GET /health/live HTTP/1.1\r\n${host()}\r\n`, ''));
    const others = await latencies(10_000);
    const p95 = others[Math.floor(others.length * 0.95)] ?? Number.POSITIVE_INFINITY;
    figure('p95 of others beside 200 slow clients', p95);
    expect(p95).toBeLessThan(500);
    for (const [what, clients] of Object.entries({ headers, bodies, silent, kept })) {
      const slowest = Math.max(...(await Promise.all(clients)));
      figure(`slow clients (${what}) are closed after`, slowest);
      expect({ what, slow: slowest > 31_000 }).toEqual({ what, slow: false });
    }
    expect((await web.ends('SIGTERM')).code).toBe(0);
  }, 60_000);
});
