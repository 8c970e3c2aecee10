import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { AttachArtifact } from '../../../src/modules/downloads/application/attach-artifact.js';
import { DraftRelease } from '../../../src/modules/downloads/application/draft-release.js';
import { PublishRelease } from '../../../src/modules/downloads/application/publish-release.js';
import { chromiumPath, launchBrowser } from '../../harness/browser.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { CuttingProxy } from './cutting-proxy.js';
import { keyObject, keyOf } from './feed-shop.js';
import { aLicense, aProduct } from './shop.js';

/** Large enough for four connections of aria2, which splits no piece below 1 MiB. */
const content = Buffer.alloc(6 * 1024 * 1024, createHash('sha512').update('every 64 bytes differ').digest());
for (let at = 0; at < content.length; at += 64) content.writeUInt32BE(at, at);
const sha256 = createHash('sha256').update(content).digest('hex');
const fileName = 'setup.bin';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-programs-'));
let portal: Portal;
let proxy: CuttingProxy;
let member: SignedInMember;
let productId: string;
let version = 0;

beforeAll(async () => {
  portal = await startPortal();
  proxy = await CuttingProxy.before(portal.baseUrl);
  member = await signedInMember(portal);
  productId = await aProduct(portal);
  const { organizationId } = member;
  await aLicense(portal, { productId, organizationId, maintenanceEndsAt: '2030-01-01T00:00:00Z' });
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  proxy?.close();
  await portal?.close();
});

/** A ticket of a new file, by the address of the bad network. */
async function aTicket() {
  const about = { productId, version: `1.0.${version++}`, channel: 'stable', title: 'It' } as const;
  const releaseId = await portal
    .get(DraftRelease)
    .execute(system, { ...about, notesMarkdown: '', critical: false });
  const kind = { platform: 'linux', architecture: 'x64', type: 'archive' } as const;
  const artifactId = await portal
    .get(AttachArtifact)
    .execute(system, { releaseId, fileName, ...kind, content });
  const publishedAt = new Date('2026-01-10T09:00:00Z');
  await portal.get(PublishRelease).execute(system, { releaseId, publishedAt });
  const { body } = await member.api.post(`/api/v1/releases/${releaseId}/artifacts/${artifactId}/tickets`);
  return { id: body.id as string, url: `${proxy.url}${new URL(body.url).pathname}`, releaseId, artifactId };
}

const expire = ({ id }: { readonly id: string }) =>
  portal.sql('update downloads.ticket set expires_at = $1 where id = $2', [portal.clock.now(), id]);
const renew = ({ id }: { readonly id: string }) => member.api.post(`/api/v1/download-tickets/${id}/renewal`);
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/**
 * Where an answer began that did not begin at 0, once it is written down: the program went on with what it had. Not the
 * one that completes it: the kernel takes megabytes that the bad network then loses.
 */
async function wentOnFrom(artifactId: string): Promise<number> {
  for (;;) {
    const [row] = await portal.sql<{ first: number }>(
      'select first_byte::int as first from downloads.download_log where first_byte > 0 and artifact_id = $1',
      [artifactId],
    );
    if (row) return row.first;
    await new Promise(setImmediate);
  }
}

/** The exit code of a program that works in the folder. */
function run(program: string, args: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve) => {
    execFile(program, [...args], { cwd, timeout: 30_000 }, (error) =>
      resolve(typeof error?.code === 'number' ? error.code : error ? -1 : 0),
    );
  });
}

interface Program {
  readonly name: string;
  readonly args: readonly string[];
  /** Bytes after which each of its connections breaks. */
  readonly cutAfter: number;
}

const programs: readonly Program[] = [
  { name: 'curl', args: ['-fsS', '-C', '-', '-o', fileName], cutAfter: 2_500_000 },
  { name: 'wget', args: ['-q', '-c', '--tries=1'], cutAfter: 2_500_000 },
  {
    name: 'aria2c',
    args: ['-q', '-x4', '-s4', '-k1M', '--max-tries=1', '--no-conf', '--file-allocation=none', '-c'],
    cutAfter: 700_000,
  },
];

const isInstalled = (name: string) => spawnSync(name, ['--version']).status === 0;
const hasOpenssl = /OpenSSL 3/.test(spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? '');
const unescaped = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/&quot;|&#x27;|&#39;|&#x3D;/g, (entity) =>
      entity === '&quot;' ? '"' : entity === '&#x3D;' ? '=' : "'",
    )
    .replaceAll('&amp;', '&');

