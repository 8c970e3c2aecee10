import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ormParts } from '../app.module.js';
import { loadConfig } from '../platform/config/config.js';
import { migrate } from '../platform/database/migrate.js';
import { startSmtpSink } from '../platform/mail/smtp-sink.js';
import { type DemoFacts, demoFactsSchema } from './demo-facts.js';
import { freePort, startEmbeddedPostgres } from './embedded-postgres.js';
import { greeting } from './greeting.js';
import { Processes } from './processes.js';
import { demoSecrets } from './secrets.js';
import { seed } from './seed.js';
import { claimDataDir } from './single-run.js';

export interface RunningDemo {
  readonly facts: DemoFacts;
  readonly greeting: string;
  stop(): Promise<void>;
}

/** Everything in one go: database, migrations, mail sink, worker, web, demo data. What fails stops what was started. */
export async function runDemo(
  dataDir: string,
  wantedPort: number,
  say: (text: string) => void,
): Promise<RunningDemo> {
  const undo: (() => unknown)[] = [claimDataDir(dataDir)];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    say('Starting PostgreSQL …');
    const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), notice: say });
    undo.push(() => postgres.stop());
    await ensureDatabase(postgres.url('postgres'));
    const sink = await startSmtpSink({ port: 0 });
    undo.push(() => sink.close());
    const port = await nextFreePort(wantedPort);
    const environment = demoEnvironment({ dataDir, port, databaseUrl: postgres.url('latchkey'), sink });
    const config = loadConfig(environment);
    say('Preparing the database …');
    await migrate(config, ormParts);
    const processes = new Processes((name) => {
      say(`The ${name} process ended unexpectedly; stopping.`);
      void stop().then(() => process.exit(1));
    });
    undo.push(() => processes.stop());
    await Promise.all([processes.start('worker', environment), processes.start('main', environment)]);
    const known = readFacts(join(dataDir, 'demo.json'));
    if (!known) say('Filling in demo data …');
    const facts = {
      ...(known ?? (await seed(config))),
      ...addresses(config.publicUrl, config.storeWebhookSecret),
    };
    return { facts, greeting: greeting(facts), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Place {
  readonly dataDir: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly sink: { readonly port: number; readonly mailboxUrl: string };
}

function demoEnvironment({ dataDir, port, databaseUrl, sink }: Place): NodeJS.ProcessEnv {
  return {
    ...demoSecrets(dataDir),
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    LOG_LEVEL: process.env.LOG_LEVEL,
    PUBLIC_URL: `http://localhost:${port}`,
    ALLOWED_HOSTS: `127.0.0.1:${port}`,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    MAILBOX_URL: sink.mailboxUrl,
    MAIL_FROM: 'Northwind Tools <portal@northwind.example>',
    SUPPORT_EMAIL: 'support@northwind.example',
    PORTAL_NAME: 'Northwind Tools',
    STORAGE_URL: `file://${join(dataDir, 'files')}`,
    ...(process.env.REDIS_URL ? { REDIS_URL: process.env.REDIS_URL } : {}),
  };
}

function addresses(baseUrl: string, secret: string) {
  return {
    baseUrl,
    mailboxUrl: `${baseUrl}/dev/mailbox`,
    storeWebhook: { url: `${baseUrl}/api/v1/webhooks/store`, secret },
  };
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = await client.query("select 1 from pg_database where datname = 'latchkey'");
  if (!found.rowCount) await client.query('create database latchkey');
  await client.end();
}

async function nextFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 50; port += 1) {
    if (await freePort(port).catch(() => 0)) return port;
  }
  throw new Error(`The ports ${wanted} to ${wanted + 49} are all taken; set PORT to a free one.`);
}

/** What an earlier start seeded; null when there is none, or when it does not fit any more. */
function readFacts(file: string): DemoFacts | null {
  if (!existsSync(file)) return null;
  const result = demoFactsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return result.success ? result.data : null;
}
