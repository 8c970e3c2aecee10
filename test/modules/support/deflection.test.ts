import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { newId } from '../../../src/kernel/ids.js';
import { PublishBuiltInArticles } from '../../../src/modules/knowledge/application/publish-built-in-articles.js';
import { SuggestedFormsJob } from '../../../src/modules/support/jobs/suggested-forms.job.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aRelease } from '../downloads/shop.js';
import { boughtLicense, type Licensed } from '../identity/licensed.js';
import { aBundle } from './bundle.js';
import { browserOf } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let stranger: SignedInMember;
let agent: SignedInPerson;
let administrator: SignedInPerson;
let bought: Licensed;
let newer: string;

const subject = 'The kaleidoscope panel freezes';
const asked = () => `/api/v1/ticket-suggestions?subject=${encodeURIComponent(subject)}`;

beforeAll(async () => {
  portal = await startPortal();
  await portal.get(PublishBuiltInArticles).execute(system);
  bought = await boughtLicense(portal, 'deflection@example.com');
  member = await signedInMember(portal, { organizationId: bought.organizationId });
  stranger = await signedInMember(portal, { organizationName: 'Harbor Labs' });
  agent = await signedInStaff(portal);
  administrator = await signedInStaff(portal, 'administrator');
  const [license] = await portal.sql<{ productId: string }>(
    `update licensing.license set maintenance_ends_at = '2026-02-20' where organization_id = $1
      returning product_id as "productId"`,
    [bought.organizationId],
  );
  const productId = license?.productId ?? '';
  // The installation runs 4.2.0.
  const release = async (version: string, publishedAt: string, notes: string): Promise<string> => {
    const { releaseId } = await aRelease(portal, productId, { version, publishedAt, notesMarkdown: notes });
    return releaseId;
  };
  await release('4.1.0', '2026-01-05T09:00:00Z', 'Kaleidoscope panel: no more freezes.');
  newer = await release(
    '4.3.0',
    '2026-02-05T09:00:00Z',
    'Fixed: the kaleidoscope panel froze; it never freezes now.',
  );
  await release('4.4.0', '2026-03-05T09:00:00Z', 'Nothing of the kind.');
  await release('5.0.0', '2026-03-10T09:00:00Z', 'A new kaleidoscope panel.');
}, 60_000);

afterAll(() => portal.close());

/** How many forms were shown suggestions. */
const shown = async () => {
  const [row] = await portal.sql<{ n: number }>('select count(*)::int as n from support.suggested_form');
  return row?.n ?? 0;
};

const versions = (body: { releases: { version: string }[] }) => body.releases.map(({ version }) => version);

