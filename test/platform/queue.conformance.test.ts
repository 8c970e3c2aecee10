import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type QueuedJob,
  Queues,
  type RunningJob,
  type WorkOptions,
} from '../../src/platform/queue/queues.js';
import { testConfig } from '../harness/config.js';
import { createTestDatabase } from '../harness/database.js';
import { eventually } from '../harness/eventually.js';
import { redisInstalled, startRedis } from './redis.js';

interface Store {
  readonly environment: Record<string, string>;
  readonly stop: () => Promise<void>;
}

const stores: readonly [string, boolean, () => Promise<Store>][] = [
  [
    'PostgreSQL',
    true,
    async () => {
      const database = await createTestDatabase();
      return { environment: { DATABASE_URL: database.url }, stop: () => database.drop() };
    },
  ],
  [
    'Redis',
    redisInstalled,
    async () => {
      const redis = await startRedis();
      return {
        environment: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', REDIS_URL: redis.url },
        stop: () => redis.stop(),
      };
    },
  ],
];

for (const [name, available, start] of stores) {
  if (!available) process.stderr.write(`\nSKIPPED: the queue on ${name}; install redis-server to run it.\n`);

  (available ? describe : describe.skip)(`the queue on ${name}`, () => {
    let store: Store;
    const open: Queues[] = [];
    const queues = (): Queues => {
      const made = new Queues(testConfig(store.environment));
      open.push(made);
      return made;
    };
    const fresh: WorkOptions = { concurrency: 4, retryInMs: () => 10 };

    beforeAll(async () => {
      store = await start();
    });
    afterEach(async () => {
      const cleaner = queues();
      for (const queue of ['events', 'mail', 'mail-once', 'jobs'] as const) await cleaner.obliterate(queue);
      await Promise.all(open.splice(0).map((one) => one.close()));
    });
    afterAll(async () => store.stop());

    const job = (id: string, more: Partial<QueuedJob['options']> = {}): QueuedJob => ({
      name: 'count',
      data: { id },
      options: { id, ...more },
    });

    it('does every job of a bulk once, with its data', async () => {
      const seen: unknown[] = [];
      const ids = Array.from({ length: 300 }, (_, index) => `bulk-${index}`);
      queues().worker('events', async ({ data }) => void seen.push(data), fresh);
      await queues().addBulk(
        'events',
        ids.map((id) => job(id)),
      );
      await eventually('all are done', () => seen.length >= ids.length);
      expect(new Set(seen.map((data) => (data as { id: string }).id))).toEqual(new Set(ids));
      expect(seen).toHaveLength(ids.length);
    });

    it('ignores an id that waits, and takes it again once it is done', async () => {
      const producer = queues();
      await producer.addBulk('mail', [job('twin.a-b_c'), job('twin.a-b_c')]);
      await producer.add('mail', 'count', {}, { id: 'twin.a-b_c' });
      expect((await producer.counts()).mail.waiting).toBe(1);
      let done = 0;
      queues().worker(
        'mail',
        async () => {
          done += 1;
        },
        fresh,
      );
      await eventually('it is done', () => done === 1);
      await eventually('nothing is left', async () => (await producer.counts()).mail.active === 0);
      await producer.add('mail', 'count', {}, { id: 'twin.a-b_c' });
      await eventually('it is done again', () => done === 2);
    });

    it('ignores an id that waits for its next try', async () => {
      const producer = queues();
      queues().worker(
        'mail',
        async () => {
          throw new Error('not yet');
        },
        { concurrency: 1, retryInMs: () => 60_000 },
      );
      await producer.addBulk('mail', [job('patient', { attempts: 3 })]);
      await eventually('it waits', async () => (await producer.counts()).mail.delayed === 1);
      await producer.addBulk('mail', [job('patient', { attempts: 3 })]);
      expect((await producer.counts()).mail).toMatchObject({ waiting: 0, delayed: 1 });
    });

    it('tries again after the wait that the worker chooses, and tells the last attempt', async () => {
      const tries: Pick<RunningJob, 'attempt' | 'lastAttempt'>[] = [];
      const causes: (string | undefined)[] = [];
      queues().worker(
        'events',
        async ({ attempt, lastAttempt }) => {
          tries.push({ attempt, lastAttempt });
          throw new Error(`no ${attempt}`);
        },
        {
          concurrency: 1,
          retryInMs: (_, error) => {
            causes.push(error?.message);
            return 10;
          },
        },
      );
      const producer = queues();
      await producer.addBulk('events', [job('stubborn', { attempts: 3 })]);
      await eventually('it gave up', () => tries.length === 3);
      expect(tries).toEqual([
        { attempt: 1, lastAttempt: false },
        { attempt: 2, lastAttempt: false },
        { attempt: 3, lastAttempt: true },
      ]);
      expect(causes.slice(0, 2)).toEqual(['no 1', 'no 2']);
      await eventually('the id is free again', async () => {
        const { waiting, active, delayed, failed } = (await producer.counts()).events;
        return waiting + active + delayed + failed === 0;
      });
    });

    it('forgets what failed for good in jobs, too, so that the same may be asked for again', async () => {
      const producer = queues();
      let tries = 0;
      queues().worker('jobs', () => Promise.reject(new Error(`no ${++tries}`)), fresh);
      for (const times of [1, 2]) {
        await producer.addBulk('jobs', [job('hopeless')]);
        await eventually('it failed', () => tries === times);
        await eventually('it is gone', async () => {
          const { waiting, active, failed } = (await producer.counts()).jobs;
          return waiting + active + failed === 0;
        });
      }
    });

    it('starts a delayed job when its time has come', async () => {
      let startedAt = 0;
      queues().worker(
        'jobs',
        async () => {
          startedAt = Date.now();
        },
        fresh,
      );
      const before = Date.now();
      await queues().addBulk('jobs', [job('later', { delayMs: 400 })]);
      await eventually('it ran', () => startedAt > 0);
      expect(startedAt - before).toBeGreaterThanOrEqual(390);
    });

    it('repeats a job and does not count its next run as work', async () => {
      const producer = queues();
      let runs = 0;
      queues().worker(
        'jobs',
        async () => {
          runs += 1;
        },
        fresh,
      );
      await Promise.all([producer.repeat('jobs', 'tick', 100), queues().repeat('jobs', 'tick', 100)]);
      await eventually('it ran three times', () => runs >= 3);
      await producer.repeat('jobs', 'tick', 60_000);
      await eventually('nothing counts', async () => {
        const { waiting, active, delayed } = (await producer.counts()).jobs;
        return waiting + active + delayed === 0;
      });
    });

    it('starts a job within tens of milliseconds of its addition', async () => {
      const latencies: number[] = [];
      queues().worker(
        'mail-once',
        async ({ data }) => void latencies.push(Date.now() - (data as { at: number }).at),
        fresh,
      );
      const producer = queues();
      for (let index = 0; index < 20; index += 1) {
        await producer.add('mail-once', 'measure', { at: Date.now() }, { id: `latency-${index}` });
        await eventually('it started', () => latencies.length === index + 1);
      }
      const median = latencies.sort((a, b) => a - b)[10] ?? Number.POSITIVE_INFINITY;
      expect(median).toBeLessThan(100);
    });

    it('lets running jobs end before it closes', async () => {
      let ended = false;
      let started = false;
      const working = queues();
      working.worker(
        'events',
        async () => {
          started = true;
          await new Promise((resolve) => setTimeout(resolve, 300));
          ended = true;
        },
        fresh,
      );
      await queues().addBulk('events', [job('long')]);
      await eventually('it started', () => started);
      await working.close();
      expect(ended).toBe(true);
    });

    it('takes the same ids again after it lost everything', async () => {
      const producer = queues();
      await producer.addBulk('events', [job('lost')]);
      await producer.obliterate('events');
      await producer.addBulk('events', [job('lost')]);
      expect((await producer.counts()).events.waiting).toBe(1);
    });
  });
}

describe('a queue whose store is gone', () => {
  it.each([
    ['PostgreSQL', {}],
    ['Redis', { REDIS_URL: 'redis://127.0.0.1:1' }],
  ])(
    'refuses at the latest after 5 s: %s',
    async (_name, environment) => {
      const queues = new Queues(
        testConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', ...environment }),
      );
      await expect(queues.add('jobs', 'count', {}, { id: 'nowhere' })).rejects.toThrow();
      await queues.close();
    },
    12_000,
  );
});
