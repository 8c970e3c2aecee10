import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  Body,
  type CanActivate,
  Catch,
  Controller,
  type ExecutionContext,
  Get,
  HttpCode,
  Injectable,
  Module,
  Post,
  Res,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { ormParts } from '../../src/app.module.js';
import { InvalidInput } from '../../src/kernel/errors.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { Public } from '../../src/platform/http/access.js';
import { IdempotencyInterceptor } from '../../src/platform/http/idempotency/idempotency.interceptor.js';
import { IdempotencyModule } from '../../src/platform/http/idempotency/idempotency.module.js';
import { IdempotencyKeys } from '../../src/platform/http/idempotency/idempotency-keys.js';
import { WithoutIdempotency } from '../../src/platform/http/idempotency/without-idempotency.js';
import { problemOf } from '../../src/platform/http/problem.js';
import type { Reply, Request } from '../../src/platform/http/request.js';
import { testConfig } from '../harness/config.js';
import { createTestDatabase } from '../harness/database.js';

@Injectable()
class WriteNote {
  constructor(private readonly em: EntityManager) {}

  @Transactional()
  async execute(text: string): Promise<{ id: string; token: string; at: Date }> {
    await this.em.execute('insert into note (text) values (?)', [text]);
    if (text === 'slow') await this.em.execute('select pg_sleep(1)');
    if (text === 'refused') throw InvalidInput.field('text', 'Write something else.');
    return { id: randomUUID(), token: `secret-${randomUUID()}`, at: new Date() };
  }
}

@Controller('api/v1/notes')
class NotesController {
  constructor(private readonly writeNote: WriteNote) {}

  @Post()
  async write(@Body() body: { text: string }, @Res({ passthrough: true }) reply: Reply) {
    const note = await this.writeNote.execute(body.text);
    void reply.header('location', `/api/v1/notes/${note.id}`);
    return note;
  }

  @Post('quiet')
  @HttpCode(204)
  async quiet() {
    await this.writeNote.execute('quiet');
  }

  // Stores, then refuses: what a counted guess does.
  @Post('guess')
  @WithoutIdempotency()
  async guess() {
    await this.writeNote.execute('guess');
    throw InvalidInput.field('code', 'Enter the right code.');
  }

  @Post('open')
  @Public()
  async open() {
    await this.writeNote.execute('open');
    throw InvalidInput.field('token', 'Enter the right token.');
  }

  @Get()
  list() {
    return { at: randomUUID() };
  }
}

@Injectable()
class TestGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const [userId, organizationId = 'org'] = String(request.headers['x-actor'] ?? '').split('@');
    const actor = userId ? { kind: 'customer', userId, organizationId } : { kind: 'anonymous' };
    request.actor = actor as unknown as Request['actor'];
    return true;
  }
}

@Catch()
class TestFilter {
  catch(error: unknown, host: { switchToHttp(): { getResponse<T>(): T } }): void {
    const problem = problemOf(error, 'test');
    void host.switchToHttp().getResponse<Reply>().status(problem.status).send(problem);
  }
}

let app: NestFastifyApplication;
let pool: pg.Pool;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let url: string;

async function start(): Promise<NestFastifyApplication> {
  const config = testConfig({ DATABASE_URL: database.url });
  @Module({
    imports: [ConfigModule.for(config), DatabaseModule.for(config, ormParts), IdempotencyModule],
    controllers: [NotesController],
    providers: [
      WriteNote,
      { provide: APP_GUARD, useClass: TestGuard },
      { provide: APP_INTERCEPTOR, useExisting: IdempotencyInterceptor },
      { provide: APP_FILTER, useClass: TestFilter },
    ],
  })
  class TestModule {}
  const started = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter(), {
    logger: false,
  });
  await started.listen(0, '127.0.0.1');
  return started;
}

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await pool.query('create table note (text text)');
  app = await start();
  url = await app.getUrl();
});

afterAll(async () => {
  await app.close();
  await pool.end();
  await database.drop();
});

async function post(
  key: string | null,
  text: string,
  actor: string | null = 'alice',
  path = '/api/v1/notes',
) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === null ? {} : { 'idempotency-key': key }),
      ...(actor === null ? {} : { 'x-actor': actor }),
    },
    body: JSON.stringify({ text }),
  });
  const { status, headers } = response;
  const replayed = headers.get('idempotent-replayed') === 'true';
  return {
    status,
    text: await response.text(),
    location: headers.get('location'),
    retryAfter: headers.get('retry-after'),
    replayed,
  };
}

const notes = async (text: string) =>
  (await pool.query('select 1 from note where text = $1', [text])).rowCount;

