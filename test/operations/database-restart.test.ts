import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ormParts } from '../../src/app.module.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/demo/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { type SmtpSink, startSmtpSink } from '../../src/platform/mail/smtp-sink.js';
import { testConfig } from '../harness/config.js';
import { nextPort } from '../harness/ports.js';
import { endPrograms, figure, Program } from './program.js';
import { defineProduct, sell, settings } from './settings.js';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-restart-'));
// As root the database runs as another user, who must be able to enter.
chmodSync(folder, 0o711);

let postgres: EmbeddedPostgres;
let port: number;
let sink: SmtpSink;
let web: Program;
let worker: Program;
let baseUrl: string;

async function startPostgres(): Promise<void> {
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), port, settings: { fsync: 'off' } });
}

beforeAll(async () => {
  port = await nextPort();
  [sink] = await Promise.all([startSmtpSink({ port: 0 }), startPostgres()]);
  const url = postgres.url('postgres');
  await migrate(testConfig({ DATABASE_URL: url }), ormParts);
  await defineProduct(url, 'draft');
  const env = await settings(url, { SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
  baseUrl = env.PUBLIC_URL;
  web = Program.start(['main.js'], env);
  worker = Program.start(['worker.js'], env);
  await Promise.all([web.prints(/web is ready/), worker.prints(/worker is ready/)]);
}, 60_000);

afterAll(async () => {
  await endPrograms();
  await sink.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function mailArrives(address: string, withinMs: number): Promise<number> {
  const since = performance.now();
  while (!sink.mails().some((mail) => mail.to.includes(address))) {
    if (performance.now() - since > withinMs) throw new Error(`No mail to ${address}.\n${worker.output}`);
    await wait(20);
  }
  return performance.now() - since;
}

const faces = [
  ['POST', '/api/v1/sign-in/password', JSON.stringify({ login: 'nobody', password: 'Quartz-Lantern-58!' })],
  ['GET', '/api/v1/articles', null],
  ['GET', '/help', null],
  ['GET', '/health/ready', null],
] as const;

function ask([method, path, body]: (typeof faces)[number]): Promise<Response> {
  const accept = path.startsWith('/help') ? 'text/html' : 'application/json';
  const headers = { accept, ...(body ? { 'content-type': 'application/json' } : {}) };
  return fetch(`${baseUrl}${path}`, { method, headers, body });
}

describe('PostgreSQL that goes and comes back', () => {
  for (const way of ['SIGINT', 'SIGQUIT'] as const) {
    it(`is waited for with 503 after ${way}, and used again within 5 s`, async () => {
      const name = way.toLowerCase();
      expect((await sell(baseUrl, `before-${name}@example.com`)).status).toBe(200);
      await mailArrives(`before-${name}@example.com`, 10_000);
      await postgres.stop(way);
      for (let round = 0; round < 3; round += 1) {
        for (const face of faces) {
          const response = await ask(face);
          const retryAfter = Number(response.headers.get('retry-after'));
          expect({ face: face[1], status: response.status }).toEqual({ face: face[1], status: 503 });
          expect(retryAfter).toBeGreaterThan(0);
          expect(await response.text()).not.toMatch(/ECONNREFUSED|127\.0\.0\.1:\d+|\bat .*\.js/);
        }
        await wait(500);
      }
      expect((await fetch(`${baseUrl}/health/live`)).status).toBe(200);
      expect((await sell(baseUrl, `meanwhile-${name}@example.com`)).status).toBe(503);
      await startPostgres();
      const since = performance.now();
      while ((await fetch(`${baseUrl}/health/ready`)).status !== 200) {
        expect(performance.now() - since).toBeLessThan(5_000);
        await wait(50);
      }
      expect((await sell(baseUrl, `after-${name}@example.com`)).status).toBe(200);
      await mailArrives(`after-${name}@example.com`, 5_000);
      const backMs = Math.round(performance.now() - since);
      expect(backMs).toBeLessThan(5_000);
      figure(`after ${way} of PostgreSQL, ready, a sale and its mail took`, backMs);
      for (const face of faces) expect((await ask(face)).status).toBeLessThan(500);
      expect([web.running, worker.running]).toEqual([true, true]);
    }, 60_000);
  }

  it('is not needed to stop', async () => {
    await postgres.stop();
    const endings = await Promise.all([web.ends('SIGTERM'), worker.ends('SIGTERM')]);
    for (const { code, ms } of endings) {
      expect(code).toBe(0);
      expect(ms).toBeLessThan(10_000);
    }
  });
});
