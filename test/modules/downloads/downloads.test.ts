import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { YankRelease } from '../../../src/modules/downloads/application/yank-release.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { rowsOnce } from '../../harness/eventually.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aProduct, aRelease, fileBytes } from './shop.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const unknown = '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11';

let portal: Portal;
let member: SignedInMember;
let productId: string;
let permitted: Awaited<ReturnType<typeof aRelease>>;
let refused: typeof permitted;
let draft: typeof permitted;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  productId = await aProduct(portal);
  const { organizationId } = member;
  await aLicense(portal, { productId, organizationId, maintenanceEndsAt: '2026-06-30T12:00:00Z' });
  await aRelease(portal, productId, { version: '2.9.0', publishedAt: '2026-01-10T09:00:00Z' });
  permitted = await aRelease(portal, productId, {
    version: '2.10.0',
    publishedAt: '2026-06-30T12:00:00Z',
    fileName: 'Übersicht 2.10.exe',
    notesMarkdown: '## New\n\n<script>alert(1)</script> [x](javascript:alert(1))',
  });
  refused = await aRelease(portal, productId, { version: '3.0.0', publishedAt: '2026-06-30T12:00:00.001Z' });
  draft = await aRelease(portal, productId, { version: '4.0.0', publishedAt: null });
});

afterAll(() => portal.close());

describe('S1.3 DL-2 the list of releases', () => {
  it('tells of each release whether it is permitted, why not, and what to do', async () => {
    const { status, body } = await member.api.get('/api/v1/releases');
    expect(status).toBe(200);
    expect(body.items.map(({ version, entitled }: never) => [version, entitled])).toEqual([
      ['3.0.0', false],
      ['2.10.0', true],
      ['2.9.0', true],
    ]);
    const [newest] = body.items;
    expect(newest).toMatchObject({
      productName: 'Northwind Draft',
      code: 'MAINTENANCE_ENDED',
      offer: { id: permitted.releaseId, version: '2.10.0' },
    });
    expect(newest.because).toEqual([
      '3.0.0 was published on Jun 30, 2026, after the maintenance of your license ended on Jun 30, 2026.',
    ]);
    expect(newest.remedy.join(' ')).toMatch(/Renew your maintenance.*2\.10\.0/);
    expect(newest.artifacts[0]).toMatchObject({ sizeBytes: 400_000, href: refused.content });
  });

  it('pages by cursor without losing or repeating one', async () => {
    const first = await member.api.get('/api/v1/releases?limit=2');
    const second = await member.api.get(`/api/v1/releases?limit=2&cursor=${first.body.nextCursor}`);
    const versions = [...first.body.items, ...second.body.items].map(({ version }) => version);
    expect(versions).toEqual(['3.0.0', '2.10.0', '2.9.0']);
    expect(second.body.nextCursor).toBeNull();
    expect((await member.api.get('/api/v1/releases?cursor=!')).status).toBe(422);
  });

  it('answers in the language that is asked for', async () => {
    const { body } = await member.api.get('/api/v1/releases', { 'accept-language': 'de' });
    expect(body.items[0].because[0]).toContain('nachdem die Wartung');
  });

  it('shows a release with its notes, and 404 for a draft, a foreign and a missing one', async () => {
    const other = await aRelease(portal, await aProduct(portal), {
      version: '1.0.0',
      publishedAt: '2026-01-01T00:00:00Z',
    });
    const shown = await member.api.get(`/api/v1/releases/${permitted.releaseId}`);
    expect(shown.body).toMatchObject({ entitled: true, because: [], remedy: [], offer: null });
    expect(shown.body.notesMarkdown).toContain('## New');
    for (const id of [draft.releaseId, other.releaseId, unknown, 'x']) {
      const answer = await member.api.get(`/api/v1/releases/${id}`);
      expect([id, answer.status]).toEqual([id, 404]);
    }
    for (const path of [
      draft.content,
      other.content,
      `/api/v1/releases/${permitted.releaseId}/artifacts/${unknown}/content`,
    ]) {
      expect((await member.api.get(path)).status).toBe(404);
    }
  });

  it('B3 keeps the entitlement of another organization out', async () => {
    const stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    expect((await stranger.api.get('/api/v1/releases')).body.items).toEqual([]);
    expect((await stranger.api.get(`/api/v1/releases/${permitted.releaseId}`)).status).toBe(404);
    expect((await stranger.api.get(permitted.content)).status).toBe(404);
    expect((await stranger.visitor.get(`/downloads/${permitted.releaseId}`)).status).toBe(404);
  });

  it('asks for a token', async () => {
    expect((await portal.api().get('/api/v1/releases')).status).toBe(401);
    expect((await portal.api().get(permitted.content)).status).toBe(401);
  });
});

