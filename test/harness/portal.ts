import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { AppModule } from '../../src/app.module.js';
import type { PageSession } from '../../src/modules/identity/application/sessions/open-session.js';
import { GuessLimits } from '../../src/modules/identity/application/signing-in/guess-limits.js';
import { Config } from '../../src/platform/config/config.js';
import { cookieName } from '../../src/platform/http/cookies.js';
import { createApp } from '../../src/platform/http/create-app.js';
import { Csrf } from '../../src/platform/http/csrf.js';
import type { Request } from '../../src/platform/http/request.js';
import { type ReceivedMail, type SmtpSink, startSmtpSink } from '../../src/platform/mail/smtp-sink.js';
import { Queues } from '../../src/platform/queue/queues.js';
import { WorkerRuntime } from '../../src/platform/queue/worker-runtime.js';
import { ApiClient, PageClient } from './clients.js';
import { testConfig } from './config.js';
import { createTestDatabase } from './database.js';
import { nextPort } from './ports.js';
import { TestClock } from './test-clock.js';

/** The whole portal in this process: web, worker, its own database, a real SMTP server that keeps what arrives. */
export class Portal {
  constructor(
    readonly baseUrl: string,
    readonly app: NestFastifyApplication,
    readonly clock: TestClock,
    readonly sink: SmtpSink,
    readonly databaseUrl: string,
    private readonly pool: pg.Pool,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.app.get(token as Type<T>, { strict: false });
  }

  api(accessToken: string | null = null): ApiClient {
    return new ApiClient(this.baseUrl, accessToken);
  }

  visitor(): PageClient {
    return new PageClient(this.baseUrl);
  }

  /** The browser that somebody signed in with, and is known by. */
  visitorOf({ token, userId }: PageSession): PageClient {
    const config = this.get(Config);
    const session = cookieName(config, 'session');
    const request = { cookies: { [session]: token }, visitor: null } as unknown as Request;
    const visitor = new PageClient(this.baseUrl, this.get(Csrf).token(request));
    visitor.cookies.set(session, token);
    visitor.cookies.set(cookieName(config, 'device'), this.get(GuessLimits).deviceCookie(userId));
    return visitor;
  }

  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.pool.query<Row & pg.QueryResultRow>(text, [...values]);
    return result.rows;
  }

  /** Every mail that arrived, newest first. */
  mails(): readonly ReceivedMail[] {
    return this.sink.mails();
  }

  mailTo(address: string): ReceivedMail | undefined {
    return this.mails().find((mail) => mail.to.includes(address));
  }

  /** Waits until outbox, queues and deliveries hold nothing that is still to be done. @throws after 20 s */
  async settle(): Promise<void> {
    const deadline = Date.now() + 20_000;
    let quiet = 0;
    let left = '';
    while (quiet < 2) {
      left = await this.unfinished();
      quiet = left === '' ? quiet + 1 : 0;
      if (Date.now() > deadline) throw new Error(`The portal did not settle: ${left}`);
      if (quiet < 2) await wait(15);
    }
  }

  async close(): Promise<void> {
    await this.get(WorkerRuntime).stop();
    await this.app.close();
    await this.sink.close();
    await this.pool.end();
    await this.cleanUp();
  }

  private async unfinished(): Promise<string> {
    const [row] = await this.sql<{ outbox: number; mails: number; jobs: number }>(unfinished);
    if (row && row.outbox + row.mails + row.jobs > 0) return JSON.stringify(row);
    if (!this.get(Config).redisUrl) return '';
    const counts = Object.entries(await this.get(Queues).counts());
    const busy = counts.filter(([, { waiting, active, delayed }]) => waiting + active + delayed > 0);
    return busy.length > 0 ? JSON.stringify(Object.fromEntries(busy)) : '';
  }
}

// The queue's own tables in the same statement, because tests ask this thousands of times. The next run of what repeats
// does not count.
const unfinished = `
  select (select count(*)::int from platform.outbox where published_at is null) as outbox,
    (select count(*)::int from platform.mail_delivery where status in ('queued', 'sending')) as mails,
    (select count(*)::int from platform.job where check_after is not null)
      + (select count(*)::int from bullmq.job where state in ('waiting', 'active'))
      + greatest(0, (select count(*)::int from bullmq.job where state = 'delayed')
        - (select count(*)::int from bullmq.scheduler)) as jobs`;

export interface PortalOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** The name under which browsers find it: passkeys work under `localhost`, and under no IP address. */
  readonly host?: '127.0.0.1' | 'localhost';
  /** False leaves the worker off. */
  readonly worker?: boolean;
}

/** Starts a portal of its own for a test file; close it in afterAll. */
export async function startPortal(options: PortalOptions = {}): Promise<Portal> {
  const [database, sink, port] = await Promise.all([
    createTestDatabase('started'),
    startSmtpSink({ port: 0 }),
    nextPort(),
  ]);
  const baseUrl = `http://${options.host ?? '127.0.0.1'}:${port}`;
  const clock = new TestClock();
  const config = testConfig({
    DATABASE_URL: database.url,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    PUBLIC_URL: baseUrl,
    PORT: String(port),
    ...options.environment,
  });
  const app = await createApp(AppModule.for(config, clock), config);
  await app.listen(port, '127.0.0.1');
  if (options.worker !== false) await app.get(WorkerRuntime).start();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  return new Portal(baseUrl, app, clock, sink, database.url, pool, () => database.drop());
}
