import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catch, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { ormParts } from '../../src/app.module.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { problemOf } from '../../src/platform/http/problem.js';
import type { Reply } from '../../src/platform/http/request.js';
import { MetricsModule } from '../../src/platform/metrics/metrics.module.js';
import { registerMetrics } from '../../src/platform/metrics/register-metrics.js';
import { QueueModule } from '../../src/platform/queue/queue.module.js';
import { testConfig } from '../harness/config.js';
import { createTestDatabase } from '../harness/database.js';
import { nextPort } from '../harness/ports.js';

@Catch()
class TestFilter {
  catch(error: unknown, host: { switchToHttp(): { getResponse<T>(): T } }): void {
    const problem = problemOf(error, 'test');
    void host.switchToHttp().getResponse<Reply>().status(problem.status).send(problem);
  }
}

let database: Awaited<ReturnType<typeof createTestDatabase>>;
const started: NestFastifyApplication[] = [];

async function start(environment: Record<string, string> = {}): Promise<string> {
  const config = testConfig({ DATABASE_URL: database.url, ...environment });
  @Module({
    imports: [
      ConfigModule.for(config),
      DatabaseModule.for(config, ormParts),
      QueueModule,
      HealthModule,
      MetricsModule,
    ],
    providers: [{ provide: APP_FILTER, useClass: TestFilter }],
  })
  class TestModule {}
  const app = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter(), {
    logger: false,
  });
  registerMetrics(app);
  await app.listen(0, '127.0.0.1');
  started.push(app);
  return await app.getUrl();
}

async function get(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    text: await response.text(),
  };
}

async function asAdmin(run: (client: pg.Client, name: string) => Promise<unknown>): Promise<void> {
  const url = new URL(database.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await run(client, name);
  await client.end();
}

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const app of started) await app.close();
  await database.drop();
});

describe('health', () => {
  it('is live and ready when everything answers', async () => {
    const url = await start();
    expect(await get(`${url}/health/live`)).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    const ready = await get(`${url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.text)).toEqual({
      status: 'ok',
      parts: { database: 'ok', migrations: 'ok', queue: 'ok' },
    });
  });

  it('F2 stays live without PostgreSQL, answers 503 with the part and nothing else, and comes back within 5 s', async () => {
    const url = await start();
    await asAdmin(async (client, name) => {
      await client.query(`alter database ${name} allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    });
    const [live, ready] = await Promise.all([get(`${url}/health/live`), get(`${url}/health/ready`)]);
    expect(live.status).toBe(200);
    expect(ready).toMatchObject({ status: 503, retryAfter: '5' });
    expect(JSON.parse(ready.text)).toMatchObject({
      status: 'unavailable',
      parts: { database: 'failed', queue: 'failed' },
    });
    expect(ready.text).not.toMatch(/postgres|127\.0\.0\.1|latchkey/);
    await asAdmin((client, name) => client.query(`alter database ${name} allow_connections true`));
    let last = { status: 0, text: '' };
    for (let tries = 0; tries < 50 && last.status !== 200; tries += 1) {
      await wait(100);
      last = await get(`${url}/health/ready`);
    }
    expect(last).toMatchObject({ status: 200 });
  });

  it('is not ready while a migration is missing', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('begin');
    const { rows } = await client.query<{ name: string }>(
      'select name from platform.migration order by id desc limit 1',
    );
    await client.query('commit');
    await client.query('delete from platform.migration where name = $1', [rows[0]?.name]);
    const url = await start();
    const missing = await get(`${url}/health/ready`);
    await client.query('insert into platform.migration (name) values ($1)', [rows[0]?.name]);
    await client.end();
    expect(missing.status).toBe(503);
    expect(JSON.parse(missing.text).parts).toEqual({ database: 'ok', migrations: 'failed', queue: 'ok' });
    expect((await get(`${url}/health/ready`)).status).toBe(200);
  });

  it('is not ready while the queue does not answer', async () => {
    const url = await start({ REDIS_URL: `redis://127.0.0.1:${await nextPort()}` });
    const answer = await get(`${url}/health/ready`);
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text).parts).toEqual({ database: 'ok', migrations: 'ok', queue: 'failed' });
  });
});

describe('metrics', () => {
  it('count requests by route pattern, and what waits', async () => {
    const url = await start();
    await get(`${url}/health/live`);
    await get(`${url}/nowhere/made-up-address`);
    const { status, text } = await get(`${url}/metrics`);
    expect(status).toBe(200);
    expect(text).toMatch(
      /latchkey_http_request_seconds_count\{method="GET",route="\/health\/live",status="200"\} \d/,
    );
    expect(text).not.toContain('made-up-address');
    expect(text).toContain('latchkey_outbox_events 0');
    expect(text).toContain('latchkey_outbox_lag_seconds 0');
    expect(text).toContain('latchkey_dead_letters 0');
    expect(text).toContain('latchkey_queue_jobs{queue="events",state="waiting"} 0');
    expect(text).toContain('latchkey_scrape_failed{part="queue"} 0');
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('say which part they could not ask, instead of its old figures', async () => {
    const url = await start({ REDIS_URL: `redis://127.0.0.1:${await nextPort()}` });
    const { text } = await get(`${url}/metrics`);
    expect(text).toContain('latchkey_scrape_failed{part="queue"} 1');
    expect(text).not.toMatch(/^latchkey_queue_jobs\{/m);
    expect(text).toContain('latchkey_outbox_events 0');
  });

  it('need the token when there is one', async () => {
    const url = await start({ METRICS_TOKEN: 'a-token-of-the-test-0123' });
    expect((await get(`${url}/metrics`)).status).toBe(401);
    expect((await get(`${url}/metrics`, { authorization: 'Bearer another' })).status).toBe(401);
    const admitted = await get(`${url}/metrics`, { authorization: 'Bearer a-token-of-the-test-0123' });
    expect(admitted.status).toBe(200);
  });
});