describe('Idempotency-Key', () => {
  it('D2 makes one effect and equal answers of 50 parallel twins', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(key, 'twins')));
    expect(await notes('twins')).toBe(1);
    expect([
      ...new Set(answers.map(({ status, text, location }) => `${status} ${location} ${text}`)),
    ]).toHaveLength(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  });

  it('D2 replays after a crash between commit and answer', async () => {
    const key = randomUUID();
    const aborted = new AbortController();
    const lost = fetch(`${url}/api/v1/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-actor': 'alice' },
      body: JSON.stringify({ text: 'slow' }),
      signal: aborted.signal,
    });
    setTimeout(() => aborted.abort(), 200);
    await expect(lost).rejects.toThrow('aborted');
    const second = await post(key, 'slow');
    expect(second).toMatchObject({ status: 201, replayed: true });
    expect(await notes('slow')).toBe(1);
  });

  it('D2 replays in another process', async () => {
    const key = randomUUID();
    const first = await post(key, 'restart');
    await app.close();
    app = await start();
    url = await app.getUrl();
    expect(await post(key, 'restart')).toEqual({ ...first, replayed: true });
    expect(await notes('restart')).toBe(1);
  });

  it('refuses the key for another body or another path', async () => {
    const key = randomUUID();
    await post(key, 'one');
    const other = await post(key, 'two');
    expect(other.status).toBe(422);
    expect(JSON.parse(other.text)).toMatchObject({ code: 'idempotency-key-reused' });
    expect((await post(key, 'one', 'alice', '/api/v1/notes/quiet')).status).toBe(422);
    expect(await notes('two')).toBe(0);
  });

  it.each(['bob', 'alice@another'])('D2 keeps actors apart: %s', async (actor) => {
    const key = randomUUID();
    const [alice, other] = [await post(key, 'apart'), await post(key, 'apart', actor)];
    expect(other.replayed).toBe(false);
    expect(other.text).not.toBe(alice.text);
  });

  it('stores nothing of a refusal, so that the corrected request may use the key', async () => {
    const key = randomUUID();
    expect((await post(key, 'refused')).status).toBe(422);
    expect(await notes('refused')).toBe(0);
    expect((await post(key, 'corrected')).status).toBe(201);
  });

  it('replays an answer without a body', async () => {
    const key = randomUUID();
    const [first, second] = [
      await post(key, '', 'alice', '/api/v1/notes/quiet'),
      await post(key, '', 'alice', '/api/v1/notes/quiet'),
    ];
    expect([first.status, second.status, second.text]).toEqual([204, 204, '']);
    expect([first.replayed, second.replayed]).toEqual([false, true]);
  });

  it.each([' ', 'a b', 'ü', 'x'.repeat(129)])('refuses %j as a key', async (key) => {
    const answer = await post(Buffer.from(key).toString('latin1'), 'malformed');
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'idempotency-key-malformed' });
    expect(await notes('malformed')).toBe(0);
  });

  it('does nothing without a key, or for someone not signed in', async () => {
    const key = randomUUID();
    await post(null, 'no key');
    await post(null, 'no key');
    await post(key, 'anonymous', null);
    expect((await post(key, 'anonymous', null)).replayed).toBe(false);
    expect([await notes('no key'), await notes('anonymous')]).toEqual([2, 2]);
  });

  it.each(['guess', 'open'])(
    'leaves routes alone whose refusals are stored or that are open: %s',
    async (name) => {
      const key = randomUUID();
      for (const expected of [1, 2, 3]) {
        const answer = await post(key, '', 'alice', `/api/v1/notes/${name}`);
        expect([answer.status, answer.replayed]).toEqual([422, false]);
        expect(await notes(name)).toBe(expected);
      }
    },
  );

  it('A11 stores no answer in the clear', async () => {
    await post(randomUUID(), 'sealed');
    const { rows } = await pool.query<{ row: string }>(
      'select row_to_json(i)::text as row from platform.idempotency i',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => /secret-|token|alice/.test(row))).toEqual([]);
  });

  it('keeps keys for 24 hours', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    await post(old, 'aged');
    await pool.query(`update platform.idempotency set created_at = now() - interval '24 hours 1 second'`);
    await post(young, 'young');
    expect((await post(old, 'aged')).replayed).toBe(false);
    await pool.query(`update platform.idempotency set created_at = now() - interval '23 hours 59 minutes'`);
    expect((await post(old, 'aged')).replayed).toBe(true);
    await pool.query(`update platform.idempotency set created_at = now() - interval '25 hours'`);
    expect(await app.get(IdempotencyKeys, { strict: false }).purge()).toBeGreaterThan(0);
    expect((await pool.query('select 1 from platform.idempotency')).rowCount).toBe(0);
  });

  it('answers 409 with Retry-After when the first request takes longer than a twin may wait', async () => {
    const key = randomUUID();
    await post(key, 'held');
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select 1 from platform.idempotency for update');
    const answer = await post(key, 'held');
    await holder.query('rollback');
    holder.release();
    expect(answer.status).toBe(409);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'idempotency-key-in-use', retryAfterSeconds: 5 });
  }, 15_000);
});