describe('S1.3 DL-3 downloading', () => {
  it('sends the whole file with its hash, name and validators', async () => {
    const { status, headers, body } = await member.api.get(permitted.content, { 'accept-encoding': 'gzip' });
    expect(status).toBe(200);
    expect(body).toHaveLength(400_000);
    const etag = headers.get('etag');
    expect(etag).toBe(`"${sha256(body)}"`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '400000',
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'repr-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
    });
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="_bersicht 2.10.exe"; filename*=UTF-8''%C3%9Cbersicht%202.10.exe`,
    );
    expect(headers.get('content-encoding')).toBeNull();
  });

  it('resumes like curl -C -: two ranges joined are the file', async () => {
    const head = await member.api.get(permitted.content, { range: 'bytes=0-123456' });
    const etag = head.headers.get('etag') ?? '';
    expect(head.status).toBe(206);
    expect(head.headers.get('content-range')).toBe('bytes 0-123456/400000');
    const tail = await member.api.get(permitted.content, { range: 'bytes=123457-', 'if-range': etag });
    expect(tail.status).toBe(206);
    expect(tail.headers.get('content-length')).toBe(String(400_000 - 123_457));
    expect(`"${sha256(Buffer.concat([head.body, tail.body]))}"`).toBe(etag);
  });

  it('sends all when If-Range names another file, and the end for a suffix range', async () => {
    const all = await member.api.get(permitted.content, { range: 'bytes=10-', 'if-range': '"other"' });
    expect([all.status, all.body.length]).toEqual([200, 400_000]);
    const end = await member.api.get(permitted.content, { range: 'bytes=-7' });
    expect([end.status, end.body.length]).toEqual([206, 7]);
  });

  it('answers HEAD without bytes, 304 to who has the file, 416 past its end', async () => {
    const head = await member.api.call('HEAD', permitted.content, undefined, { range: 'bytes=0-1' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe('400000');
    expect(head.body).toHaveLength(0);
    const etag = head.headers.get('etag') ?? '';
    const known = await member.api.get(permitted.content, { 'if-none-match': etag });
    expect([known.status, known.headers.get('etag')]).toEqual([304, etag]);
    const past = await member.api.get(permitted.content, { range: 'bytes=400000-' });
    expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */400000']);
    expect(past.body.code).toBe('range-not-satisfiable');
  });

  it('refuses what is not covered with the reason, on every face and for every range', async () => {
    for (const headers of [{}, { range: 'bytes=0-9' }] as Record<string, string>[]) {
      const { status, body } = await member.api.get(refused.content, headers);
      expect(status).toBe(403);
      expect(body).toMatchObject({
        code: 'not-entitled',
        entitled: false,
        verdict: 'MAINTENANCE_ENDED',
        because: [expect.stringContaining('maintenance of your license ended')],
        offer: { version: '2.10.0' },
      });
    }
    const head = await fetch(new URL(refused.content, portal.baseUrl), {
      method: 'HEAD',
      headers: { authorization: `Bearer ${member.accessToken}` },
    });
    expect(head.status).toBe(403);
  });

  it('writes down who got which bytes', async () => {
    await member.api.get(permitted.content, { range: 'bytes=399990-' });
    await member.api.get(permitted.content, { range: 'bytes=0-99' });
    const rows = await rowsOnce(
      () =>
        portal.sql<{ completed: boolean }>(
          `select organization_id, user_id, first_byte::int, bytes_sent::int, completed from downloads.download_log
           where artifact_id = $1 and (first_byte = 399990 or bytes_sent = 100) order by first_byte`,
          [permitted.artifactId],
        ),
      2,
    );
    const who = { organization_id: member.organizationId, user_id: member.userId };
    expect(rows).toEqual([
      { ...who, first_byte: 0, bytes_sent: 100, completed: false },
      { ...who, first_byte: 399_990, bytes_sent: 10, completed: false },
    ]);
  });
});

describe('S1.3 the pages', () => {
  it('show the release to take first, the refused one with reason and remedy, notes without script', async () => {
    const { status, html } = await member.visitor.get('/downloads');
    expect(status).toBe(200);
    expect(html.indexOf('Version 2.10.0')).toBeLessThan(html.indexOf('All other releases'));
    expect(html).toContain('after the maintenance of your license ended');
    expect(html).toContain('Renew your maintenance');
    expect(html).not.toMatch(/<script>alert|<[^>]+javascript:/);
    expect(html).not.toContain(refused.page);
    expect((await member.visitor.get(`/downloads/${permitted.releaseId}`)).html).toContain(permitted.page);
  });

  it('send the file to the browser, and the reason as a page where it is refused', async () => {
    const file = await member.visitor.bytes(permitted.page, { range: 'bytes=100-199' });
    expect([file.status, file.bytes.length]).toEqual([206, 100]);
    const page = await member.visitor.get(refused.page);
    expect(page.status).toBe(403);
    expect(page.html).toContain('after the maintenance of your license ended');
    expect(page.html).toContain('Get 2.10.0 instead');
    expect((await member.visitor.get(draft.page)).status).toBe(404);
  });
});

describe('DL-3 checking a file', () => {
  const hash = sha256(fileBytes);

  it('DL-3 tells everybody of which release a file is, in whatever form the hash is typed', async () => {
    const known = await portal.api().get(`/api/v1/checksums/${hash.toUpperCase()}`);
    expect(known.body).toMatchObject({ sha256: hash, known: true });
    expect(known.body.releases[0]).toMatchObject({ productName: 'Northwind Draft', withdrawn: false });
    expect(known.body.releases.map(({ version }: { version: string }) => version)).not.toContain('4.0.0');
    const unseen = await portal.api().get(`/api/v1/checksums/${'0'.repeat(64)}`);
    expect(unseen.body).toEqual({ sha256: '0'.repeat(64), known: false, releases: [] });
    expect((await portal.api().get(`/api/v1/checksums/${hash}0`)).status).toBe(422);

    const typed = encodeURIComponent(`  ${hash.toUpperCase()} *setup.exe`);
    const page = await portal.visitor().get(`/downloads/verify?sha256=${typed}`);
    expect([page.status, page.html]).toEqual([200, expect.stringContaining('complete and unchanged')]);
    const wrong = await portal.visitor().get('/downloads/verify?sha256=%3Cscript%3E');
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining('Give the SHA-256')]);
    expect((await portal.visitor().get('/downloads/verify')).status).toBe(200);
  });

  it('DL-3 keeps checksum lists of foreign, missing and unpublished releases out of sight', async () => {
    const stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    for (const name of ['SHA256SUMS', 'SHA256SUMS.sig']) {
      expect((await portal.api().get(`/api/v1/releases/${permitted.releaseId}/${name}`)).status).toBe(401);
      for (const { api, visitor, id } of [
        { ...stranger, id: permitted.releaseId },
        { ...member, id: unknown },
        { ...member, id: draft.releaseId },
      ]) {
        expect((await api.get(`/api/v1/releases/${id}/${name}`)).status).toBe(404);
        expect((await visitor.bytes(`/downloads/${id}/${name}`)).status).toBe(404);
      }
    }
  });

  it('S1.3 suggests the file for the system of the browser first', async () => {
    const hint = { 'sec-ch-ua-platform': '"Windows"' };
    const path = `/downloads/${permitted.releaseId}`;
    expect((await member.visitor.get(path, hint)).html).toContain('Download for Windows');
    expect((await member.visitor.get('/downloads', hint)).html).toContain('Download for Windows');
    const elsewhere = await member.visitor.get(path, { 'sec-ch-ua-platform': '"macOS"' });
    expect(elsewhere.html).not.toContain('Download for');
    expect((await member.visitor.get(`/downloads/${refused.releaseId}`, hint)).html).not.toContain(
      'Download for',
    );
  });
});

describe('DL-2 B5 licenses that change', () => {
  it('stop the next range when the license is suspended or revoked, and when the release is withdrawn', async () => {
    const about = { organizationName: 'Change & Co' };
    const { api, visitor, organizationId } = await signedInMember(portal, about);
    const product = await aProduct(portal, 'Southwind');
    const licenseId = await aLicense(portal, {
      productId: product,
      organizationId,
      maintenanceEndsAt: '2030-01-01T00:00:00Z',
    });
    const release = await aRelease(portal, product, {
      version: '1.0.0',
      publishedAt: '2026-01-01T00:00:00Z',
    });
    const other = await aRelease(portal, product, { version: '0.9.0', publishedAt: '2025-12-01T00:00:00Z' });
    expect((await api.get(release.content, { range: 'bytes=0-9' })).status).toBe(206);

    await portal
      .get(YankRelease)
      .execute(system, { releaseId: release.releaseId, reason: 'It loses files.' });
    const yanked = await api.get(release.content, { range: 'bytes=10-' });
    expect([yanked.status, yanked.body.verdict, yanked.body.offer.version]).toEqual([403, 'YANKED', '0.9.0']);
    expect(yanked.body.because).toEqual([
      '1.0.0 was withdrawn by its publisher.',
      'The reason: It loses files.',
    ]);
    expect((await visitor.get(`/downloads/${release.releaseId}`)).html).toContain('It loses files.');

    await portal.get(SuspendLicense).execute({ licenseId, reason: 'unpaid' });
    const suspended = await api.get(other.content);
    expect([suspended.status, suspended.body.verdict]).toEqual([403, 'LICENSE_SUSPENDED']);

    await portal.get(RevokeLicense).execute({ licenseId, reason: 'refunded' });
    const revoked = await api.get(other.content);
    expect([revoked.status, revoked.body.verdict, revoked.body.offer]).toEqual([
      403,
      'LICENSE_REVOKED',
      null,
    ]);
  });
});