for (const { name, args, cutAfter } of programs) {
  const there = isInstalled(name);
  if (!there) process.stderr.write(`SKIPPED: ${name} is not installed, so its downloads are not tested.\n`);
  (there ? describe : describe.skip)(`DL-3 ${name}`, () => {
    it(`DL-3 goes on with ${name} after a break, an expired ticket, and its renewal`, async () => {
      const cwd = mkdtempSync(join(folder, `${name}-`));
      const ticket = await aTicket();
      proxy.cutAfter = cutAfter;
      expect(await run(name, [...args, ticket.url], cwd)).not.toBe(0);
      proxy.cutAfter = null;
      const file = join(cwd, fileName);
      expect(statSync(file).size).toBeGreaterThan(0);
      expect(hashOf(file)).not.toBe(sha256);

      await expire(ticket);
      const broken = hashOf(file);
      expect(await run(name, [...args, ticket.url], cwd)).not.toBe(0);
      expect(hashOf(file)).toBe(broken);

      expect((await renew(ticket)).status).toBe(200);
      expect(await run(name, [...args, ticket.url], cwd)).toBe(0);
      expect(hashOf(file)).toBe(sha256);
      expect(await wentOnFrom(ticket.artifactId)).toBeGreaterThan(0);
    }, 60_000);
  });
}

const openssl = hasOpenssl ? describe : describe.skip;
openssl('DL-3 the checks that the page tells', () => {
  /** The commands of the page, as somebody copies them. */
  async function commandsOf(releaseId: string): Promise<string[]> {
    const { html } = await member.visitor.get(`/downloads/${releaseId}`);
    return [...html.matchAll(/<pre[^>]*><code>([^<]*)<\/code>/g)].map(([, text = '']) => unescaped(text));
  }

  it('DL-3 accept the file and its signature, and refuse a changed one', async () => {
    const cwd = mkdtempSync(join(folder, 'checks-'));
    const { releaseId } = await aTicket();
    const [linux = '', , windows, signature = ''] = await commandsOf(releaseId);
    expect(windows).toBe(
      `(Get-FileHash -Algorithm SHA256 -LiteralPath '${fileName}').Hash -eq '${sha256.toUpperCase()}'`,
    );
    writeFileSync(join(cwd, fileName), content);
    for (const command of [linux, signature]) expect(await run('sh', ['-c', command], cwd)).toBe(0);
    writeFileSync(join(cwd, fileName), content.subarray(1));
    for (const command of [linux, signature]) expect(await run('sh', ['-c', command], cwd)).not.toBe(0);
  });

  it('DL-3 accept SHA256SUMS with its signature, the same bytes on both faces', async () => {
    const cwd = mkdtempSync(join(folder, 'sums-'));
    const { releaseId } = await aTicket();
    const [sums, sig] = [
      await member.api.get(`/api/v1/releases/${releaseId}/SHA256SUMS`),
      await member.api.get(`/api/v1/releases/${releaseId}/SHA256SUMS.sig`),
    ];
    expect(sums.body.toString()).toBe(`${sha256}  ${fileName}\n`);
    const page = await member.visitor.bytes(`/downloads/${releaseId}/SHA256SUMS`);
    expect(page.bytes.equals(sums.body)).toBe(true);
    const again = await member.visitor.bytes(`/downloads/${releaseId}/SHA256SUMS.sig`);
    expect(again.bytes.equals(sig.body)).toBe(true);
    const published = await keyOf(portal, 'lists');
    expect(published.kid).toBe(sig.headers.get('latchkey-key'));
    const pem = keyObject(published).export({ type: 'spki', format: 'pem' });
    const files = { [fileName]: content, SHA256SUMS: sums.body, 'SHA256SUMS.sig': sig.body, 'key.pem': pem };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(cwd, name), bytes);
    expect(await run('sha256sum', ['-c', 'SHA256SUMS'], cwd)).toBe(0);
    const check = ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin'];
    const signed = ['-in', 'SHA256SUMS', '-sigfile', 'SHA256SUMS.sig'];
    expect(await run('openssl', [...check, ...signed], cwd)).toBe(0);
  });
});

(chromiumPath ? describe : describe.skip)('DL-3 Chromium', () => {
  it('DL-3 hashes a file in the browser and says of which release it is, or that it is unknown', async () => {
    await aTicket();
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const requests: string[] = [];
      page.on('request', (request) => requests.push(`${request.method()} ${request.postData() ?? ''}`));
      for (const [bytes, verdict] of [
        [content, 'complete and unchanged'],
        [content.subarray(1), 'We never published this file'],
      ] as const) {
        await page.goto(`${portal.baseUrl}/downloads/verify`);
        await page.setInputFiles('#f-checked', {
          name: 'x.bin',
          mimeType: 'application/x-any',
          buffer: Buffer.from(bytes),
        });
        await page.waitForURL(/sha256=[0-9a-f]{64}$/);
        await page.getByText(verdict).waitFor();
      }
      expect(requests.filter((request) => request !== 'GET ')).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);

  it('DL-3 goes on with its own downloads after a break, an expired ticket, and its renewal', async () => {
    const ticket = await aTicket();
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ acceptDownloads: true });
      const cut = proxy.cutOnce(2_500_000);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.goto(ticket.url).catch(() => undefined),
      ]);
      // It asks for the rest by itself; before the portal hears of it, a day passes and the page is opened again.
      const goOn = await cut;
      await expire(ticket);
      const { pathname } = new URL(ticket.url);
      expect((await portal.api().get(pathname)).status).toBe(410);
      expect((await renew(ticket)).status).toBe(200);
      goOn();
      expect(hashOf(await download.path())).toBe(sha256);
      expect(await wentOnFrom(ticket.artifactId)).toBeGreaterThan(0);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
