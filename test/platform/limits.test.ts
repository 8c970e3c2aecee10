import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { TooManyAttempts, Unavailable } from '../../src/kernel/errors.js';
import {
  type CounterStore,
  postgresCounters,
  redisCounters,
} from '../../src/platform/limits/counter-store.js';
import { declareLimit, type Limit } from '../../src/platform/limits/limit.js';
import { RateLimits } from '../../src/platform/limits/rate-limits.js';
import { createTestDatabase } from '../harness/database.js';
import { eventually } from '../harness/eventually.js';
import { nextPort } from '../harness/ports.js';
import { redisInstalled, startRedis } from './redis.js';

const secret = 'test-only-application-secret-0123456789';
const threePerMinute = declareLimit({
  name: 'test-guesses',
  points: 3,
  perSeconds: 60,
  withoutStore: 'refuse',
});
const onePerSecond = declareLimit({ name: 'test-second', points: 1, perSeconds: 1 });
const tenPerMinute = declareLimit({ name: 'test-race', points: 10, perSeconds: 60 });

interface Opened {
  store: CounterStore;
  /** Every key as it is stored. */
  keys(): Promise<string[]>;
  close(): Promise<void>;
}

function conforms(open: () => Promise<Opened>): void {
  let opened: Opened;
  let limits: RateLimits;
  const key = () => `SN-${randomUUID()}`;
  const attempt = (limit: Limit, name: string) => limits.consume(limit, name);

  beforeAll(async () => {
    opened = await open();
    limits = new RateLimits(opened.store, secret);
  });
  afterAll(() => opened.close());

  it('A5 counts down, then refuses with the seconds to wait', async () => {
    const name = key();
    expect(await limits.describe(threePerMinute, name)).toEqual({ limit: 3, remaining: 3, resetSeconds: 0 });
    for (const left of [2, 1, 0]) expect((await attempt(threePerMinute, name)).remaining).toBe(left);
    const refused = await attempt(threePerMinute, name).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooManyAttempts);
    const seconds = (refused as TooManyAttempts).facts.retryAfterSeconds;
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await limits.remaining(threePerMinute, name)).toBe(0);
  });

  it('counts each key and each limit for itself', async () => {
    const [mine, other] = [key(), key()];
    await attempt(onePerSecond, mine);
    await attempt(onePerSecond, other);
    expect(await limits.remaining(threePerMinute, mine)).toBe(3);
  });

  it('starts over when the time is up', async () => {
    const name = key();
    await attempt(onePerSecond, name);
    await expect(attempt(onePerSecond, name)).rejects.toThrow(TooManyAttempts);
    await wait(1_100);
    expect((await attempt(onePerSecond, name)).remaining).toBe(0);
  });

  it('forgives', async () => {
    const name = key();
    await attempt(onePerSecond, name);
    await limits.forgive(onePerSecond, name);
    expect((await attempt(onePerSecond, name)).remaining).toBe(0);
  });

  it('lets exactly the limit through when many come at once, also from two processes', async () => {
    const name = key();
    const twin = new RateLimits(opened.store, secret);
    const race = Array.from({ length: 60 }, (_, index) =>
      (index % 2 ? limits : twin).consume(tenPerMinute, name),
    );
    const results = await Promise.allSettled(race);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(10);
  });

  it('stores no key as it was given', async () => {
    const name = key();
    await attempt(threePerMinute, name);
    const stored = await opened.keys();
    expect(stored.length).toBeGreaterThan(0);
    // A hash may well hold the three letters that all keys begin with.
    expect(stored.filter((text) => text.includes(name) || /SN-[0-9a-f]{8}-/.test(text))).toEqual([]);
  });
}

describe('rate limits in PostgreSQL', () => {
  conforms(async () => {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 8 });
    pool.on('error', () => undefined);
    return {
      store: postgresCounters(pool),
      keys: async () =>
        (await pool.query<{ key: string }>('select key from platform.rate_limit')).rows.map((row) => row.key),
      close: async () => {
        await pool.end();
        await database.drop();
      },
    };
  });
});

/** Commands are refused, not kept, until the connection stands. */
const connected = (store: CounterStore): Promise<void> =>
  eventually('Redis answers', () =>
    new RateLimits(store, secret).describe(threePerMinute, 'nobody').then(
      () => true,
      () => false,
    ),
  );

const redis = redisInstalled ? describe : describe.skip;
redis('rate limits in Redis (needs redis-server)', () => {
  conforms(async () => {
    const server = await startRedis();
    const client = new Redis(server.url);
    const store = redisCounters(server.url);
    await connected(store);
    return {
      store,
      keys: () => client.keys('*'),
      close: async () => {
        store.close();
        client.disconnect();
        await server.stop();
      },
    };
  });

  it('F2 fails closed for guesses and open for the rest while Redis is gone, and comes back by itself', async () => {
    const port = await nextPort();
    let server = await startRedis(port);
    const store = redisCounters(server.url);
    const limits = new RateLimits(store, secret);
    await connected(store);
    await limits.consume(threePerMinute, 'someone');
    await server.stop();
    await expect(limits.consume(threePerMinute, 'someone')).rejects.toThrow(Unavailable);
    expect((await limits.consume(tenPerMinute, 'someone')).remaining).toBe(10);
    server = await startRedis(port);
    await connected(store);
    expect((await limits.consume(threePerMinute, 'someone')).remaining).toBe(2);
    store.close();
    await server.stop();
  });
});

describe('rate limits without their store', () => {
  it('F2 fail closed for guesses and open for the rest while PostgreSQL is gone', async () => {
    const pool = new pg.Pool({ connectionString: `postgres://nobody@127.0.0.1:${await nextPort()}/none` });
    const limits = new RateLimits(postgresCounters(pool), secret);
    await expect(limits.consume(threePerMinute, 'someone')).rejects.toThrow(Unavailable);
    await expect(limits.remaining(threePerMinute, 'someone')).rejects.toThrow(Unavailable);
    expect((await limits.consume(tenPerMinute, 'someone')).remaining).toBe(10);
    await limits.forgive(tenPerMinute, 'someone');
    await pool.end();
  });

  it('are declared once', () => {
    expect(() => declareLimit({ name: 'test-race', points: 1, perSeconds: 1 })).toThrow('declared twice');
  });
});
