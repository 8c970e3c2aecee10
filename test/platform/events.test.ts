import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DomainEvent } from '../../src/kernel/event.js';
import { DeadLetters } from '../../src/platform/events/dead-letters.js';
import { eventJobs } from '../../src/platform/events/event-jobs.js';
import { EventRecovery } from '../../src/platform/events/recovery.js';
import { SubscriberRegistry } from '../../src/platform/events/subscriber-registry.js';
import { Queues } from '../../src/platform/queue/queues.js';
import { eventually } from '../harness/eventually.js';
import { type Fixture, NoteChanged, startFixture } from './events-fixture.js';

interface StoredEvent {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly occurred_at: Date;
  readonly payload: { readonly noteId: string; readonly text: string };
  readonly published_at: Date | null;
  readonly subscribers: readonly string[] | null;
  readonly check_after: Date | null;
}

let fixture: Fixture;
const outbox = () => fixture.sql<StoredEvent>('select * from platform.outbox order by sequence');
const effects = async (noteId: string) =>
  (
    await fixture.sql<{ subscriber: string }>('select subscriber from fixture.effect where note_id = $1', [
      noteId,
    ])
  )
    .map(({ subscriber }) => subscriber)
    .sort();

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(async () => fixture.close());

describe('the outbox', () => {
  it('holds what an aggregate raised, in the transaction of its change', async () => {
    const id = await fixture.notes.write('first');
    await fixture.notes.append(id, 'only a child changed');
    await fixture.notes.append(id, 'and again');
    const stored = (await outbox()).filter(({ payload }) => payload.noteId === id);
    expect(stored.map(({ payload }) => payload.text)).toEqual(['first', 'only a child changed', 'and again']);
    expect(stored[0]).toMatchObject({ name: NoteChanged.name, version: 1, published_at: null });
  });

  it('holds what a deleted aggregate raised', async () => {
    const id = await fixture.notes.write('short-lived');
    await fixture.notes.erase(id);
    expect((await outbox()).at(-1)?.payload).toEqual({ noteId: id, text: 'deleted' });
  });

  it('E5 holds nothing of a command that was rolled back after its flush', async () => {
    const before = (await outbox()).length;
    await expect(fixture.notes.write('refused')).rejects.toThrow('refused');
    expect(await outbox()).toHaveLength(before);
    expect(await fixture.sql("select 1 from fixture.note where text = 'refused'")).toHaveLength(0);
  });
});

