import { createHash } from 'node:crypto';
import pg from 'pg';

/** The token of the measured customer's session; its database is thrown away. */
export const sessionToken = 'bench-session-token-of-the-measured-customer';

export interface Size {
  readonly organizations: number;
  readonly tickets: number;
  readonly messagesPerTicket: number;
}

const people = `
  create function pg_temp.id(kind text, n bigint) returns uuid immutable language sql as $$
    select (substr(h, 1, 12) || '4' || substr(h, 14, 3) || '8' || substr(h, 18))::uuid from md5(kind || n) h
  $$`;

/** The same rows on every run, made inside the database: never through the API. */
export async function loadData(databaseUrl: string, size: Size): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: 0 });
  await client.connect();
  try {
    await client.query(people);
    await client.query('begin');
    await loadPeople(client, size.organizations);
    await loadTickets(client, size);
    await client.query('commit');
    await client.query('vacuum analyze');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
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
  await client.query(
    `insert into identity.session
      (id, user_id, organization_id, kind, token_hash, idle_seconds, created_at, last_seen_at, expires_at)
      values (pg_temp.id('session', 1), pg_temp.id('user', 1), pg_temp.id('organization', 1), 'page', $1, 1209600,
        now(), now(), now() + interval '30 days')`,
    [createHash('sha256').update(sessionToken).digest('base64url')],
  );
}

// The measured customer has 60 requests, all others share the rest.
async function loadTickets(client: pg.Client, size: Size): Promise<void> {
  const { tickets, organizations, messagesPerTicket } = size;
  await client.query(`insert into support.ticket
    (id, organization_id, number, subject, status, kind, requester_id, created_at, last_public_activity_at,
      first_response_due_at)
    select pg_temp.id('ticket', n), pg_temp.id('organization', owner), 'R-' || (10000 + n),
      'The export of report ' || n || ' stops at ' || n % 100 || ' percent',
      (array['open', 'in-progress', 'on-hold', 'closed'])[1 + n % 4], 'support', pg_temp.id('user', owner),
      now() - n * interval '10 minutes', now() - n * interval '9 minutes', now() - n * interval '9 minutes'
    from generate_series(1, ${tickets}) n,
      lateral (select case when n <= 60 then 1 else 2 + n % (${organizations} - 1) end as owner) o`);
  await client.query(`select setval('support.ticket_number', ${tickets} + 10001)`);
  await client.query(`insert into support.service_clock (ticket_id, organization_id, first_response_due_at, due_target, due_at)
    select id, organization_id, first_response_due_at, 'first-response', first_response_due_at from support.ticket
    where status <> 'closed'`);
  await client.query(`insert into support.message (id, ticket_id, author_id, author_kind, body, created_at)
    select pg_temp.id('message', n * ${messagesPerTicket} + m), t.id, t.requester_id, 'customer',
      repeat('The export stops, and the log says nothing that helps. ', 1 + m * 3), t.created_at + m * interval '1 hour'
    from generate_series(1, ${tickets}) n
      join support.ticket t on t.id = pg_temp.id('ticket', n),
      generate_series(0, ${messagesPerTicket - 1}) m`);
}
