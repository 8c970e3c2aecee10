import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../src/demo/embedded-postgres.js';
import { documentedServer, nginxInstalled, startNginx } from '../harness/nginx.js';
import type { BenchSettings } from './bench-settings.js';
import { curl, downloaded } from './curl.js';
import type { Figure } from './figures.js';
import { mean } from './measure.js';
import { startPortal } from './portal.js';
import type { Started } from './processes.js';
import { type TransferShop, transferShop } from './transfer-shop.js';

const gibibyte = 2 ** 30;
const mostMemoryMiB = 64;

/** Large files: throughput beside nginx with sendfile, and what they cost in memory. */
export async function measureTransfers(settings: BenchSettings): Promise<Figure[]> {
  if (!nginxInstalled) throw new Error('nginx is not installed.');
  const sizeBytes = settings.quick ? gibibyte / 4 : gibibyte;
  const shop = await transferShop(settings, sizeBytes);
  return [...(await speeds(settings, shop, sizeBytes)), ...(await memories(settings, shop))];
}

/** Each side sends the same file from the same cache of the system. */
async function speeds(settings: BenchSettings, shop: TransferShop, sizeBytes: number): Promise<Figure[]> {
  const [plain, before] = [await freePort(), await freePort()];
  const portal = await startPortal(settings);
  const behind = await startPortal(settings, {
    DOWNLOADS_SENT_BY: 'nginx',
    TRUSTED_PROXIES: '127.0.0.1',
    ALLOWED_HOSTS: `127.0.0.1:${before}`,
  });
  const { folder } = settings;
  const servers = `sendfile on; tcp_nopush on; server { listen 127.0.0.1:${plain}; root ${folder}; }
    ${documentedServer({ port: before, portal: behind.url, folder })}`;
  const nginx = await startNginx(plain, servers);
  try {
    // A token holds for the address of the portal that gave it.
    const [token, tokenBehind] = [
      await shop.tokenOf('customer', portal.url),
      await shop.tokenOf('customer', behind.url),
    ];
    const sides = {
      nginx: { url: `http://127.0.0.1:${plain}/${shop.path}`, token },
      portal: { url: `${portal.url}${shop.content}`, token },
      accelerated: { url: `http://127.0.0.1:${before}${shop.content}`, token: tokenBehind },
    };
    const figures: Figure[] = [];
    for (const connections of [1, 32])
      figures.push(...(await compared(sides, { connections, sizeBytes, rounds: settings.rounds })));
    return figures;
  } finally {
    await nginx.stop();
    await Promise.all([portal.stop(), behind.stop()]);
  }
}

interface Source {
  readonly url: string;
  readonly token: string;
}

interface Question {
  readonly connections: number;
  readonly sizeBytes: number;
  readonly rounds: number;
}

type Side = 'nginx' | 'portal' | 'accelerated';

async function compared(sources: Readonly<Record<Side, Source>>, about: Question): Promise<Figure[]> {
  const rates = { nginx: [] as number[], portal: [] as number[], accelerated: [] as number[] };
  const sides = Object.keys(rates) as Side[];
  // One connection is over soon, so it is asked more often.
  const rounds = about.connections === 1 ? about.rounds * 2 : about.rounds;
  for (const side of sides) await rateOf(sources[side], { ...about, connections: 1 });
  // There and back: what a round leaves behind meets each side as often first as last.
  for (let round = 0; round < rounds; round += 1)
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      rates[side].push(await rateOf(sources[side], about));
  const roofline = mean(rates.nginx);
  const size = `${about.sizeBytes / gibibyte} GiB, ${about.connections} connections`;
  const figure = (name: string, side: Side, atLeast: number): Figure => {
    const value = mean(rates[side]);
    return { name, value, unit: 'GiB/s', roofline, compared: value / roofline, bar: { atLeast } };
  };
  return [
    figure(`download of ${size}`, 'portal', 0.75),
    figure(`download of ${size}, X-Accel-Redirect`, 'accelerated', 0.95),
  ];
}

