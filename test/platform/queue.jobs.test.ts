import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Module } from '@nestjs/common';
import { FailingJobs } from '../../src/platform/queue/failing-jobs.js';
import { JobRelay } from '../../src/platform/queue/job-relay.js';
import { HandlesJob, Jobs, Repeats } from '../../src/platform/queue/jobs.js';
import { Queues } from '../../src/platform/queue/queues.js';
import { eventually } from '../harness/eventually.js';
import { type Fixture, startFixture } from './events-fixture.js';

@Injectable()
class Clerk {
  readonly rendered: string[] = [];
  failures = 1;
  ticks = 0;

  @HandlesJob('fixture.render')
  async render({ id }: { id: string }): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('private@example.com');
    }
    this.rendered.push(id);
  }

  stone = true;
  stumbles = 0;

  @HandlesJob('fixture.stumble')
  async stumble(): Promise<void> {
    this.stumbles += 1;
    if (this.stone) throw new TypeError('private@example.com');
  }

  @Repeats('fixture.tick', 100)
  async tick(): Promise<void> {
    this.ticks += 1;
  }
}

@Module({ providers: [Clerk], exports: [Clerk] })
class ClerkModule {}

@Injectable()
class Twins {
  @HandlesJob('fixture.twin')
  async one(): Promise<void> {}

  @HandlesJob('fixture.twin')
  async other(): Promise<void> {}
}

@Module({ providers: [Twins] })
class TwinsModule {}

describe('jobs that providers declare', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture({}, [ClerkModule]);
    await fixture.runtime.start();
  });
  afterAll(async () => fixture.close());
  const clerk = () => fixture.get(Clerk);
  const written = (key: string) =>
    fixture.sql('select rounds, check_after from platform.job where key = $1', [key]);

  it('are done once per id while it waits, and tried again when they fail', async () => {
    const jobs = fixture.get(Jobs);
    await jobs.enqueue('fixture.render', { id: 'a' }, { id: 'a', delayMs: 200 });
    await jobs.enqueue('fixture.render', { id: 'a' }, { id: 'a' });
    await eventually('it is done', () => clerk().rendered.length > 0);
    expect(clerk().rendered).toEqual(['a']);
    expect(clerk().failures).toBe(0);
    expect((await fixture.get(Queues).counts()).jobs.failed).toBe(0);
  });

  it('E3 survive the loss of the queue after they were handed over', async () => {
    await fixture.runtime.stop();
    const [relay, queues] = [fixture.get(JobRelay), fixture.get(Queues)];
    await fixture.get(Jobs).enqueue('fixture.render', { id: 'lost' }, { id: 'lost' });
    expect(await relay.handOver()).toBe(1);
    expect((await queues.counts()).jobs.waiting).toBe(1);
    await queues.obliterate('jobs');
    expect(await relay.handOver()).toBe(0);
    await fixture.sql(`update platform.job set check_after = now() where key = 'fixture.render.lost'`);
    await fixture.runtime.start();
    await eventually('it is done', () => clerk().rendered.includes('lost'));
    await eventually('it is forgotten', async () => (await written('fixture.render.lost')).length === 0);
    expect(clerk().rendered.filter((id) => id === 'lost')).toHaveLength(1);
  });

  it('are asked for with the change, or not at all', async () => {
    const em = fixture.get(EntityManager).fork();
    const refused = em.transactional(async () => {
      await fixture.get(Jobs).enqueue('fixture.render', { id: 'refused' }, { id: 'refused' });
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(await written('fixture.render.refused')).toEqual([]);
  });

  it('fail five times, wait an hour, and are done when staff try again', async () => {
    const failing = fixture.get(FailingJobs);
    await fixture.get(Jobs).enqueue('fixture.stumble', { id: 'stone' }, { id: 'stone' });
    await eventually('it gave up', async () => (await failing.count()) === 1, 30_000);
    expect(clerk().stumbles).toBe(5);
    const [job] = await failing.list(10);
    expect(job).toMatchObject({ key: 'fixture.stumble.stone', rounds: 1 });
    expect(job?.error).toMatch(/^TypeError at queue\.jobs\.test/);
    expect((job?.nextAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
    clerk().stone = false;
    expect(await failing.tryAgain(job?.id ?? '')).toBe(true);
    await eventually('it is done', async () => (await written('fixture.stumble.stone')).length === 0);
    expect(await failing.count()).toBe(0);
    expect(await failing.tryAgain(job?.id ?? '')).toBe(false);
  }, 60_000);

  it('are left alone after a day of rounds, and forgotten after a month', async () => {
    const [relay, key] = [fixture.get(JobRelay), 'fixture.hopeless.case'];
    await fixture.sql(
      `insert into platform.job (id, key, name, data, run_at, check_after, rounds)
       values (gen_random_uuid(), $1, 'fixture.hopeless', '{}', now(), now() + interval '1 hour', 22)`,
      [key],
    );
    await relay.failed(key, new Error('no'));
    expect(await written(key)).toMatchObject([{ rounds: 23, check_after: expect.any(Date) }]);
    await relay.failed(key, new Error('no'));
    expect(await written(key)).toMatchObject([{ rounds: 24, check_after: null }]);
    await relay.deleteOld();
    expect(await written(key)).toHaveLength(1);
    await fixture.sql(`update platform.job set run_at = now() - interval '31 days' where key = $1`, [key]);
    await relay.deleteOld();
    expect(await written(key)).toEqual([]);
  });

  it('repeat', async () => {
    await eventually('it ticked', () => fixture.get(Clerk).ticks >= 3);
  });
});

describe('a job that two methods handle', () => {
  it('keeps the worker from starting', async () => {
    const fixture = await startFixture({}, [TwinsModule]);
    await expect(fixture.runtime.start()).rejects.toThrow('Job fixture.twin is handled twice.');
    await fixture.close();
  });
});
