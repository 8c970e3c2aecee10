import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { SmtpSink } from '../../src/platform/mail/smtp-sink.js';
import { projectRoot } from '../../src/platform/project-root.js';
import type { BenchSettings } from './bench-settings.js';
import type { Figure } from './figures.js';
import { percentile } from './measure.js';
import { startWorker } from './processes.js';

const perSecond = 20;
const patienceMs = 30_000;

/** From the commit of an event to its mail in the hands of the mail server, at 20 events a second. */
export async function measureMail(settings: BenchSettings, sink: SmtpSink): Promise<Figure[]> {
  const arrived = new Map<string, number>();
  sink.answerWith((to) => {
    if (arrived.has(to)) throw new Error(`Void: ${to} got two mails.`);
    arrived.set(to, performance.now());
    return 'accept';
  });
  const worker = await startWorker(join(projectRoot, 'dist/src/worker.js'), settings.environment(0));
  try {
    await raise(settings, arrived, 40);
    arrived.clear();
    const latencies = await raise(settings, arrived, settings.mails);
    return [
      { ...figure('commit to mail at 20 events/s, p50', percentile(latencies, 0.5)), bar: null },
      { ...figure('commit to mail at 20 events/s, p95', percentile(latencies, 0.95)), bar: { atMost: 1 } },
    ];
  } finally {
    await worker.stop();
  }
}

/** Commits events one by one, each about another person. Returns the seconds until each one's mail arrived. */
async function raise(
  settings: BenchSettings,
  arrived: Map<string, number>,
  count: number,
): Promise<number[]> {
  const client = new pg.Client({ connectionString: settings.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; email: string }>(
    'select id, email from identity.user where email is not null order by id limit $1',
    [count],
  );
  const committed = new Map<string, number>();
  const since = performance.now();
  for (const [index, { id, email }] of rows.entries()) {
    await wait(Math.max(0, since + (index * 1_000) / perSecond - performance.now()));
    await client.query(
      `insert into platform.outbox (id, name, version, occurred_at, payload)
       values ($1, 'identity.password-changed', 1, now(), $2)`,
      [randomUUID(), { userId: id }],
    );
    committed.set(email, performance.now());
  }
  await client.end();
  const deadline = performance.now() + patienceMs;
  while (arrived.size < count && performance.now() < deadline) await wait(20);
  if (arrived.size !== count) throw new Error(`Void: ${arrived.size} of ${count} mails arrived.`);
  return [...committed].map(([email, at]) => ((arrived.get(email) ?? Number.NaN) - at) / 1_000);
}

const figure = (name: string, value: number) => ({ name, value, unit: 's', roofline: null, compared: value });
