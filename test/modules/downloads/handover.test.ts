import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { YankRelease } from '../../../src/modules/downloads/application/yank-release.js';
import { Config } from '../../../src/platform/config/config.js';
import { ApiClient } from '../../harness/clients.js';
import { rowsOnce } from '../../harness/eventually.js';
import { documentedServer, nginxInstalled, startNginx, type TestNginx } from '../../harness/nginx.js';
import { type SignedInMember, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { nextPort } from '../../harness/ports.js';
import { s3Installed, startS3, type TestS3 } from '../../harness/s3.js';
import { browserOf } from '../support/desk.js';
import { aLicense, aProduct, aRelease, fileBytes } from './shop.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Shop {
  readonly member: SignedInMember;
  readonly productId: string;
  readonly permitted: Awaited<ReturnType<typeof aRelease>>;
  readonly refused: Awaited<ReturnType<typeof aRelease>>;
}

async function aShop(portal: Portal): Promise<Shop> {
  const member = await signedInMember(portal);
  const productId = await aProduct(portal);
  const { organizationId } = member;
  await aLicense(portal, { productId, organizationId, maintenanceEndsAt: '2026-06-30T12:00:00Z' });
  const permitted = await aRelease(portal, productId, {
    version: '1.0.0',
    publishedAt: '2026-01-10T09:00:00Z',
    fileName: 'Übersicht "1.0".exe',
  });
  const refused = await aRelease(portal, productId, {
    version: '2.0.0',
    publishedAt: '2026-07-10T09:00:00Z',
  });
  return { member, productId, permitted, refused };
}

const toldOfDownloads = `select payload->>'userId' as user, payload->>'delivery' as delivery
  from platform.outbox where name = 'downloads.artifact-downloaded' order by sequence`;

/** The log is written when the answer has ended. */
const logged = (portal: Portal, count: number): Promise<object[]> =>
  rowsOnce(
    () =>
      portal.sql(
        'select first_byte::int, bytes_sent::int, completed, handed_to from downloads.download_log order by ended_at, id',
      ),
    count,
  );

