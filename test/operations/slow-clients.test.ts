import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '../harness/database.js';
import { signedInMember } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { endPrograms, figure, Program } from './program.js';
import { settings } from './settings.js';

const each = 50;

/** Milliseconds until each kind is closed, at the most, with some for a busy machine. Nothing may take more than 31 s. */
const closedAfter = { headers: 16_000, bodies: 23_000, silent: 16_000, kept: 25_000 };
let web: Program;
let baseUrl: string;
let port: number;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let portal: Portal;
const open: Socket[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const env = await settings(database.url);
  baseUrl = env.PUBLIC_URL;
  port = Number(env.PORT);
  web = Program.start(['main.js'], env);
  await web.prints(/web is ready/);
  portal = await startPortal({ worker: false });
});

afterAll(async () => {
  for (const socket of open) socket.destroy();
  await endPrograms();
  await portal.close();
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

/** Sends a file of a signed-in person to a request, so many bytes a second. Resolves with the answer's status and time. */
async function slowUpload(bytesEachSecond: number, seconds: number): Promise<{ status: number; ms: number }> {
  const member = await signedInMember(portal);
  const { body } = await member.api.post('/api/v1/tickets', { subject: 'It stops', body: 'See the log.' });
  const since = performance.now();
  const file = Buffer.alloc(bytesEachSecond * seconds, 'log line\n');
  const before = '--b\r\nContent-Disposition: form-data; name="attachments"; filename="day.log"\r\n\r\n';
  const after = '\r\n--b--\r\n';
  const { host, hostname, port } = new URL(portal.baseUrl);
  const socket = connect(Number(port), hostname);
  open.push(socket);
  socket.write(
    `POST /api/v1/tickets/${body.id}/attachments HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${member.accessToken}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${before.length + file.length + after.length}\r\n\r\n${before}`,
  );
  const answered = new Promise<number>((resolve) => {
    socket.on('error', () => resolve(0)).on('close', () => resolve(0));
    socket.on('data', (data) => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(String(data))?.[1] ?? 0)));
  });
  for (let second = 0; second < seconds && !socket.destroyed; second += 1) {
    socket.write(file.subarray(second * bytesEachSecond, (second + 1) * bytesEachSecond));
    await wait(1_000);
  }
  socket.write(after);
  return { status: await answered, ms: performance.now() - since };
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
    const uploads = [slowUpload(16_384, 22), slowUpload(2_000, 22)];
    const others = await latencies(10_000);
    const p95 = others[Math.floor(others.length * 0.95)] ?? Number.POSITIVE_INFINITY;
    figure('p95 of others beside 200 slow clients', p95);
    expect(p95).toBeLessThan(500);
    const all = { headers, bodies, silent, kept };
    for (const [what, most] of Object.entries(closedAfter)) {
      const slowest = Math.max(0, ...(await Promise.all(all[what as keyof typeof all])));
      figure(`slow clients (${what}) are closed after`, slowest);
      expect({ what, slow: slowest > most }).toEqual({ what, slow: false });
    }
    // Who asks and reads nothing is closed when nothing moved for so long, and Node looks twice: too long to wait for.
    expect(portal.app.getHttpServer().timeout).toBe(30_000);
    // Whoever is signed in may take long over a file, as long as it goes on arriving.
    const [steady, tooSlow] = await Promise.all(uploads);
    expect(steady).toMatchObject({ status: 201 });
    expect(tooSlow?.status).not.toBe(201);
    expect((await web.ends('SIGTERM')).code).toBe(0);
  }, 60_000);
});
