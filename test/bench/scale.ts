import pg from 'pg';
import { ormParts } from '../../src/app.module.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { openDatabase } from './bench-database.js';
import { type BenchSettings, benchSettings } from './bench-settings.js';
import type { Figure } from './figures.js';
import { ids, loadData, loadMoreTickets, openSession, sessionToken } from './load-data.js';
import { medianLatency, type Target } from './measure.js';
import { startPortal } from './portal.js';
import { type Started, serverCpuMs } from './processes.js';

const messagesPerTicket = 6;
const organizations = 10_000;
const large = 'bench-session-token-of-the-large-customer';
const agent = 'bench-session-token-of-the-agent';
const staffPerson = 3;

interface Asked {
  readonly name: string;
  readonly path: string;
  readonly token: string;
  readonly marker: string;
}

/** What one answer costs the portal and its database together, and how long one waits for it. */
interface Cost {
  readonly cpuMs: number;
  readonly p50Ms: number;
}

/**
 * The same pages among ten thousand requests and among a million with six messages each (P5), and what agents and a
 * customer with a twentieth of all requests wait for there (P5b). In a database of its own.
 */
export async function measureScale(settings: BenchSettings): Promise<Figure[]> {
  const [few, many] = settings.quick ? [2_000, 40_000] : [10_000, 1_000_000];
  const database = await openDatabase();
  const own = benchSettings(settings.quick, { ...settings, databaseUrl: database.url });
  try {
    await migrate(loadConfig(own.environment(0)), ormParts);
    await loadData(database.url, { organizations, tickets: few, messagesPerTicket });
    await admitReaders(database.url);
    const small = await costsOf(own, await pagesOf(database.url));
    await loadMoreTickets(database.url, { organizations, from: few + 1, tickets: many, messagesPerTicket });
    const pages = await pagesOf(database.url);
    return figuresOf(small, await costsOf(own, [...pages, ...(await largePagesOf(database.url, many))]));
  } finally {
    await database.drop();
  }
}

async function withClient<T>(databaseUrl: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(ids);
    return await run(client);
  } finally {
    await client.end();
  }
}

async function admitReaders(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(`update identity.user set staff_role = 'agent' where id = pg_temp.id('user', $1)`, [
      staffPerson,
    ]);
    await client.query(`delete from identity.membership where user_id = pg_temp.id('user', $1)`, [
      staffPerson,
    ]);
    await openSession(client, { person: 2, token: large });
    await openSession(client, { person: staffPerson, token: agent, staff: true });
  });
}

// What a customer with sixty requests asks; the rows of the answers are the same at either size.
async function pagesOf(databaseUrl: string): Promise<Asked[]> {
  const detail = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(`select pg_temp.id('ticket', 7) as id`);
    return rows[0]?.id ?? '';
  });
  const of = { token: sessionToken };
  return [
    { ...of, name: 'list', path: '/requests', marker: 'R-10025' },
    { ...of, name: 'detail', path: `/requests/${detail}`, marker: 'R-10007' },
    { ...of, name: 'search', path: '/requests?query=E49', marker: 'R-10007' },
  ];
}

async function largePagesOf(databaseUrl: string, many: number): Promise<Asked[]> {
  const deep = await cursorOfPage(databaseUrl, Math.min(1_000, Math.floor(many / 20 / 25) - 1));
  const desk = { token: agent, marker: 'data-row' };
  const customer = { token: large, marker: 'data-row' };
  return [
    { ...desk, name: 'inbox, unassigned', path: '/admin/tickets?view=unassigned' },
    { ...desk, name: 'inbox, due next', path: '/admin/tickets?view=due' },
    { ...desk, name: 'inbox, of a priority', path: '/admin/tickets?view=all&priority=normal&assignee=' },
    { ...desk, name: 'inbox, search of a rare word', path: '/admin/tickets?view=all&query=E4911' },
    { ...desk, name: 'inbox, search of a common word', path: '/admin/tickets?view=all&query=host' },
    { ...customer, name: 'customer with a twentieth, page 1', path: '/requests' },
    { ...customer, name: 'customer with a twentieth, page 1,000', path: `/requests?cursor=${deep}` },
  ];
}

// As a list writes it (src/platform/http/paging.ts).
async function cursorOfPage(databaseUrl: string, page: number): Promise<string> {
  return await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ at: Date; id: string }>(
      `select last_public_activity_at as at, id from support.ticket
       where organization_id = pg_temp.id('organization', 2)
       order by last_public_activity_at desc, id desc offset $1 limit 1`,
      [(page - 1) * 25 - 1],
    );
    const [row] = rows;
    if (!row) throw new Error('Void: the large customer has too few requests.');
    return Buffer.from(`${row.at.toISOString()}\n${row.id}`).toString('base64url');
  });
}

async function costsOf(settings: BenchSettings, pages: readonly Asked[]): Promise<Map<string, Cost>> {
  const portal = await startPortal(settings);
  try {
    const costs = new Map<string, Cost>();
    for (const page of pages) costs.set(page.name, await costOf(portal, settings, page));
    return costs;
  } finally {
    await portal.stop();
  }
}

async function costOf(portal: Started, settings: BenchSettings, page: Asked): Promise<Cost> {
  const target: Target = {
    url: `${portal.url}${page.path}`,
    headers: { cookie: `latchkey-session=${page.token}`, accept: 'text/html' },
    marker: page.marker,
  };
  // Slow pages are asked less often, so that none takes minutes.
  const first = await medianLatency(target, 10);
  const requests = Math.max(20, Math.min(settings.requests, Math.floor(10_000 / first)));
  await medianLatency(target, Math.min(requests, 200));
  const before = await cpuOf(portal, settings.databaseUrl);
  const p50Ms = await medianLatency(target, requests);
  return { cpuMs: ((await cpuOf(portal, settings.databaseUrl)) - before) / requests, p50Ms };
}

async function cpuOf(portal: Started, databaseUrl: string): Promise<number> {
  const server = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return serverCpuMs(rows[0]?.pid ?? 0);
  });
  return (portal.cpuMs() ?? Number.NaN) + server;
}

const bars: Readonly<Record<string, number>> = { list: 1.15, detail: 1.15, search: 2 };
const waits: Readonly<Record<string, number>> = {
  'inbox, unassigned': 10,
  'inbox, due next': 10,
  'inbox, of a priority': 10,
  'inbox, search of a rare word': 100,
  'inbox, search of a common word': 100,
};

function figuresOf(small: ReadonlyMap<string, Cost>, big: ReadonlyMap<string, Cost>): Figure[] {
  const list = big.get('list')?.p50Ms ?? Number.NaN;
  return [...big].map(([name, cost]): Figure => {
    const before = small.get(name);
    if (before) {
      const compared = cost.cpuMs / before.cpuMs;
      const bar = { atMost: bars[name] ?? 1.15 };
      return {
        name: `${name}, CPU with a hundred times as many`,
        value: cost.cpuMs,
        unit: 'ms',
        roofline: before.cpuMs,
        compared,
        bar,
      };
    }
    const named = { name: `${name}, p50`, value: cost.p50Ms, unit: 'ms' };
    const atMost = waits[name];
    if (atMost !== undefined) return { ...named, roofline: null, compared: cost.p50Ms, bar: { atMost } };
    return { ...named, roofline: list, compared: cost.p50Ms / list, bar: { atMost: 1.3 } };
  });
}
