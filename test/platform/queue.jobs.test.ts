import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
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

  it('are done once per id while it waits, and tried again when they fail', async () => {
    const jobs = fixture.get(Jobs);
    await jobs.enqueue('fixture.render', { id: 'a' }, { id: 'a', delayMs: 200 });
    await jobs.enqueue('fixture.render', { id: 'a' }, { id: 'a' });
    const clerk = fixture.get(Clerk);
    await eventually('it is done', () => clerk.rendered.length > 0);
    expect(clerk.rendered).toEqual(['a']);
    expect(clerk.failures).toBe(0);
    expect((await fixture.get(Queues).counts()).jobs.failed).toBe(0);
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
