import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { freePort } from '../../src/demo/embedded-postgres.js';
import { hashesAtOnce } from '../../src/modules/identity/application/passwords/passwords.js';
import { projectRoot } from '../../src/platform/project-root.js';
import type { BenchSettings } from './bench-settings.js';
import type { Figure } from './figures.js';
import { newNetwork } from './guess-probes.js';
import { sessionToken } from './load-data.js';
import { percentile } from './measure.js';
import { PlainClient } from './plain-client.js';
import { startServer } from './processes.js';
import { argon2id } from './timing.js';

const password = 'Quartz-Lantern-58!';
const pages = ['/requests', '/licenses', '/help'] as const;
const people = 2_000;
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
      const flood = new Flood(portal.url, floodConnections, 'Wrong-Guess-1?', 401);
      flooded.push(...(await readFor(portal.url, settings.seconds)));
      guesses += await flood.end();
      const eight = new Flood(portal.url, 8, password, 200);
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

/** Signs in on many connections, each with the next request when the last one is answered, until it ends. */
class Flood {
  private running = true;
  private answered = 0;
  private next = 0;
  private readonly connections: Promise<void>[];

  constructor(
    private readonly url: string,
    connections: number,
    private readonly secret: string,
    private readonly expected: number,
  ) {
    this.connections = Array.from({ length: connections }, () => this.connection());
  }

  /** @returns how many were answered */
  async end(): Promise<number> {
    this.running = false;
    await Promise.all(this.connections);
    return this.answered;
  }

  private async connection(): Promise<void> {
    while (this.running) {
      this.next += 1;
      const login = `person_${(this.next % people) + 1}`;
      const answer = await fetch(`${this.url}/api/v1/sign-in/password`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': newNetwork() },
        body: JSON.stringify({ login, password: this.secret }),
      });
      await answer.arrayBuffer();
      if (answer.status !== this.expected && answer.status !== 429)
        throw new Error(`Void: a sign-in answered ${answer.status}.`);
      if (answer.status === this.expected) this.answered += 1;
    }
  }
}

async function signInRate(url: string, seconds: number): Promise<Figure> {
  const flood = new Flood(url, 16, password, 200);
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
