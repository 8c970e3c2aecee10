import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import pg from 'pg';
import type { BenchSettings } from './bench-settings.js';
import { besideRoofline, type Servers, sides } from './beside-roofline.js';
import { feedTokenOf, loadFeeds } from './feed-data.js';
import type { Figure } from './figures.js';
import { loadLicensesUpTo } from './license-data.js';
import { type Load, loadOf, mean } from './measure.js';

/** What updaters get: the document, or that theirs is still right. */
const answers = [200, 304] as const;
const installations = 3_000_000;
const hour = 3_600;

/** Updaters of licenses at random ask for their feed, each from an address of its own. */
export async function measureFeeds(settings: BenchSettings): Promise<Figure[]> {
  const licenses = settings.quick ? 20_000 : 1_000_000;
  await loadLicensesUpTo(settings.databaseUrl, licenses);
  await loadFeeds(settings.databaseUrl, licenses);
  return besideRoofline(settings, 'feed-server.js', async (servers) => {
    const figures: Figure[] = [];
    for (const status of answers)
      for (const connections of [16, 128])
        figures.push(...(await measured(servers, settings, { status, connections, licenses })));
    return figures;
  });
}

interface Question {
  readonly status: (typeof answers)[number];
  readonly connections: number;
  readonly licenses: number;
}

async function measured(servers: Servers, settings: BenchSettings, about: Question): Promise<Figure[]> {
  const loads = { portal: [] as Load[], roofline: [] as Load[] };
  for (const side of sides) await ask(servers[side].url, about, settings.warmUpSeconds);
  const before = await statements(settings.databaseUrl);
  let asked = 0;
  for (let round = 0; round < settings.rounds; round += 1)
    for (const side of sides) {
      const load = await ask(servers[side].url, about, settings.seconds);
      loads[side].push(load);
      asked += load.sent;
    }
  // Of both sides together: the roofline makes exactly one for each.
  const each = ((await statements(settings.databaseUrl)) - before) / asked;
  return figuresOf(about, loads, each);
}

function figuresOf(
  { status, connections }: Question,
  loads: Readonly<Record<(typeof sides)[number], readonly Load[]>>,
  each: number,
): Figure[] {
  const name = `feed ${status}, ${connections} connections`;
  const perSecond = (side: (typeof sides)[number]) => mean(loads[side].map((load) => load.perSecond));
  const p99 = (side: (typeof sides)[number]) => mean(loads[side].map((load) => load.p99Ms));
  const [portal, roofline] = [perSecond('portal'), perSecond('roofline')];
  const hours = installations / portal / hour;
  return [
    { name, value: portal, unit: '/s', roofline, compared: portal / roofline, bar: { atLeast: 0.5 } },
    {
      name: `${name}, p99`,
      value: p99('portal'),
      unit: 'ms',
      roofline: p99('roofline'),
      compared: p99('portal'),
      bar: null,
    },
    {
      name: `${name}, statements`,
      value: each,
      unit: 'each',
      roofline: 1,
      compared: each,
      bar: { atMost: 1.01 },
    },
    {
      name: `${name}, for 3 million`,
      value: hours,
      unit: 'h',
      roofline: installations / roofline / hour,
      compared: hours,
      bar: null,
    },
  ];
}

/** @throws Error when a single answer has another status */
async function ask(url: string, { status, connections, licenses }: Question, seconds: number): Promise<Load> {
  const path = (n: number) => `/updates/${feedTokenOf(n)}/feed.json?platform=windows&architecture=x64`;
  const first = await fetch(`${url}${path(1)}`);
  const etag = first.headers.get('etag') ?? '';
  await first.arrayBuffer();
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: {},
    requests: [
      {
        setupRequest: (request) => {
          const n = 1 + Math.floor(Math.random() * licenses);
          const from = { 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` };
          const known = status === 304 ? { 'if-none-match': etag } : {};
          return { ...request, path: path(n), headers: { ...from, ...known } };
        },
      },
    ],
    verifyBody: (body) => (status === 304 ? body === '' : body.includes('"counter":')),
  });
  const other = status === 304 ? result.requests.total - result.non2xx : result.non2xx;
  const wrong = result.errors + result.timeouts + result.mismatches + other;
  if (wrong > 0) throw new Error(`Void: ${wrong} of ${result.requests.total} answers of ${url} were wrong.`);
  return loadOf(result);
}

/** How many statements the database has run: outside of transactions each is one of its own. */
async function statements(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // A process with nothing to do tells within ten seconds what it did before.
  await wait(11_000);
  const { rows } = await client.query<{ count: string }>(
    'select xact_commit as count from pg_stat_database where datname = current_database()',
  );
  await client.end();
  return Number(rows[0]?.count ?? 0);
}
