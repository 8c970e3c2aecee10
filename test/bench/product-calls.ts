import autocannon from 'autocannon';
import pg from 'pg';
import type { BenchSettings } from './bench-settings.js';
import { besideRoofline, type Servers, sides } from './beside-roofline.js';
import type { Figure } from './figures.js';
import { fingerprintOf, loadLicenses, machinesPerLicense, serialOf } from './license-data.js';
import { type Load, loadOf, mean } from './measure.js';

const calls = ['validations', 'heartbeats'] as const;
const daySeconds = 86_400;

/** What is measured at a number of licenses: requests per second and p99 of both sides. */
interface Measured {
  readonly portal: Load;
  readonly roofline: Load;
}

/**
 * The two calls that every installation makes all the time, on machines at random: at first among few licenses, then
 * among many. Both sides in turn, so that what else runs on the machine disturbs both.
 */
export async function measureLicensing(settings: BenchSettings): Promise<Figure[]> {
  const [few, many] = settings.quick ? [1_000, 20_000] : [10_000, 1_000_000];
  await loadLicenses(settings.databaseUrl, 1, few);
  const small = await besideRoofline(settings, 'license-server.js', (servers) =>
    measureCalls(servers, settings, few, [16]),
  );
  await loadLicenses(settings.databaseUrl, few + 1, many);
  const before = await wholeTableReads(settings.databaseUrl);
  const large = await besideRoofline(settings, 'license-server.js', (servers) =>
    measureCalls(servers, settings, many, [1, 16, 128]),
  );
  const read = (await wholeTableReads(settings.databaseUrl)) - before;
  if (read > 0) throw new Error(`Void: ${read} times a whole table of licenses or machines was read.`);
  return calls.flatMap((call) => {
    const at = (connections: number) => measuredOf(large, call, connections);
    return [
      ...[1, 16, 128].flatMap((connections) =>
        figuresOf(`${call}, ${connections} connections`, at(connections)),
      ),
      growth(call, measuredOf(small, call, 16), at(16)),
      perDay(call, at(16)),
    ];
  });
}

type Results = ReadonlyMap<string, Measured>;

function measuredOf(results: Results, call: string, connections: number): Measured {
  const found = results.get(`${call} ${connections}`);
  if (!found) throw new Error(`${call} were not measured at ${connections} connections.`);
  return found;
}

async function measureCalls(
  servers: Servers,
  settings: BenchSettings,
  licenses: number,
  connections: readonly number[],
): Promise<Results> {
  const results = new Map<string, Measured>();
  for (const call of calls)
    for (const count of connections) {
      const loads = { portal: [] as Load[], roofline: [] as Load[] };
      for (const side of sides)
        await ask(`${servers[side].url}/api/v1/product/${call}`, licenses, count, settings.warmUpSeconds);
      for (let round = 0; round < settings.rounds; round += 1)
        for (const side of sides)
          loads[side].push(
            await ask(`${servers[side].url}/api/v1/product/${call}`, licenses, count, settings.seconds),
          );
      results.set(`${call} ${count}`, { portal: averaged(loads.portal), roofline: averaged(loads.roofline) });
    }
  return results;
}

/** @throws Error when a single answer is not valid */
async function ask(url: string, licenses: number, connections: number, seconds: number): Promise<Load> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: [{ setupRequest: (request) => ({ ...request, ...aMachineOf(licenses) }) }],
    verifyBody: (body) => body.includes('"code":"VALID"'),
  });
  const wrong = result.errors + result.timeouts + result.mismatches + result.non2xx;
  if (wrong > 0) throw new Error(`Void: ${wrong} of ${result.requests.total} answers of ${url} were wrong.`);
  return loadOf(result);
}

/** Each machine calls from an address of its own, as it does behind a proxy; otherwise the limit per address answers. */
function aMachineOf(licenses: number) {
  const n = 1 + Math.floor(Math.random() * licenses);
  const m = 1 + Math.floor(Math.random() * machinesPerLicense);
  const address = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
  return {
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ serialNumber: serialOf(n), fingerprint: fingerprintOf(n, m), version: '4.2.0' }),
  };
}

// Of small tables it is right, so only the large ones are looked at.
async function wholeTableReads(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ reads: number }>(
    `select sum(seq_scan)::int as reads from pg_stat_user_tables
     where schemaname = 'licensing' and relname in ('license', 'installation')`,
  );
  await client.end();
  return rows[0]?.reads ?? 0;
}

const averaged = (loads: readonly Load[]): Load => ({
  requests: loads.reduce((sum, load) => sum + load.requests, 0),
  sent: loads.reduce((sum, load) => sum + load.sent, 0),
  perSecond: mean(loads.map((load) => load.perSecond)),
  p99Ms: mean(loads.map((load) => load.p99Ms)),
});

function figuresOf(name: string, { portal, roofline }: Measured): Figure[] {
  const compared = portal.perSecond / roofline.perSecond;
  return [
    {
      name,
      value: portal.perSecond,
      unit: '/s',
      roofline: roofline.perSecond,
      compared,
      bar: { atLeast: 0.5 },
    },
    {
      name: `${name}, p99`,
      value: portal.p99Ms,
      unit: 'ms',
      roofline: roofline.p99Ms,
      compared: portal.p99Ms,
      bar: null,
    },
  ];
}

function growth(call: string, small: Measured, large: Measured): Figure {
  const value = small.portal.perSecond / large.portal.perSecond;
  const roofline = small.roofline.perSecond / large.roofline.perSecond;
  const name = `${call}, slower with a hundred times as many licenses`;
  return { name, value, unit: 'times', roofline, compared: value, bar: { atMost: 2 } };
}

/** How many installations could call once a day, if they did so evenly. */
function perDay(call: string, { portal, roofline }: Measured): Figure {
  const millions = (load: Load) => (load.perSecond * daySeconds) / 1e6;
  const [value, most] = [millions(portal), millions(roofline)];
  const name = `${call} a day, 16 connections`;
  return { name, value, unit: 'million', roofline: most, compared: value, bar: { atLeast: 3 } };
}