/** GiB per second over all connections. @throws Error when a byte is missing */
async function rateOf({ url, token }: Source, { connections, sizeBytes }: Question): Promise<number> {
  const since = performance.now();
  const got = await Promise.all(Array.from({ length: connections }, () => downloaded(url, token)));
  const seconds = (performance.now() - since) / 1_000;
  if (got.some((bytes) => bytes !== sizeBytes)) throw new Error(`Void: ${url} sent too little.`);
  return (connections * sizeBytes) / gibibyte / seconds;
}

async function memories(settings: BenchSettings, shop: TransferShop): Promise<Figure[]> {
  const portal = await startPortal(settings);
  try {
    const customer = await shop.tokenOf('customer', portal.url);
    const staff = await shop.tokenOf('staff', portal.url);
    const url = `${portal.url}${shop.content}`;
    // What is compiled and cached with the first transfer stays, and is not its cost.
    await downloaded(url, customer);
    await upload(portal, { staff, draftId: shop.draftId, sizeBytes: gibibyte / 16, name: 'first.bin' });
    const sizeBytes = settings.quick ? gibibyte / 2 : 4 * gibibyte;
    const sent = { staff, draftId: shop.draftId, sizeBytes, name: 'large.bin' };
    const uploading = await growth(portal, () => upload(portal, sent));
    const slow = ['--limit-rate', '100k', '--max-time', settings.quick ? '8' : '20'];
    const downloading = await growth(portal, async () => {
      const many = Array.from({ length: 200 }, () => downloaded(url, customer, slow));
      if ((await Promise.all(many)).some((bytes) => bytes === 0)) throw new Error('Void: nothing was sent.');
    });
    return [
      memory(`memory of an upload of ${sizeBytes / gibibyte} GiB`, uploading),
      memory('memory of 200 slow downloads', downloading),
    ];
  } finally {
    await portal.stop();
  }
}

const memory = (name: string, value: number): Figure => ({
  ...{ name, value, unit: 'MiB', roofline: null, compared: value },
  bar: { atMost: mostMemoryMiB },
});

/** How much more resident memory the process has at the most than before. */
async function growth(portal: Started, work: () => Promise<unknown>): Promise<number> {
  await wait(3_000);
  const before = portal.memoryMiB() ?? Number.NaN;
  let most = before;
  const looks = setInterval(() => {
    most = Math.max(most, portal.memoryMiB() ?? 0);
  }, 50);
  await work();
  clearInterval(looks);
  return most - before;
}

interface SentFile {
  readonly staff: string;
  readonly draftId: string;
  readonly sizeBytes: number;
  readonly name: string;
}

/** In one piece over tus, from a file that takes no room. */
async function upload(portal: Started, { staff, draftId, sizeBytes, name }: SentFile): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, '');
    truncateSync(file, sizeBytes);
    const about = {
      releaseId: draftId,
      filename: name,
      platform: 'any',
      architecture: 'any',
      type: 'archive',
    };
    const metadata = Object.entries(about).map(
      ([key, text]) => `${key} ${Buffer.from(text).toString('base64')}`,
    );
    const tus = { 'tus-resumable': '1.0.0', authorization: `Bearer ${staff}` };
    const begun = await fetch(`${portal.url}/api/v1/staff/release-uploads`, {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(sizeBytes), 'upload-metadata': metadata.join(',') },
    });
    const headers = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    const flags = Object.entries({ ...headers, expect: '' }).flatMap(([key, value]) => [
      '-H',
      `${key}: ${value}`,
    ]);
    const target = `${portal.url}${begun.headers.get('location')}`;
    const status = await curl([
      '-X',
      'PATCH',
      '-T',
      file,
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      ...flags,
      target,
    ]);
    if (status !== '204') throw new Error(`Void: the upload answered ${status}.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
