import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM, RequestContext } from '@mikro-orm/core';
import { TellOfAdvisory } from '../../../src/modules/downloads/application/advisories/tell-of-advisory.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { openFeed, readXml } from './feed-shop.js';
import { aLicense, aProduct, aRelease } from './shop.js';

let portal: Portal;
let manager: SignedInPerson;
let owner: SignedInMember;
let safe: SignedInMember;
let stranger: SignedInMember;
let productId: string;
let fix: string;
let id: string;
let licenseId: string;

beforeAll(async () => {
  portal = await startPortal();
  manager = await signedInStaff(portal, 'manager');
  owner = await signedInMember(portal, { locale: 'de' });
  safe = await signedInMember(portal, { organizationName: 'Nordlicht' });
  stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
  productId = await aProduct(portal);
  fix = (await aRelease(portal, productId, { version: '2.3.0', publishedAt: '2026-01-10T09:00:00Z' }))
    .releaseId;
  licenseId = await runs(owner, ['2.2.0', 'nightly', '2.3.0']);
  await runs(safe, ['2.3.1']);
});
afterAll(() => portal?.close());

async function runs({ organizationId }: SignedInMember, versions: readonly string[]) {
  const until = '2030-01-01T00:00:00Z';
  const licenseId = await aLicense(portal, { productId, organizationId, maintenanceEndsAt: until });
  const [license] = await portal.sql<{ serial: string }>(
    'select serial_number as serial from licensing.license where id = $1',
    [licenseId],
  );
  for (const version of versions) {
    const name = `machine with ${version}`;
    const machine = { fingerprint: name, name, platform: 'windows', version };
    const { status } = await portal.api().post('/api/v1/product/activations', {
      serialNumber: license?.serial,
      ...machine,
    });
    expect(status).toBe(201);
  }
  return licenseId;
}

const words = (about: object = {}) => ({
  title: 'A crafted project runs its macros',
  severity: 'high',
  detailsMarkdown: 'Do **not** open it. <script>alert(1)</script>',
  cveId: 'CVE-2026-12345',
  ranges: [{ from: '2.0', fixedIn: '2.3.0' }],
  ...about,
});
const staff = '/api/v1/staff/advisories';
const mailsAbout = () => portal.mails().filter(({ text }) => text.includes(`/downloads/advisories/${id}`));