const withNginx = nginxInstalled ? describe : describe.skip;
withNginx('DL-6 files sent by nginx (needs nginx)', () => {
  let portal: Portal;
  let nginx: TestNginx;
  let shop: Shop;
  let api: ApiClient;

  beforeAll(async () => {
    const port = await nextPort();
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-files-'));
    portal = await startPortal({
      environment: {
        DOWNLOADS_SENT_BY: 'nginx',
        STORAGE_URL: `file://${folder}`,
        ALLOWED_HOSTS: `127.0.0.1:${port}`,
        TRUSTED_PROXIES: 'loopback',
      },
    });
    nginx = await startNginx(port, documentedServer({ port, portal: portal.baseUrl, folder }));
    shop = await aShop(portal);
    api = new ApiClient(nginx.baseUrl, shop.member.accessToken);
  });

  afterAll(async () => {
    await nginx.stop();
    await portal.close();
  });

  const shown = [
    'etag',
    'accept-ranges',
    'cache-control',
    'content-disposition',
    'content-length',
    'content-range',
    'content-security-policy',
    'content-type',
    'last-modified',
    'location',
    'referrer-policy',
    'repr-digest',
    'x-accel-redirect',
    'x-content-type-options',
  ];

  async function answer(
    sentBy: string,
    headers: Record<string, string>,
    method = 'GET',
  ): Promise<Record<string, unknown>> {
    Object.assign(portal.get(Config), { downloadsSentBy: sentBy });
    const {
      status,
      headers: given,
      body,
    } = await api.call(method, shop.permitted.content, undefined, headers);
    // nginx says Accept-Ranges with whole files only; a part proves it.
    const names = shown.filter((name) => status !== 206 || name !== 'accept-ranges');
    const seen = Object.fromEntries(names.map((name) => [name, given.get(name)]));
    return { status, ...seen, body: Buffer.isBuffer(body) ? sha256(body) : body.code };
  }

  it.each([
    ['the whole file', {}],
    ['the first bytes', { range: 'bytes=0-9' }],
    ['the middle', { range: 'bytes=1000-1999' }],
    ['the rest', { range: 'bytes=399990-' }],
    ['the last bytes', { range: 'bytes=-7' }],
    ['more than there is', { range: 'bytes=399999-999999' }],
    ['past the end', { range: 'bytes=400000-' }],
    ['several ranges', { range: 'bytes=0-1,5-6' }],
    ['another unit', { range: 'lines=1-2' }],
    ['a part of another file', { range: 'bytes=0-9', 'if-range': '"other"' }],
    ['news since then', { 'if-modified-since': 'Thu, 01 Jan 2099 00:00:00 GMT' }],
  ] as [string, Record<string, string>][])('DL-3 answers like the portal itself: %s', async (_, headers) => {
    const own = await answer('portal', headers);
    expect(await answer('nginx', headers)).toEqual(own);
  });

  it('DL-3 keeps validators, so that a download goes on whoever sent its beginning', async () => {
    const { etag } = await answer('portal', {});
    const rest = { range: 'bytes=399990-', 'if-range': String(etag) };
    expect(await answer('nginx', rest)).toMatchObject({
      status: 206,
      'content-range': 'bytes 399990-399999/400000',
    });
    expect(await answer('nginx', { 'if-none-match': String(etag) })).toMatchObject({ status: 304, etag });
    expect(await answer('nginx', {}, 'HEAD')).toEqual(await answer('portal', {}, 'HEAD'));
  });

  it('DL-2 asks the portal at each request, and gives nobody the files without it', async () => {
    Object.assign(portal.get(Config), { downloadsSentBy: 'nginx' });
    const refused = await api.get(shop.refused.content);
    expect([refused.status, refused.body.code]).toEqual([403, 'not-entitled']);
    const { releaseId, artifactId } = shop.permitted;
    for (const folder of ['', '00/', 'ff/'])
      expect((await api.get(`/_files/${folder}releases~${releaseId}~${artifactId}`)).status).toBe(404);
    expect((await new ApiClient(nginx.baseUrl).get(shop.permitted.content)).status).toBe(401);
  });

  it('B7 writes down that nginx sent it, and claims no bytes', async () => {
    await portal.sql('delete from downloads.download_log');
    await answer('nginx', { range: 'bytes=5-' });
    expect(await logged(portal, 1)).toEqual([
      { first_byte: 5, bytes_sent: 0, completed: false, handed_to: 'nginx' },
    ]);
  });

  it('DL-7 says everywhere that the file was handed over, and tells it once', async () => {
    await portal.sql('delete from downloads.download_log');
    // Of the answers that were compared above, whichever ended first was told.
    await portal.sql('delete from downloads.received');
    await portal.sql("delete from platform.outbox where name = 'downloads.artifact-downloaded'");
    const { member, permitted } = shop;
    for (const range of ['bytes=5-', 'bytes=0-', 'bytes=0-']) await answer('nginx', { range });
    await logged(portal, 3);
    const { items } = (await member.api.get('/api/v1/downloads')).body;
    expect(items.map(({ delivery }: { delivery: string }) => delivery)).toEqual([
      'handed-over',
      'handed-over',
    ]);
    const { html } = await member.visitor.get('/downloads/log');
    expect([html.includes('Handed over'), html.includes('Completed')]).toEqual([true, false]);
    const csv = (await member.api.get('/api/v1/downloads/export')).body.toString();
    expect(csv.split('\r\n')[1]).toMatch(/,"?handed-over"?$/);
    const staff = await signedInStaff(portal, 'manager');
    const release = (await staff.api.get(`/api/v1/staff/releases/${permitted.releaseId}`)).body;
    expect([release.completedDownloads, release.handedOverDownloads]).toEqual([0, 2]);
    const console = await browserOf(portal, staff);
    expect((await console.get(`/admin/releases/${permitted.releaseId}`)).html).toContain(
      '2, of these 2 handed over to another server',
    );
    expect(await portal.sql(toldOfDownloads)).toEqual([{ user: member.userId, delivery: 'handed-over' }]);
  });

  it('DL-7 tells nothing of the end of a file that is handed over', async () => {
    const colleague = await signedInMember(portal, { organizationId: shop.member.organizationId });
    Object.assign(portal.get(Config), { downloadsSentBy: 'nginx' });
    await portal.sql('delete from downloads.download_log');
    const own = new ApiClient(nginx.baseUrl, colleague.accessToken);
    expect((await own.get(shop.permitted.content, { range: 'bytes=5-' })).status).toBe(206);
    await logged(portal, 1);
    expect((await colleague.api.get('/api/v1/downloads')).body.items).toEqual([]);
    expect(await portal.sql(toldOfDownloads)).not.toContainEqual(
      expect.objectContaining({ user: colleague.userId }),
    );
  });
});

