import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../src/demo/embedded-postgres.js';
import { projectRoot } from '../../src/platform/project-root.js';
import type { BenchSettings } from './bench-settings.js';
import { sides } from './beside-roofline.js';
import type { Figure } from './figures.js';
import { sessionToken } from './load-data.js';
import { type Load, mean, medianLatency, percentile, type Target, throughput } from './measure.js';
import { PlainClient } from './plain-client.js';
import { startPortal } from './portal.js';
import { type Started, startServer } from './processes.js';

const cookie = 'latchkey-session';
// A browser that was here before, so it sends the visitor's cookie too.
const visitor = 'latchkey-visitor=AAAAAAAAAAAAAAAAAAAAAA';
const headers = { cookie: `${cookie}=${sessionToken}; ${visitor}`, accept: 'text/html' };
const rowsOnPage = 25;

interface Pair<T> {
  readonly portal: T;
  readonly roofline: T;
}

/** The signed-in list of 25 requests, the portal and the roofline in turn, and the cold start of both. */
export async function measureList(settings: BenchSettings): Promise<Figure[]> {
  const portal = await startPortal(settings);
  let roofline: Started | null = null;
  try {
    const target = targetOf(portal);
    const html = await onePage(target);
    roofline = await startRoofline(settings, html);
    const twin = targetOf(roofline);
    if ((await onePage(twin)) !== html) throw new Error('Void: the roofline does not answer the same bytes.');
    const figures = await compare({ portal: target, roofline: twin }, { portal, roofline }, settings);
    const memory = { portal: portal.memoryMiB(), roofline: roofline.memoryMiB() };
    await portal.stop();
    await roofline.stop();
    const pageBytes = Buffer.byteLength(html);
    return [
      ...figures,
      ...memoryFigures(memory),
      plain('page, HTML', pageBytes / 1_024, 'KiB'),
      ...(await coldStart(settings, html)),
    ];
  } finally {
    await portal.stop();
    await roofline?.stop();
  }
}

async function startRoofline(settings: BenchSettings, html: string): Promise<Started> {
  const template = join(settings.folder, 'list.hbs');
  writeFileSync(template, await templateOf(html, settings.databaseUrl));
  const port = await freePort();
  const script = join(projectRoot, 'dist/test/bench/roofline/server.js');
  return await startServer(script, [String(port), template, cookie], port, settings.environment(port));
}

// The oldest row of the page is the marker: it is there only when all 25 are.
function targetOf({ url }: Started): Target {
  return { url: `${url}/requests`, headers, marker: `R-${10_000 + rowsOnPage}` };
}

async function onePage(target: Target): Promise<string> {
  const client = await PlainClient.open(target.url, target.headers);
  const { status, body } = await client.get();
  client.close();
  if (status !== 200 || !body.includes(target.marker) || body.includes(`R-${10_001 + rowsOnPage}`))
    throw new Error(`Void: ${target.url} answered ${status}, not a page of ${rowsOnPage} requests.`);
  return body;
}

/** The page with every value that comes from a row taken out again, so that printing it costs what it must. */
async function templateOf(html: string, databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Record<'id' | 'number' | 'subject', string>>(
    `select t.id, t.number, t.subject from support.ticket t
       join identity.session s on s.organization_id = t.organization_id
     order by last_public_activity_at desc, t.id desc limit ${rowsOnPage}`,
  );
  await client.end();
  // What the page itself has in braces must not become a placeholder.
  let template = html.replaceAll('{{', '\\{{');
  for (const [index, row] of rows.entries()) {
    for (const name of ['id', 'number', 'subject'] as const)
      template = template.replaceAll(row[name], `{{rows.[${index}].${name}}}`);
  }
  return template;
}

async function compare(
  targets: Pair<Target>,
  servers: Pair<Started>,
  settings: BenchSettings,
): Promise<Figure[]> {
  const loads = { portal: [] as Load[], roofline: [] as Load[] };
  const medians = { portal: [] as number[], roofline: [] as number[] };
  const cpu = { portal: 0, roofline: 0 };
  for (const name of sides) await throughput(targets[name], settings.warmUpSeconds);
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const name of sides) {
      medians[name].push(await medianLatency(targets[name], settings.requests));
      const before = servers[name].cpuMs() ?? Number.NaN;
      loads[name].push(await throughput(targets[name], settings.seconds));
      cpu[name] += (servers[name].cpuMs() ?? Number.NaN) - before;
    }
  }
  const count = both(loads, (list) => list.reduce((sum, load) => sum + load.requests, 0));
  const perSecond = both(loads, (list) => mean(list.map((load) => load.perSecond)));
  const p99 = both(loads, (list) => mean(list.map((load) => load.p99Ms)));
  const p50 = both(medians, (list) => percentile(list, 0.5));
  const cost = { portal: cpu.portal / count.portal, roofline: cpu.roofline / count.roofline };
  return [
    figure('list of requests, 16 connections', '/s', perSecond, { atLeast: 0.4 }),
    figure('list of requests, p50 at 1 connection', 'ms', p50, { atMost: 3.4 }),
    figure('list of requests, p99 at 16 connections', 'ms', p99, { atMost: 3 }),
    // Moves least when other work runs on the machine.
    figure('list of requests, CPU of the web process', 'ms', cost, null),
  ];
}

function both<T>(pair: Pair<T>, of: (value: T) => number): Pair<number> {
  return { portal: of(pair.portal), roofline: of(pair.roofline) };
}

async function coldStart(settings: BenchSettings, html: string): Promise<Figure[]> {
  const times = { portal: [] as number[], roofline: [] as number[] };
  for (let round = 0; round < settings.coldStarts; round += 1) {
    for (const name of sides) {
      const server = await (name === 'portal' ? startPortal(settings) : startRoofline(settings, html));
      times[name].push(server.coldStartMs / 1_000);
      await server.stop();
    }
  }
  const { portal, roofline } = both(times, (list) => percentile(list, 0.5));
  return [{ ...plain('cold start of web', portal, 's'), roofline, compared: portal, bar: { atMost: 1.5 } }];
}

function figure(name: string, unit: string, values: Pair<number>, bar: Figure['bar']): Figure {
  const { portal, roofline } = values;
  return { name, value: portal, unit, roofline, compared: portal / roofline, bar };
}

function memoryFigures({ portal, roofline }: Pair<number | null>): Figure[] {
  if (portal === null) return [];
  return [{ ...plain('memory of web after the load', portal, 'MiB'), roofline, bar: { atMost: 250 } }];
}

const plain = (name: string, value: number, unit: string): Figure => ({
  name,
  value,
  unit,
  roofline: null,
  compared: value,
  bar: null,
});