describe('DL-7 advisories', () => {
  it('DL-7 are drafted by staff, seen by nobody else, and refused with the field that is wrong', async () => {
    const drafted = await manager.api.post(staff, words({ productId }));
    expect([drafted.status, drafted.body.status]).toEqual([201, 'draft']);
    id = drafted.body.id;
    expect(drafted.body.ranges).toEqual([{ from: '2.0.0', fixedIn: '2.3.0' }]);
    expect((await owner.api.get('/api/v1/advisories')).body.items).toEqual([]);
    expect((await owner.api.get(`/api/v1/advisories/${id}`)).status).toBe(404);
    for (const [wrong, field] of [
      [{ ranges: [] }, 'ranges'],
      [{ ranges: [{ from: '3.0.0', fixedIn: '2.0.0' }] }, 'ranges'],
      [{ cveId: 'CVE-1' }, 'cveId'],
      [{ severity: 'grave' }, 'severity'],
      [{ productId: randomUUID() }, 'productId'],
    ] as const) {
      const { status, body } = await manager.api.post(staff, words({ productId, ...wrong }));
      expect([status, body.errors?.[0]?.field]).toEqual([422, field]);
    }
    const agent = await signedInStaff(portal);
    expect((await agent.api.get(staff)).status).toBe(403);
    expect((await owner.api.post(`${staff}/${id}/publish`, {})).status).toBe(403);
  });

  it('DL-7 tell the owners of organizations that they may affect, once, in their language', async () => {
    expect((await manager.api.post(`${staff}/${id}/publish`, {})).body.status).toBe('published');
    await portal.settle();
    await RequestContext.create(portal.get(MikroORM).em, () => portal.get(TellOfAdvisory).execute(id));
    await portal.settle();
    expect(mailsAbout().map(({ to }) => to)).toEqual([[owner.email]]);
    const [mail] = mailsAbout();
    expect(mail?.subject).toBe('Sicherheitshinweis zu Northwind Draft (Hoch)');
    expect(mail?.text).toContain('Auf einem Ihrer Geräte läuft eine betroffene Version.');
    expect(mail?.text).toContain('die wir nicht kennen');
    expect((await manager.api.get(`${staff}/${id}`)).body.told).toBe(1);
    expect((await manager.api.post(`${staff}/${id}/publish`, {})).body.code).toBe('advisory-status-conflict');
  });

  it('DL-7 answer "does it affect me?" for each installation, and for nobody else', async () => {
    const { body } = await owner.api.get(`/api/v1/advisories/${id}`);
    expect(body.counts).toEqual({ affected: 1, safe: 1, unknown: 1 });
    expect(
      body.installations.map(({ version, answer, fixedIn }: never) => [version, answer, fixedIn]),
    ).toEqual([
      ['2.2.0', 'affected', '2.3.0'],
      ['nightly', 'unknown', null],
      ['2.3.0', 'safe', null],
    ]);
    expect(body.fixes).toEqual([{ version: '2.3.0', releaseId: fix }]);
    const listed = (await safe.api.get('/api/v1/advisories')).body.items;
    expect(listed.map(({ counts }: never) => counts)).toEqual([{ affected: 0, safe: 1, unknown: 0 }]);
    expect((await stranger.api.get('/api/v1/advisories')).body.items).toEqual([]);
    const [foreign, missing] = [id, randomUUID()].map((one) => stranger.api.get(`/api/v1/advisories/${one}`));
    expect([(await foreign)?.status, (await missing)?.status]).toEqual([404, 404]);
    expect((await portal.api().get(`/api/v1/advisories/${id}`)).status).toBe(401);
  });

  it('DL-7 are shown on pages with the machines, the way out and no script', async () => {
    const english = { 'accept-language': 'en' };
    expect((await safe.visitor.get('/downloads', english)).html).toContain('/downloads/advisories');
    expect((await safe.visitor.get('/downloads/advisories')).html).toContain('Not affected');
    const { status, html } = await owner.visitor.get(`/downloads/advisories/${id}`);
    expect(status).toBe(200);
    expect(html).toMatch(/Ein Gerät betroffen[\s\S]+<strong>not<\/strong>[\s\S]+machine with 2\.2\.0/);
    expect(html).toContain('/downloads/plan?product');
    expect(html).not.toContain('<script>alert');
    expect((await stranger.visitor.get(`/downloads/advisories/${id}`)).status).toBe(404);
    expect((await stranger.visitor.get('/downloads/advisories')).html).toContain('No advisories');
  });

  it('DL-7 stand on the page of a release that is affected, and of the one that mends them', async () => {
    const publishedAt = '2026-01-05T09:00:00Z';
    const old = (await aRelease(portal, productId, { version: '2.2.0', publishedAt })).releaseId;
    const newer = (await aRelease(portal, productId, { version: '2.4.0', publishedAt })).releaseId;
    const told = async (releaseId: string) =>
      (await safe.api.get(`/api/v1/releases/${releaseId}`)).body.advisories;
    const [title, severity] = ['A crafted project runs its macros', 'high'];
    expect(await told(old)).toEqual([{ id, title, severity, relation: 'affects', fixedIn: '2.3.0' }]);
    expect(await told(fix)).toEqual([{ id, title, severity, relation: 'mends', fixedIn: null }]);
    expect(await told(newer)).toEqual([]);
    const page = async (releaseId: string) => (await safe.visitor.get(`/downloads/${releaseId}`)).html;
    expect(await page(old)).toMatch(
      /Advisories for this version[\s\S]+Mended in 2\.3\.0[\s\S]+\/downloads\/plan/,
    );
    expect(await page(fix)).toContain('This version mends advisories');
    expect(await page(newer)).not.toContain('/downloads/advisories/');
  });

  it('DL-7 follow in a feed reader at the address of an update feed, with a version only what affects it', async () => {
    const feed = `${await openFeed(owner, licenseId)}advisories.atom`;
    const { status, headers, body } = await portal.api().get(feed);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    const atom = readXml(body.toString());
    const entries = atom.children.filter(({ name }) => name === 'entry');
    expect(atom.attributes.xmlns).toBe('http://www.w3.org/2005/Atom');
    expect(atom.children.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['id', 'title', 'updated', 'author', 'link']),
    );
    const texts = Object.fromEntries(entries[0]?.children.map(({ name, text }) => [name, text]) ?? []);
    expect([entries.length, texts.id, texts.title]).toEqual([
      1,
      `urn:uuid:${id}`,
      'A crafted project runs its macros',
    ]);
    expect(texts.content).toContain('<strong>not</strong>');
    expect(texts.content).not.toContain('<script>');
    const etag = headers.get('etag') ?? '';
    expect((await portal.api().get(feed, { 'if-none-match': etag })).status).toBe(304);
    const entriesFor = async (version: string) =>
      (await portal.api().get(`${feed}?version=${version}`)).body.toString().split('<entry>').length - 1;
    expect([await entriesFor('2.2.9'), await entriesFor('2.3.0'), await entriesFor('nightly')]).toEqual([
      1, 0, 1,
    ]);
    const wrong = feed.replace(/.\/advisories\.atom$/, '/advisories.atom');
    expect((await portal.api().get(wrong)).status).toBe(404);
    await portal.sql('delete from licensing.update_feed where license_id = $1', [licenseId]);
    expect((await portal.api().get(feed)).status).toBe(404);
  });

  it('DL-7 are written, corrected and withdrawn in the console', async () => {
    const form = { productId, title: 'T', severity: 'low', detailsMarkdown: 'D', cveId: '', ranges: '1.0' };
    const wrong = await manager.visitor.post('/admin/advisories', form);
    expect([wrong.status, wrong.html.includes('like 2.0.0 .. 2.3.1')]).toEqual([422, true]);
    const right = await manager.visitor.post('/admin/advisories', {
      ...form,
      ranges: '.. 1.0\n3.0.0-beta.1 ..',
    });
    expect(right.html).toContain('before 1.0.0; 3.0.0-beta.1 and later');
    expect(right.html).toContain('href="/admin/releases" aria-current="page"');
    const edited = {
      title: 'Corrected',
      severity: 'high',
      detailsMarkdown: 'D',
      cveId: '',
      ranges: '2.0 .. 2.3',
    };
    expect((await manager.visitor.post(`/admin/advisories/${id}`, edited)).html).toContain('Corrected');
    await manager.visitor.post(`/admin/advisories/${id}/withdraw`, { reason: 'A false alarm' });
    expect((await owner.api.get(`/api/v1/advisories/${id}`)).body).toMatchObject({
      status: 'withdrawn',
      title: 'Corrected',
      withdrawReason: 'A false alarm',
    });
    expect((await safe.visitor.get(`/downloads/advisories/${id}`)).html).toContain(
      'was withdrawn: A false alarm',
    );
    expect((await safe.api.get(`/api/v1/releases/${fix}`)).body.advisories).toEqual([]);
    await portal.settle();
    expect(mailsAbout()).toHaveLength(1);
  });

  it('DL-7 B7 leave one audit entry for each step', async () => {
    const rows = await portal.sql<{ action: string }>(
      'select action from platform.audit_entry where object_id = $1 order by at, id',
      [id],
    );
    expect(rows.map(({ action }) => action.replace('downloads.advisory-', ''))).toEqual([
      'drafted',
      'published',
      'edited',
      'withdrawn',
    ]);
  });
});