const withS3 = s3Installed ? describe : describe.skip;
withS3('DL-6 files sent by the storage (needs python3-swift)', () => {
  let portal: Portal;
  let s3: TestS3;
  let shop: Shop;

  beforeAll(async () => {
    s3 = await startS3();
    portal = await startPortal({ environment: { DOWNLOADS_SENT_BY: 'storage', STORAGE_URL: s3.url } });
    shop = await aShop(portal);
  });

  afterAll(async () => {
    await portal.close();
    await s3.stop();
  });

  it('DL-3 sends the browser to a link of the storage that gives the file under its name, also in parts', async () => {
    const { status, headers } = await shop.member.api.get(shop.permitted.content);
    expect([status, headers.get('cache-control'), headers.get('etag')]).toEqual([302, 'no-store', null]);
    const link = headers.get('location') ?? '';
    expect(new URL(link).searchParams.get('X-Amz-Expires')).toBe('60');
    const file = await fetch(link);
    expect(Buffer.from(await file.arrayBuffer()).equals(fileBytes)).toBe(true);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''%C3%9Cbersicht%20%221.0%22.exe",
    );
    const part = await fetch(link, { headers: { range: 'bytes=399990-' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 399990-399999/400000']);
  });

  it('C3 gives nothing for a link that somebody changed, and nothing without one', async () => {
    const { headers } = await shop.member.api.get(shop.permitted.content);
    const link = new URL(headers.get('location') ?? '');
    const other = new URL(link);
    other.pathname = link.pathname.replace(shop.permitted.artifactId, shop.refused.artifactId);
    const longer = new URL(link);
    longer.searchParams.set('X-Amz-Expires', '600');
    const bare = new URL(link.pathname, link);
    const answers = await Promise.all([other, longer, bare].map((url) => fetch(url)));
    // Swift calls a request without any signature malformed, Amazon calls it forbidden.
    expect(answers.map(({ status }) => status === 400 || status === 403)).toEqual([true, true, true]);
  });

  it('DL-2 refuses before there is a link, and answers HEAD and known files itself', async () => {
    const refused = await shop.member.api.get(shop.refused.content);
    expect([refused.status, refused.headers.get('location')]).toEqual([403, null]);
    const head = await shop.member.api.call('HEAD', shop.permitted.content, undefined);
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '400000']);
    const etag = head.headers.get('etag') ?? '';
    expect((await shop.member.api.get(shop.permitted.content, { 'if-none-match': etag })).status).toBe(304);
  });

  it('B7 writes down that the storage sent it', async () => {
    await logged(portal, 2);
    await portal.sql('delete from downloads.download_log');
    await shop.member.api.get(shop.permitted.content);
    expect(await logged(portal, 1)).toEqual([
      { first_byte: 0, bytes_sent: 0, completed: false, handed_to: 'storage' },
    ]);
  });

  it('DL-7 tells whoever the storage sent the file to that it was withdrawn', async () => {
    await shop.member.api.get(shop.permitted.content);
    await logged(portal, 2);
    const { releaseId } = shop.permitted;
    await portal.get(YankRelease).execute(system, { releaseId, reason: 'It loses drawings' });
    await portal.settle();
    expect(portal.mailTo(shop.member.email)?.text).toContain('It loses drawings');
  });
});
