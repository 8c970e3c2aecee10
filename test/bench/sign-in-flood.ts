import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { freePort } from '../../src/demo/embedded-postgres.js';
import { hashesAtOnce } from '../../src/modules/identity/application/passwords/passwords.js';
import { projectRoot } from '../../src/platform/project-root.js';
import type { BenchSettings } from './bench-settings.js';
import type { Figure } from './figures.js';
import type { FloodOrder, FloodReport } from './flood-process.js';
import { sessionToken } from './load-data.js';
import { percentile } from './measure.js';
import { PlainClient } from './plain-client.js';
import { startServer } from './processes.js';
import { people } from './sign-in-people.js';
import { argon2id } from './timing.js';

const password = 'Quartz-Lantern-58!';
const pages = ['/requests', '/licenses', '/help'] as const;
const floodConnections = 200;

/**
 * What a flood of sign-ins leaves to everybody else (security.md A10): 200 connections guess passwords from as many
 * networks, so that no limit stops them, while one person reads pages. And how many sign-ins go through (bar P10).
 */
export async function measureFlood(settings: BenchSettings): Promise<Figure[]> {
  await givePasswords(settings.databaseUrl);
  const port = await freePort();
  const environment = { ...settings.environment(port), TRUSTED_PROXIES: '127.0.0.1' };
  const portal = await startServer(join(projectRoot, 'dist/src/main.js'), [], port, environment);
  try {
    await readFor(portal.url, settings.warmUpSeconds);
    const [quiet, flooded, few] = [[] as number[], [] as number[], [] as number[]];
    let guesses = 0;
    for (let round = 0; round < settings.rounds; round += 1) {
      quiet.push(...(await readFor(portal.url, settings.seconds)));
      const flood = await Flood.begin({
        url: portal.url,
        connections: floodConnections,
        password: 'Wrong-Guess-1?',
        expected: 401,
      });
      flooded.push(...(await readFor(portal.url, settings.seconds)));
      guesses += await flood.end();
      const eight = await Flood.begin({ url: portal.url, connections: 8, password, expected: 200 });
      few.push(...(await readFor(portal.url, settings.seconds)));
      await eight.end();
    }
    return [
      against('p95 of pages, 200 connections flood sign-in', flooded, quiet, 0.95),
      against('p99 of pages, 8 sign-ins in flight', few, quiet, 0.99),
      perSecond('guesses answered in the flood', guesses / (settings.rounds * settings.seconds)),
      await signInRate(portal.url, settings.seconds),
    ];
  } finally {
    await portal.stop();
  }
}

async function givePasswords(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`update identity.user set password_hash = $1 where username = any($2)`, [
    await hash(password, argon2id),
    Array.from({ length: people }, (_, n) => `person_${n + 1}`),
  ]);
  await client.end();
}

/** One request after another, each page in turn. Milliseconds. */
async function readFor(url: string, seconds: number): Promise<number[]> {
  const headers = { cookie: `latchkey-session=${sessionToken}; latchkey-visitor=AAAAAAAAAAAAAAAAAAAAAA` };
  const clients = await Promise.all(pages.map((path) => PlainClient.open(`${url}${path}`, headers)));
  const times: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    for (const [index, client] of clients.entries()) {
      const since = performance.now();
      const { status } = await client.get();
      times.push(performance.now() - since);
      if (status !== 200) throw new Error(`Void: ${pages[index]} answered ${status}.`);
      // A reader, no second flood.
      await wait(2);
    }
  }
  for (const client of clients) client.close();
  return times;
}

/** Sign-ins on many connections, from a process of their own, until it ends. */
class Flood {
  private constructor(private readonly child: ChildProcess) {}

  static async begin(order: FloodOrder): Promise<Flood> {
    const child = fork(join(projectRoot, 'dist/test/bench/flood-process.js'), [JSON.stringify(order)]);
    await once(child, 'message');
    return new Flood(child);
  }

  /** @returns how many were answered. @throws Error when an answer was wrong */
  async end(): Promise<number> {
    const said = once(this.child, 'message') as Promise<[FloodReport]>;
    this.child.send('end');
    const [{ answered, wrong }] = await said;
    if (wrong !== null) throw new Error(`Void: ${wrong}.`);
    return answered;
  }
}

async function signInRate(url: string, seconds: number): Promise<Figure> {
  const flood = await Flood.begin({ url, connections: 16, password, expected: 200 });
  await wait(seconds * 1_000);
  const value = (await flood.end()) / seconds;
  const roofline = await hashRate(seconds);
  const bar = { atLeast: 0.6 };
  return { ...perSecond('sign-ins at 16 connections', value), roofline, compared: value / roofline, bar };
}

/** Hashes a second of this machine, with as many at a time as a process of the portal does. */
async function hashRate(seconds: number): Promise<number> {
  let hashed = 0;
  const end = performance.now() + seconds * 1_000;
  const core = async (): Promise<void> => {
    while (performance.now() < end) {
      await hash(password, argon2id);
      hashed += 1;
    }
  };
  await Promise.all(Array.from({ length: hashesAtOnce }, core));
  return hashed / seconds;
}

function against(name: string, loaded: readonly number[], quiet: readonly number[], at: number): Figure {
  const [value, idle] = [percentile(loaded, at), percentile(quiet, at)];
  return { name, value, unit: 'ms', roofline: idle, compared: value / idle, bar: { atMost: 2 } };
}

const perSecond = (name: string, value: number): Figure => ({
  name,
  value,
  unit: '/s',
  roofline: null,
  compared: value,
  bar: null,
});
