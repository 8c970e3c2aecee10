import pg from 'pg';
import type { Probe } from './timing-pairs.js';

const accounts = 450;

/** Accounts to ask about, `probe-0@timing.test` and so on, with the password of the hash. */
export async function loadProbes(databaseUrl: string, passwordHash: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `insert into identity.user
      (id, name, email, email_verified_at, password_hash, locale, time_zone, created_at)
     select gen_random_uuid(), 'Probe ' || n, 'probe-' || n || '@timing.test', now(), $1, 'en', 'UTC', now()
     from generate_series(0, ${accounts - 1}) n`,
    [passwordHash],
  );
  await client.end();
}

const login = (about: 'existing' | 'absent', n: number): string =>
  `${about === 'existing' ? 'probe' : 'nobody'}-${n % accounts}@timing.test`;

let networks = 0;

/** An address that nobody came from before, for a portal that trusts 127.0.0.1 as a proxy. */
export function newNetwork(): string {
  networks += 1;
  return `10.${(networks >> 16) & 255}.${(networks >> 8) & 255}.${networks & 255}`;
}

/** What must not tell whether somebody or something is known (security.md A4). */
export function guessProbes(url: string, serialNumber: string): Probe[] {
  return [
    {
      name: 'sign-in',
      ask: (about, n) =>
        json(url, '/api/v1/sign-in/password', 401, { login: login(about, n), password: 'Wrong-Guess-1?' }),
    },
    {
      name: 'recovery by code',
      ask: (about, n) =>
        json(url, '/api/v1/password-resets/recovery-code', 401, {
          login: login(about, n),
          code: 'AAAA-BBBB-CCCC-DDDD',
          password: 'Copper-Harbour-93?',
        }),
    },
    {
      name: 'serial number check',
      ask: (about) =>
        json(url, '/api/v1/sign-in/serial', 401, {
          serialNumber: about === 'existing' ? serialNumber : '0000-0000-0000-0000',
          uid: 'AAAA-BBBB',
        }),
    },
    {
      name: 'reset request',
      ask: (about, n) => json(url, '/api/v1/password-resets', 202, { login: login(about, n) }),
    },
    {
      name: 'invitation request',
      ask: (about, n) =>
        json(url, '/api/v1/invitation-requests', 202, { name: 'Ada Holm', email: login(about, n) }),
    },
  ];
}

async function json(url: string, path: string, expected: number, content: object): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': newNetwork() };
  const body = JSON.stringify(content);
  await drained(await fetch(new URL(path, url), { method: 'POST', headers, body }), expected);
}

async function drained(answer: Response, expected: number): Promise<void> {
  const text = await answer.text();
  if (answer.status !== expected) throw new Error(`Void: answered ${answer.status}: ${text.slice(0, 300)}`);
}