describe('the relay and the consumers', () => {
  beforeAll(async () => fixture.runtime.start());
  afterAll(async () => fixture.runtime.stop());
  beforeEach(() => {
    fixture.readers.failures = 0;
  });
  afterEach(async () => {
    await fixture.sql('delete from platform.dead_letter');
  });

  it('brings an event to each of its subscribers within a second', async () => {
    // The very first one also waits for code that is loaded and statements that are prepared only then.
    const first = await fixture.notes.write('cold');
    await eventually('both consumed the first', async () => (await effects(first)).length === 2);
    const before = Date.now();
    const id = await fixture.notes.write('hello');
    await eventually('both consumed it', async () => (await effects(id)).length === 2);
    expect(Date.now() - before).toBeLessThan(1_000);
    expect(await effects(id)).toEqual(['count', 'stumble']);
  });

  it('has one effect per subscriber however often an event is delivered', async () => {
    const id = await fixture.notes.write('delivered often');
    await eventually('both consumed it', async () => (await effects(id)).length === 2);
    const stored = (await outbox()).find(({ payload }) => payload.noteId === id);
    const event = { ...stored, occurredAt: stored?.occurred_at.toISOString() } as unknown as DomainEvent;
    const queues = fixture.get(Queues);
    for (let round = 0; round < 5; round += 1) {
      await queues.addBulk(
        'events',
        eventJobs(event, ['fixture.count-notes', 'fixture.stumble-over-notes'], 3),
      );
      await idle();
    }
    expect(await effects(id)).toEqual(['count', 'stumble']);
  });

  it('rolls a failed try back and has one effect once it works', async () => {
    fixture.readers.failures = 2;
    const id = await fixture.notes.write('third time lucky');
    await eventually('both consumed it', async () => (await effects(id)).length === 2);
    expect(fixture.readers.failures).toBe(0);
    expect(await fixture.get(DeadLetters).count()).toBe(0);
  });

  it('makes a dead letter of what fails every time, without what the error quoted, and replays it', async () => {
    const letters = fixture.get(DeadLetters);
    fixture.readers.failures = 3;
    const id = await fixture.notes.write('poison');
    await eventually('it is a dead letter', async () => (await letters.count()) === 1);
    const [letter] = await letters.list(10);
    expect(letter).toMatchObject({ subscriber: 'fixture.stumble-over-notes', attempts: 3 });
    expect(letter?.event.payload).toEqual({ noteId: id, text: 'poison' });
    expect(letter?.error).toMatch(/^Error at events-fixture\.ts:\d+$/);
    expect(await effects(id)).toEqual(['count']);

    expect(await letters.replay(letter?.id ?? '')).toBe(true);
    await eventually('it is consumed', async () => (await effects(id)).length === 2);
    expect(await letters.count()).toBe(0);
    expect(await letters.replay(letter?.id ?? '')).toBe(false);
  });

  it('replays a dead letter whose event retention has deleted', async () => {
    const letters = fixture.get(DeadLetters);
    fixture.readers.failures = 3;
    const id = await fixture.notes.write('old poison');
    await eventually('it is a dead letter', async () => (await letters.count()) === 1);
    await fixture.sql("delete from platform.outbox where payload->>'noteId' = $1", [id]);
    await letters.replay((await letters.list(1))[0]?.id ?? '');
    await eventually('it is consumed', async () => (await effects(id)).length === 2);
  });

  it('goes on after its connections were killed', async () => {
    const killed = await fixture.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name = 'latchkey-relay'`,
    );
    expect(killed).toHaveLength(1);
    const polled = await fixture.notes.write('while nobody listens');
    await eventually('polling finds it', async () => (await effects(polled)).length === 2, 4_000);
    await eventually('it listens again', async () => {
      const rows = await fixture.sql(
        `select 1 from pg_stat_activity where datname = current_database() and application_name = 'latchkey-relay'`,
      );
      return rows.length === 1;
    });
  });

  it('E1 loses nothing and doubles nothing while every connection is killed again and again', async () => {
    const ids: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const written = await Promise.allSettled(
        Array.from({ length: 10 }, (_, index) => fixture.notes.write(`round ${round}, note ${index}`)),
      );
      ids.push(...written.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
      await killConnections();
    }
    expect(ids.length).toBeGreaterThan(10);
    const [recovery, letters] = [fixture.get(EventRecovery), fixture.get(DeadLetters)];
    await eventually(
      'all arrived',
      async () => {
        // What a worker held when its connection died comes back when its lock ends.
        await fixture.sql('update platform.outbox set check_after = now() where check_after is not null');
        await recovery.recover().catch(() => 0);
        // Whatever met a kill with each of its three tries is a dead letter, which operators hand over again.
        for (const { id } of await letters.list(100)) await letters.replay(id);
        return (await Promise.all(ids.map(effects))).every((found) => found.length >= 2);
      },
      45_000,
    );
    await idle();
    for (const id of ids) expect(await effects(id)).toEqual(['count', 'stumble']);
  }, 60_000);

  it('leaves an event alone that nobody subscribed to', async () => {
    await fixture.sql(
      `insert into platform.outbox (id, name, version, occurred_at, payload)
       values (gen_random_uuid(), 'fixture.nobody-cares', 1, now(), '{}')`,
    );
    await eventually('it is published', async () => (await outbox()).at(-1)?.published_at !== null);
    expect((await outbox()).at(-1)).toMatchObject({ check_after: null });
  });
});

describe('a lost queue', () => {
  it('E3 is filled again from the outbox, with what had not arrived and nothing else', async () => {
    const queues = fixture.get(Queues);
    const recovery = fixture.get(EventRecovery);
    // Handed over to a queue that then lost everything, after one of two subscribers had consumed it.
    const id = await fixture.notes.write('nearly lost');
    await fixture.sql(
      `update platform.outbox set published_at = now(), check_after = now(),
         subscribers = '{fixture.count-notes,fixture.stumble-over-notes}' where payload->>'noteId' = $1`,
      [id],
    );
    const stored = (await outbox()).find(({ payload }) => payload.noteId === id);
    await fixture.sql(
      "insert into platform.inbox (event_id, subscriber) values ($1, 'fixture.count-notes')",
      [stored?.id],
    );
    await queues.obliterate('events');

    expect(await recovery.recover()).toBe(1);
    expect((await queues.counts()).events.waiting).toBe(1);
    await fixture.runtime.start();
    await eventually('it arrived', async () => (await effects(id)).length === 1);
    expect(await effects(id)).toEqual(['stumble']);

    await fixture.sql("update platform.outbox set check_after = now() where payload->>'noteId' = $1", [id]);
    expect(await recovery.recover()).toBe(0);
    const settled = (await outbox()).find(({ payload }) => payload.noteId === id);
    expect(settled?.check_after).toBeNull();
    await fixture.runtime.stop();
  });

  it('keeps published events 30 days and the memory of their consumption 60', async () => {
    await fixture.sql(
      `insert into platform.outbox (id, name, version, occurred_at, payload, published_at) values
         (gen_random_uuid(), 'fixture.old', 1, now(), '{}', now() - interval '31 days'),
         (gen_random_uuid(), 'fixture.young', 1, now(), '{}', now() - interval '29 days');
       insert into platform.inbox (event_id, subscriber, at) values
         (gen_random_uuid(), 'fixture.old', now() - interval '61 days'),
         (gen_random_uuid(), 'fixture.young', now() - interval '59 days')`,
    );
    await fixture.get(EventRecovery).deleteOld();
    const left = await fixture.sql<{ name: string }>(
      `select name from platform.outbox where name in ('fixture.old', 'fixture.young')
       union all select subscriber from platform.inbox where subscriber in ('fixture.old', 'fixture.young')`,
    );
    expect(left.map(({ name }) => name)).toEqual(['fixture.young', 'fixture.young']);
  });
});

describe('the registry of subscribers', () => {
  const handle = async () => undefined;

  it('refuses a name twice', () => {
    const registry = fixture.get(SubscriberRegistry);
    expect(() => registry.add({ name: 'fixture.count-notes', type: NoteChanged as never, handle })).toThrow(
      /twice/,
    );
  });

  it.each(['NoModule', 'fixture.Count', 'fixture:count'])('refuses the name %s', (name) => {
    const registry = fixture.get(SubscriberRegistry);
    expect(() => registry.add({ name, type: NoteChanged as never, handle })).toThrow(/needs a name like/);
  });

  it('refuses an event that nobody declares', () => {
    const registry = fixture.get(SubscriberRegistry);
    const type = { ...NoteChanged, name: 'fixture.unheard-of' } as never;
    expect(() => registry.add({ name: 'fixture.deaf', type, handle })).toThrow(/nobody declares/);
  });
});

async function killConnections(): Promise<void> {
  await fixture.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

async function idle(): Promise<void> {
  await eventually('the queue is empty', async () => {
    const { waiting, active, delayed } = (await fixture.get(Queues).counts()).events;
    return waiting + active + delayed === 0;
  });
}
