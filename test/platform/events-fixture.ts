import { randomUUID } from 'node:crypto';
import 'reflect-metadata';
import { Collection } from '@mikro-orm/core';
import {
  Entity,
  ManyToOne,
  OneToMany,
  PrimaryKey,
  Property,
  Transactional,
} from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { type INestApplicationContext, Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { z } from 'zod';
import { migrations } from '../../migrations/index.js';
import { AggregateRoot } from '../../src/kernel/aggregate-root.js';
import { type DomainEvent, defineEvent } from '../../src/kernel/event.js';
import { newId } from '../../src/kernel/ids.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { EventRetries } from '../../src/platform/events/event-jobs.js';
import { EventsModule } from '../../src/platform/events/events.module.js';
import { OutboxSubscriber } from '../../src/platform/events/outbox.js';
import { OutboxEntry } from '../../src/platform/events/outbox-entry.js';
import { Subscribe } from '../../src/platform/events/subscribe.js';
import { ViewsModule } from '../../src/platform/http/http.module.js';
import { MailModule } from '../../src/platform/mail/mail.module.js';
import { QueueModule } from '../../src/platform/queue/queue.module.js';
import { WorkerRuntime } from '../../src/platform/queue/worker-runtime.js';
import { testConfig } from '../harness/config.js';
import { createTestDatabase } from '../harness/database.js';

// Declared once in a process, which runs several files that have this fixture.
export const NoteChanged = defineEvent(
  `fixture.note-changed-${randomUUID()}`,
  1,
  z.object({ noteId: z.string(), text: z.string() }),
);
type NoteChange = DomainEvent<{ noteId: string; text: string }>;

@Entity({ schema: 'fixture', tableName: 'note' })
export class Note extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id: string = newId();

  @Property({ type: 'text' })
  readonly text: string;

  @OneToMany({ entity: () => Line, mappedBy: 'note' })
  readonly lines = new Collection<Line>(this);

  constructor(text: string) {
    super();
    this.text = text;
    this.raise(NoteChanged.of({ noteId: this.id, text }, new Date()));
  }

  /** Changes only the child. */
  add(text: string): void {
    this.lines.add(new Line(this, text));
    this.raise(NoteChanged.of({ noteId: this.id, text }, new Date()));
  }

  delete(em: EntityManager): void {
    this.raise(NoteChanged.of({ noteId: this.id, text: 'deleted' }, new Date()));
    em.remove(this);
  }
}

@Entity({ schema: 'fixture', tableName: 'line' })
export class Line {
  @PrimaryKey({ type: 'uuid' })
  readonly id: string = newId();

  @ManyToOne({ entity: () => Note })
  readonly note: Note;

  @Property({ type: 'text' })
  readonly text: string;

  constructor(note: Note, text: string) {
    this.note = note;
    this.text = text;
  }
}

@Injectable()
export class Notes {
  constructor(readonly em: EntityManager) {}

  @Transactional()
  async write(text: string): Promise<string> {
    const note = new Note(text);
    this.em.persist(note);
    if (text === 'refused') {
      await this.em.flush();
      throw new Error('refused');
    }
    return note.id;
  }

  @Transactional()
  async append(id: string, text: string): Promise<void> {
    (await this.em.findOneOrFail(Note, id)).add(text);
  }

  @Transactional()
  async erase(id: string): Promise<void> {
    (await this.em.findOneOrFail(Note, id)).delete(this.em);
  }

  @Transactional()
  async record(subscriber: string, noteId: string): Promise<void> {
    await this.em.execute('insert into fixture.effect (subscriber, note_id) values (?, ?)', [
      subscriber,
      noteId,
    ]);
  }
}

/** Two subscribers; the second fails as often as a test wants, after its effect. */
@Injectable()
export class Readers {
  failures = 0;
  calls = 0;

  constructor(private readonly notes: Notes) {}

  @Subscribe(NoteChanged, 'fixture.count-notes')
  async count(event: NoteChange): Promise<void> {
    await this.notes.record('count', event.payload.noteId);
  }

  @Subscribe(NoteChanged, 'fixture.stumble-over-notes')
  async stumble(event: NoteChange): Promise<void> {
    this.calls += 1;
    await this.notes.record('stumble', event.payload.noteId);
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('secret@example.com stumbled');
    }
  }
}

export class QuickRetries extends EventRetries {
  override readonly attempts = 3;
  override readonly firstWaitMs = 10;
}

export interface Fixture {
  readonly app: INestApplicationContext;
  readonly databaseUrl: string;
  readonly notes: Notes;
  readonly readers: Readers;
  readonly runtime: WorkerRuntime;
  get<T>(token: abstract new (...args: never[]) => T): T;
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** The platform's queues, events and mails with a small module on top, on a database of its own. */
export async function startFixture(
  environment: Readonly<Record<string, string>> = {},
  modules: readonly Type[] = [],
): Promise<Fixture> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  await pool.query(`create schema fixture;
    create table fixture.note (id uuid primary key, text text not null);
    create table fixture.line (id uuid primary key, note_id uuid not null references fixture.note, text text not null);
    create table fixture.effect (subscriber text not null, note_id uuid not null)`);
  const config = testConfig({ DATABASE_URL: database.url, ...environment });
  const entities = [OutboxEntry, Note, Line];

  @Module({
    imports: [
      ConfigModule.for(config),
      DatabaseModule.for(config, { entities, migrations, subscribers: [new OutboxSubscriber()] }),
      ViewsModule,
      QueueModule,
      EventsModule,
      MailModule.for(config),
      ...modules,
    ],
    providers: [Notes, Readers],
  })
  class FixtureModule {}

  const app = await NestFactory.createApplicationContext(FixtureModule, { logger: false });
  // Retries that a test can wait for.
  Object.assign(app.get(EventRetries), new QuickRetries());
  const runtime = app.get(WorkerRuntime);
  return {
    app,
    databaseUrl: database.url,
    notes: app.get(Notes),
    readers: app.get(Readers),
    runtime,
    get: (token) => app.get(token as never),
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
    close: async () => {
      await runtime.stop();
      await app.close();
      await pool.end();
      await database.drop();
    },
  };
}