describe('answers before a request is sent', () => {
  it('SU-10 suggests releases newer than the installed one, the entitled first, that speak of it', async () => {
    const { status, body } = await member.api.get(`${asked()}&licenseId=${bought.licenseId}`);
    expect(status).toBe(200);
    expect(versions(body)).toEqual(['4.3.0', '5.0.0']);
    expect(body.releases[0]).toMatchObject({ ref: newer, entitled: true, href: `/downloads/${newer}` });
    expect(body.releases[1]).toMatchObject({ entitled: false });
  });

  it('S2.30 suggests articles of the help center', async () => {
    const { body } = await member.api.get('/api/v1/ticket-suggestions?subject=forgot%20my%20password');
    expect(body.articles.length).toBeGreaterThan(0);
    expect(body.articles[0]).toMatchObject({ href: `/help/articles/${body.articles[0].ref}` });
    const { status } = await (await browserOf(portal, member)).get(body.articles[0].href);
    expect(status).toBe(200);
  });

  it('SU-10 B2 tells a stranger nothing of products that are not theirs, whatever license is named', async () => {
    for (const license of ['', `&licenseId=${bought.licenseId}`])
      expect(versions((await stranger.api.get(asked() + license)).body)).toEqual([]);
    const reader = await signedInMember(portal, { organizationId: bought.organizationId, role: 'reader' });
    expect((await reader.api.get(asked())).status).toBe(403);
  });

  it.each(["'; drop table x; --", 'a & b | !c:* <-> (', '   ', 'ok', '%_\\', '"'])(
    'C1 takes any subject: %j',
    async (text) => {
      const answer = await member.api.get(`/api/v1/ticket-suggestions?subject=${encodeURIComponent(text)}`);
      expect(answer.status).toBe(200);
    },
  );

  it('SU-10 is a step that works without JavaScript, and a fragment for htmx', async () => {
    const browser = await browserOf(portal, member);
    await browser.get('/requests/new');
    const fields = { subject, body: 'Typed so far', licenseId: bought.licenseId };
    const page = await browser.post('/requests/suggestions', fields);
    expect(page.status).toBe(200);
    for (const text of ['4.3.0', 'Typed so far', 'This solved it', `value="${subject}"`])
      expect(page.html).toContain(text);
    const fragment = await browser.post('/requests/suggestions', fields, { 'hx-request': 'true' });
    expect(fragment.html).toMatch(/^<div id="suggestions"/);
    expect(fragment.html).toContain('4.3.0');
    // However much is typed into one form, it was shown suggestions once.
    const [submissionId, empty] = [newId(), newId()];
    for (const more of ['', ' again'])
      await browser.post('/requests/suggestions', { subject: subject + more, submissionId });
    await browser.post('/requests/suggestions', { subject: 'zzzzqqqq', submissionId: empty });
    const counted = await portal.sql(
      'select form_id as id from support.suggested_form where form_id = any($1::uuid[])',
      [[submissionId, empty]],
    );
    expect(counted).toEqual([{ id: submissionId }]);
    const day = portal.clock.now().toISOString().slice(0, 10);
    const { total } = (await agent.api.get(`/api/v1/staff/reports/requests?from=${day}&to=${day}`)).body;
    expect(total.suggested).toBe(await shown());
    const none = await browser.post(
      '/requests/suggestions',
      { subject: 'zzzzqqqq' },
      { 'hx-request': 'true' },
    );
    expect(none.html).toContain('Nothing found');
    expect((await browser.post('/requests/suggestions', { subject: 'a\u0000b' })).status).toBe(200);
  });

  it('SU-10 counts what programs were suggested, too: once for each form, and never nothing', async () => {
    const before = await shown();
    const formId = newId();
    for (let times = 0; times < 3; times += 1)
      expect((await member.api.get(`${asked()}&formId=${formId}`)).body.releases).not.toEqual([]);
    expect(await shown()).toBe(before + 1);
    await member.api.get(asked());
    await member.api.get(asked());
    expect(await shown()).toBe(before + 3);
    await member.api.get(`/api/v1/ticket-suggestions?subject=zzzzqqqq&formId=${newId()}`);
    const { body } = await member.api.get(`${asked()}&formId=mine`);
    expect([body.status, body.errors[0].field]).toEqual([422, 'formId']);
    expect((await agent.api.get(asked())).status).toBe(403);
    expect(await shown()).toBe(before + 3);
    const day = portal.clock.now().toISOString().slice(0, 10);
    const { total } = (await agent.api.get(`/api/v1/staff/reports/requests?from=${day}&to=${day}`)).body;
    expect(total.suggested).toBe(before + 3);
  });

  it('SU-10 forgets its forms after 30 days, and still counts them in reports', async () => {
    const [today, formId] = [portal.clock.now().toISOString().slice(0, 10), newId()];
    await member.api.get(`${asked()}&formId=${formId}`);
    await portal.sql(
      `insert into support.suggested_form (form_id, day)
       select gen_random_uuid(), $1::date - 40 from generate_series(1, 5001)`,
      [today],
    );
    const suggested = async () => {
      const from = new Date(portal.clock.now().getTime() - 60 * 86_400_000).toISOString().slice(0, 10);
      const path = `/api/v1/staff/reports/requests?from=${from}&to=${today}`;
      return (await agent.api.get(path)).body.total.suggested;
    };
    const [before, young] = [await suggested(), (await shown()) - 5_001];
    await portal.get(SuggestedFormsJob).fold();
    expect(await shown()).toBe(young);
    expect(await suggested()).toBe(before);
    await portal.get(SuggestedFormsJob).fold();
    expect(await suggested()).toBe(before);
    const [kept] = await portal.sql('select 1 from support.suggested_form where form_id = $1', [formId]);
    expect(kept).toBeDefined();
  });

  it('SU-6 SU-10 says beside a bundle which newer release its license covers, and no other', async () => {
    const opened = await member.api.post('/api/v1/tickets', {
      subject: 'It froze',
      body: 'See the bundle.',
      licenseId: bought.licenseId,
    });
    const { id } = opened.body;
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await aBundle())]), 'bundle.zip');
    expect((await member.api.call('POST', `/api/v1/tickets/${id}/attachments`, form)).status).toBe(201);
    const pages = async () => [
      (await (await browserOf(portal, member)).get(`/requests/${id}`)).html,
      (await (await browserOf(portal, administrator)).get(`/admin/tickets/${id}`)).html,
    ];
    const told = await pages();
    for (const html of told) expect(html).toContain(' 4.3.0 is out, and this license covers it.');
    expect(told[0]).toContain(`href="/downloads/${newer}"`);
    expect(told[1]).toContain(`href="/admin/releases/${newer}"`);
    const covered = (until: string) =>
      portal.sql('update licensing.license set maintenance_ends_at = $1 where id = $2', [
        until,
        bought.licenseId,
      ]);
    await covered('2026-01-20');
    for (const html of await pages()) expect(html).not.toContain('is out, and this license');
    await covered('2026-02-20');
  });

  it('SU-6 SU-10 says before a bundle is sent that it is of another product, or that something newer is covered', async () => {
    const [sold] = await portal.sql<{ code: string; name: string }>(
      `select p.code, p.name from licensing.product p join licensing.license l on l.product_id = p.id
        where l.id = $1`,
      [bought.licenseId],
    );
    const about = (more: Record<string, string>) =>
      new URLSearchParams({
        ...{ licenseId: bought.licenseId, product: sold?.code ?? '', version: '4.2.0' },
        ...more,
      });
    const path = '/api/v1/ticket-bundle-advice';
    const advice = async (who: SignedInPerson, more: Record<string, string> = {}) =>
      (await who.api.get(`${path}?${about(more)}`)).body;
    const nothing = { otherThan: null, newer: null };
    const release = { ref: newer, version: '4.3.0', href: `/downloads/${newer}`, productName: sold?.name };
    expect(await advice(member)).toEqual({ otherThan: null, newer: release });
    expect((await advice(member, { product: sold?.code.toUpperCase() ?? '' })).otherThan).toBeNull();
    expect(await advice(member, { version: '4.3.0' })).toEqual(nothing);
    expect(await advice(member, { product: 'ATLAS' })).toEqual({ otherThan: sold, newer: null });
    // Of a license of somebody else it tells no more than of none.
    expect(await advice(stranger, { product: 'ATLAS' })).toEqual(nothing);
    expect(await advice(member, { licenseId: newId() })).toEqual(nothing);
    expect((await advice(member, { licenseId: 'mine' })).errors[0].field).toBe('licenseId');
    expect((await agent.api.get(`${path}?${about({})}`)).status).toBe(403);
    const browser = await browserOf(portal, member);
    const fragment = async (more: Record<string, string>) =>
      (await browser.get(`/requests/bundle-advice?${about(more)}`)).html;
    const told = await fragment({});
    expect(told).toMatch(/^<div/);
    expect(told).toMatch(new RegExp(`href="/downloads/${newer}"[^>]+>[^<]+4\\.3\\.0 is out`));
    const other = await fragment({ product: 'ATLAS<b>' });
    expect(other).toContain('This bundle is from ATLAS&lt;b&gt;, and the license of the request is for');
    expect(other).toContain(sold?.name);
    expect((await fragment({ licenseId: 'mine' })).trim()).toBe('');
    const foreign = await browserOf(portal, stranger);
    expect((await foreign.get(`/requests/bundle-advice?${about({})}`)).html.trim()).toBe('');
  });

  it('SU-10 counts what solved it, by day and answer, of nobody', async () => {
    const browser = await browserOf(portal, member);
    await browser.get('/requests/new');
    const fields = { subject, body: '', licenseId: bought.licenseId };
    const done = await browser.post(`/requests/solved?kind=release&ref=${newer}`, fields);
    expect(done.url).toBe('/requests');
    expect(done.html).toContain('No request was opened');
    const solved = (ref: string) =>
      member.api.post('/api/v1/ticket-suggestions/solved', {
        subject,
        licenseId: bought.licenseId,
        kind: 'release',
        ref,
      });
    expect((await solved(newer)).status).toBe(204);
    // What was not suggested is not counted.
    expect((await solved(bought.licenseId)).status).toBe(404);
    const rows = await portal.sql('select kind, ref, solved from support.deflection');
    expect(rows).toEqual([{ kind: 'release', ref: newer, solved: 2 }]);
    const day = portal.clock.now().toISOString().slice(0, 10);
    const counts = await agent.api.get(`/api/v1/staff/solved-without-request?from=${day}&to=${day}`);
    expect(counts.body.items).toEqual([{ kind: 'release', ref: newer, solved: 2 }]);
    expect((await member.api.get(`/api/v1/staff/solved-without-request?from=${day}&to=${day}`)).status).toBe(
      403,
    );
    const columns = await portal.sql<{ name: string }>(
      `select column_name as name from information_schema.columns where table_schema = 'support' and table_name = 'deflection' order by 1`,
    );
    expect(columns.map(({ name }) => name)).toEqual(['day', 'kind', 'ref', 'solved']);
  });
});
