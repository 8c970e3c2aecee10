import { createHash } from 'node:crypto';
import pg from 'pg';

/** The token of the measured customer's session; its database is thrown away. */
export const sessionToken = 'bench-session-token-of-the-measured-customer';

export interface Size {
  readonly organizations: number;
  readonly tickets: number;
  readonly messagesPerTicket: number;
}

/** Requests from one number to another, where those before are loaded already. */
export interface MoreTickets extends Size {
  readonly from: number;
}

/** Ids of rows by their number, in this connection. */
export const ids = `
  create function pg_temp.id(kind text, n bigint) returns uuid immutable language sql as $$
    select (substr(h, 1, 12) || '4' || substr(h, 14, 3) || '8' || substr(h, 18))::uuid from md5(kind || n) h
  $$`;

/** The same rows on every run, made inside the database: never through the API. */
export async function loadData(databaseUrl: string, size: Size): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: 0 });
  await client.connect();
  try {
    await client.query(ids);
    await client.query('begin');
    await loadPeople(client, size.organizations);
    await loadTickets(client, { ...size, from: 1 });
    await client.query('commit');
    await settle(client);
  } finally {
    await client.end();
  }
}

/** As many more requests of the same customers, as if they had been there. */
export async function loadMoreTickets(databaseUrl: string, more: MoreTickets): Promise<void> {
  const clients = await Promise.all([loader(databaseUrl), loader(databaseUrl)]);
  const [client] = clients;
  try {
    const indexes = await dropWordIndexes(client);
    // In pieces, so that no transaction holds all of it.
    let from = more.from;
    const work = async (one: pg.Client) => {
      while (from <= more.tickets) {
        const first = from;
        from += piece;
        await loadTickets(one, { ...more, from: first, tickets: Math.min(more.tickets, first + piece - 1) });
      }
    };
    await Promise.all(clients.map(work));
    await client.query(`select setval('support.ticket_number', ${more.tickets} + 10001)`);
    await Promise.all(
      clients.map(async (one) => {
        for (let next = indexes.pop(); next; next = indexes.pop()) await one.query(next);
      }),
    );
    await settle(client);
  } finally {
    await Promise.all(clients.map((one) => one.end()));
  }
}

/** Nobody listens, and nothing is counted meanwhile; an index is made faster than it grows. */
async function loader(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: 0 });
  await client.connect();
  await client.query(ids);
  await client.query(`set synchronous_commit = off; set maintenance_work_mem = '1GB'`);
  await client.query('set session_replication_role = replica');
  return client;
}

/** @returns what makes them again */
async function dropWordIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select format('%I.%I', schemaname, indexname) as name, indexdef as definition from pg_indexes
      where schemaname = 'support' and tablename in ('ticket', 'message') and indexdef like '%USING gin%'`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

const piece = 50_000;

async function settle(client: pg.Client): Promise<void> {
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}

async function loadPeople(client: pg.Client, organizations: number): Promise<void> {
  const all = `generate_series(1, ${organizations}) n`;
  await client.query(`insert into identity.organization (id, name, kind, created_at)
    select pg_temp.id('organization', n), 'Customer ' || n, 'company', now() - interval '2 years' from ${all}`);
  await client.query(`insert into identity.user
    (id, name, username, email, email_verified_at, locale, time_zone, created_at)
    select pg_temp.id('user', n), 'Person ' || n, 'person_' || n, 'person-' || n || '@bench.test', now(), 'en',
      'Europe/Berlin', now() - interval '2 years' from ${all}`);
  await client.query(`insert into identity.membership (id, organization_id, user_id, role, joined_at)
    select pg_temp.id('membership', n), pg_temp.id('organization', n), pg_temp.id('user', n), 'owner', now()
    from ${all}`);
  await openSession(client, { person: 1, token: sessionToken });
}

/** A browser session of a person; without an organization for staff. */
export async function openSession(
  client: pg.Client,
  { person, token, staff }: { readonly person: number; readonly token: string; readonly staff?: true },
): Promise<void> {
  await client.query(
    `insert into identity.session
      (id, user_id, organization_id, kind, token_hash, idle_seconds, created_at, last_seen_at, expires_at)
      values (gen_random_uuid(), pg_temp.id('user', $1), case when $3 then null else pg_temp.id('organization', $1) end,
        'page', $2, 1209600, now(), now(), now() + interval '30 days')`,
    [person, createHash('sha256').update(token).digest('base64url'), staff ?? false],
  );
}

// The measured customer has 60 requests, the second one of 20, all others share the rest.
async function loadTickets(client: pg.Client, size: MoreTickets): Promise<void> {
  const { from, tickets, organizations, messagesPerTicket } = size;
  await client.query(`insert into support.ticket
    (id, organization_id, number, subject, status, kind, requester_id, created_at, last_public_activity_at,
      first_response_due_at)
    select pg_temp.id('ticket', n), pg_temp.id('organization', owner), 'R-' || (10000 + n),
      'The export of report ' || n || ' stops at ' || n % 100 || ' percent',
      (array['open', 'in-progress', 'on-hold', 'closed'])[1 + n % 4], 'support', pg_temp.id('user', owner),
      now() - n * interval '10 minutes', now() - n * interval '9 minutes', now() - n * interval '9 minutes'
    from generate_series(${from}::int, ${tickets}) n,
      lateral (select case when n <= 60 then 1 when n % 20 = 0 then 2 else 3 + n % (${organizations} - 2) end as owner) o`);
  await client.query(`select setval('support.ticket_number', ${tickets} + 10001)`);
  await client.query(`insert into support.service_clock (ticket_id, organization_id, first_response_due_at, due_target, due_at)
    select id, organization_id, first_response_due_at, 'first-response', first_response_due_at
    from generate_series(${from}::int, ${tickets}) n join support.ticket t on t.id = pg_temp.id('ticket', n)
    where status <> 'closed'`);
  await client.query(`insert into support.message (id, ticket_id, author_id, author_kind, body, created_at)
    select pg_temp.id('message', n * ${messagesPerTicket} + m), t.id, t.requester_id, 'customer',
      repeat('The export stops, and the log says nothing that helps. ', 1 + m * 3)
        || 'Error E' || (n * 7 + m) % 50000 || ' on host-' || n % 3000, t.created_at + m * interval '1 hour'
    from generate_series(${from}::int, ${tickets}) n
      join support.ticket t on t.id = pg_temp.id('ticket', n),
      generate_series(0, ${messagesPerTicket - 1}) m`);
}
