import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ormParts } from '../app.module.js';
import { loadConfig } from '../platform/config/config.js';
import { migrate } from '../platform/database/migrate.js';
import { startSmtpSink } from '../platform/mail/smtp-sink.js';
import { DemoDatabase } from './demo-database.js';
import type { DemoFacts } from './demo-facts.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { nextFreePort } from './free-port.js';
import { Processes } from './processes.js';
import { demoSecrets } from './secrets.js';
import { seed } from './seed.js';
import { claimDataDir } from './single-run.js';
import type { Undo } from './undo.js';

export interface DemoOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly say: (text: string) => void;
  /** A process of the demo ended by itself. */
  readonly onEnd: (text: string) => void;
}

/**
 * Everything in one go: database, migrations, mail sink, worker, web, demo data.
 * @param undo collects how each part is stopped, also when a later one fails or is interrupted
 */
export async function runDemo(
  { dataDir, port: wanted, say, onEnd }: DemoOptions,
  undo: Undo,
): Promise<DemoFacts> {
  await undo.add(claimDataDir(dataDir));
  say('Starting PostgreSQL …');
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), notice: say });
  await undo.add(() => postgres.stop());
  const database = new DemoDatabase(postgres);
  const known = await database.open();
  const sink = await startSmtpSink({ port: 0 });
  await undo.add(() => sink.close());
  const port = await nextFreePort(wanted);
  const environment = demoEnvironment({ dataDir, port, databaseUrl: database.url, sink });
  const config = loadConfig(environment);
  say('Preparing the database …');
  await migrate(config, ormParts);
  const processes = new Processes((name) => onEnd(`The ${name} process ended unexpectedly; stopping.`));
  await undo.add(() => processes.stop());
  await Promise.all([processes.start('worker', environment), processes.start('main', environment)]);
  undo.check();
  if (known) return { ...known, ...addresses(config.publicUrl, config.storeWebhookSecret) };
  say('Filling in demo data …');
  const seeded = await seed(config);
  await database.keep(seeded);
  return { ...seeded, ...addresses(config.publicUrl, config.storeWebhookSecret) };
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
    STAFF_SECOND_FACTOR: 'optional',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    MAILBOX_URL: sink.mailboxUrl,
    MAIL_FROM: 'Northwind Tools <portal@northwind.example>',
    SUPPORT_EMAIL: 'support@northwind.example',
    PORTAL_NAME: 'Northwind Tools',
    STORAGE_URL: pathToFileURL(join(dataDir, 'files')).href,
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
