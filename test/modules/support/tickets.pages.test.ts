import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { system } from '../../../src/kernel/actor.js';
import { newId } from '../../../src/kernel/ids.js';
import { YankRelease } from '../../../src/modules/downloads/application/yank-release.js';
import type { PageClient } from '../../harness/clients.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense as aDatedLicense, aProduct, aRelease, downloaded } from '../downloads/shop.js';
import { aLicense, aTicket, browserOf } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;
let customer: PageClient;
let desk: PageClient;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal, { organizationName: 'Fjord Instruments' });
  agent = await signedInStaff(portal);
  customer = await browserOf(portal, member);
  desk = await browserOf(portal, agent);
});

afterAll(() => portal.close());

const submissionOf = (html: string) => /name="submissionId" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('the customer’s pages', () => {
  it('S1.4 S3.40 S3.44 opens a request and shows its thread, number and status', async () => {
    const form = await customer.get('/requests/new');
    expect(form.status).toBe(200);
    expect(form.html).toContain('Tip: a screenshot');
    const shown = await customer.post('/requests', {
      subject: 'It stops <b>hard</b>',
      body: 'At 40 %.\nTwice.',
      licenseId: '',
      kind: 'service',
      submissionId: submissionOf(form.html),
    });
    expect(shown.status).toBe(200);
    expect(shown.url).toMatch(/^\/requests\/[0-9a-f-]{36}$/);
    expect(shown.html).toMatch(/R-\d{5}/);
    expect(shown.html).toContain('It stops &lt;b&gt;hard&lt;/b&gt;');
    expect(shown.html).toContain('Mira Solberg');
    expect(shown.html).toContain('Not assigned yet');
    expect(shown.html).toMatch(/<h2 id="reply-title"[^>]*>Reply<\/h2>/);
    expect(shown.html).toContain('href="#reply"');
  });

  it('S3.48 shows the tip beside a new request and a reply', async () => {
    const { id } = await aTicket(member);
    for (const path of ['/requests/new', `/requests/${id}`])
      expect((await customer.get(path)).html).toMatch(/<textarea[\s\S]*Tip: a screenshot/);
  });

  it('names a license in the form and links it from the request', async () => {
    const licenseId = await aLicense(portal, member.organizationId);
    const form = await customer.get(`/requests/new?license=${licenseId}`);
    expect(form.html).toContain(`value="${licenseId}" selected`);
    const shown = await customer.post('/requests', { subject: 'A', body: 'B', licenseId });
    expect(shown.html).toContain(`/licenses/${licenseId}`);
  });

  it('S3.45 keeps what was typed when something is missing', async () => {
    await customer.get('/requests/new');
    const refused = await customer.post('/requests', { subject: '', body: 'Typed with care' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Typed with care');
    expect(refused.html).toContain('id="f-subject-error"');
  });

  it('S3.36 S3.38 lists with the status filter in the address, searches, and pages', async () => {
    const who = await signedInMember(portal);
    const browser = await browserOf(portal, who);
    expect((await browser.get('/requests')).html).toContain('No requests yet');
    const closed = await aTicket(who, { subject: 'Closed one' });
    await who.api.post(`/api/v1/tickets/${closed.id}/close`);
    for (let count = 0; count < 26; count += 1) {
      portal.clock.advance(1_000);
      await aTicket(who, { subject: `Open one ${count}` });
    }
    const first = await browser.get('/requests');
    expect(first.html).toContain('Open one 25');
    expect(first.html).not.toContain('Open one 0<');
    const next = /rel="next" href="([^"]+)"/
      .exec(first.html)?.[1]
      ?.replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
    expect((await browser.get(next ?? '')).html).toContain('Closed one');
    const filtered = await browser.get('/requests?status=closed');
    expect(filtered.html).toContain('Closed one');
    expect(filtered.html).not.toContain('Open one');
    expect(filtered.html).toMatch(/aria-current="page"[^>]*>\s*Closed/);
    expect((await browser.get('/requests?query=nowhere')).html).toContain('No request matches');
    expect((await browser.get('/requests?status=bogus&cursor=%00')).status).toBeLessThan(500);
  });

  it('narrows the list to a kind, on both faces', async () => {
    const service = await member.api.post('/api/v1/tickets', { subject: 'Ibis', body: 'B', kind: 'service' });
    const support = await aTicket(member, { subject: 'Ibis, too' });
    const list = await customer.get('/requests?query=ibis&kind=service');
    expect(list.html).toContain(service.body.number);
    expect(list.html).not.toContain(support.number);
    const { items } = (await member.api.get('/api/v1/tickets?query=ibis&kind=support')).body;
    expect(items.map(({ number }: { number: string }) => number)).toEqual([support.number]);
  });

  it('S3.33 S3.35 opens the list from the navigation, with subjects escaped, cut and whole in their title', async () => {
    const subject = `<i>Heron</i> ${'very '.repeat(30)}long`;
    await aTicket(member, { subject });
    const home = await customer.get('/');
    const [, href = ''] =
      /lk-nav-link" href="([^"]+)"[^>]*>(?:(?!<\/a>).)*<span>Requests</s.exec(home.html) ?? [];
    expect(href).toBe('/requests');
    const { html } = await customer.get(href);
    expect(html).not.toContain('<i>Heron');
    expect(html).toMatch(
      /class="row-link line-clamp-2"[^>]*title="&lt;i&gt;Heron&lt;\/i&gt; (?:very )+long"/,
    );
  });

  it('S3.47 makes one message of a double click, and shows it at once', async () => {
    const { id } = await aTicket(member);
    const { html } = await customer.get(`/requests/${id}`);
    const fields = { body: 'Sent twice', submissionId: submissionOf(html) };
    const answers = await Promise.all([1, 2].map(() => customer.post(`/requests/${id}/messages`, fields)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.html.match(/Sent twice/g)).toHaveLength(1);
    const stored = await portal.sql(
      "select 1 from support.message where ticket_id = $1 and body = 'Sent twice'",
      [id],
    );
    expect(stored).toHaveLength(1);
  });

  it('makes one request of a double click', async () => {
    const { html } = await customer.get('/requests/new');
    const fields = { subject: 'Clicked twice', body: 'B', submissionId: submissionOf(html) };
    const answers = await Promise.all([1, 2].map(() => customer.post('/requests', fields)));
    expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
    const stored = await portal.sql("select 1 from support.ticket where subject = 'Clicked twice'");
    expect(stored).toHaveLength(1);
  });

  it('closes, asks what a reply means, and reopens', async () => {
    const { id } = await aTicket(member);
    await customer.get(`/requests/${id}`);
    const closed = await customer.post(`/requests/${id}/close`);
    expect(closed.html).toContain('This request is closed. What is your reply?');
    expect(closed.html).toContain('Changed to Closed');
    await customer.post(`/requests/${id}/messages`, { body: 'Back again', meaning: 'still-broken' });
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.status).toBe('open');
  });

  it('B2 S3.39 gives a stranger the same 404 for a foreign request and a missing one', async () => {
    const { id } = await aTicket(member);
    const stranger = await browserOf(portal, await signedInMember(portal));
    await stranger.get('/requests');
    for (const target of [id, newId(), 'x']) {
      expect((await stranger.get(`/requests/${target}`)).status).toBe(404);
      expect((await stranger.post(`/requests/${target}/messages`, { body: 'B' })).status).toBe(404);
      expect((await stranger.post(`/requests/${target}/close`)).status).toBeGreaterThanOrEqual(404);
    }
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.messages).toHaveLength(1);
  });

  it('S3.43 shows the form to who may reply, readers none, and refuses what they send', async () => {
    const { organizationId } = member;
    const { id } = await aTicket(member);
    const reader = await browserOf(portal, await signedInMember(portal, { organizationId, role: 'reader' }));
    expect((await customer.get(`/requests/${id}`)).html).toContain('name="body"');
    const { status, html } = await reader.get(`/requests/${id}`);
    expect(status).toBe(200);
    expect(html).not.toContain('name="body"');
    expect((await reader.post(`/requests/${id}/messages`, { body: 'B' })).status).toBe(403);
    expect((await reader.get('/requests/new')).status).toBe(403);
  });

  it('C6 refuses a form without its token', async () => {
    const { id } = await aTicket(member);
    expect((await customer.post(`/requests/${id}/messages`, { body: 'B', _csrf: 'x' })).status).toBe(403);
  });

  it('speaks German to who asks for it', async () => {
    const { id } = await aTicket(member);
    const { html } = await customer.get(`/requests/${id}`, { 'accept-language': 'de' });
    expect(html).toContain('Noch nicht zugewiesen');
  });
});

describe('the agents’ pages', () => {
  it('SU-3 DL-7 shows what the requester downloaded last, and warns once that was withdrawn', async () => {
    const { organizationId } = member;
    const colleague = await signedInMember(portal, { organizationId });
    const productId = await aProduct(portal, 'Northwind Plan');
    const maintenanceEndsAt = '2099-01-01T00:00:00Z';
    const licenseId = await aDatedLicense(portal, { productId, organizationId, maintenanceEndsAt });
    const publishedAt = '2026-01-10T09:00:00Z';
    const [old, newer] = [
      await aRelease(portal, productId, { version: '4.1.0', publishedAt }),
      await aRelease(portal, productId, { version: '4.2.0', publishedAt }),
    ];
    await downloaded(portal, member, old);
    await downloaded(portal, member, newer);
    await downloaded(portal, colleague, old);
    const opened = { subject: 'It stops', body: 'At 40 %.', licenseId };
    const { id } = (await member.api.post('/api/v1/tickets', opened)).body;
    const { id: other } = (await colleague.api.post('/api/v1/tickets', opened)).body;
    const before = await desk.get(`/admin/tickets/${id}`);
    expect(before.html).toMatch(/Northwind Plan 4\.2\.0[\s\S]*Northwind Plan 4\.1\.0/);
    expect(before.html).not.toContain('was withdrawn');
    await portal.get(YankRelease).execute(system, { releaseId: newer.releaseId, reason: 'It loses files.' });
    expect((await desk.get(`/admin/tickets/${id}`)).html).toContain('Northwind Plan 4.2.0 was withdrawn');
    const { html } = await desk.get(`/admin/tickets/${other}`);
    expect([html.includes('Northwind Plan 4.1.0'), html.includes('4.2.0')]).toEqual([true, false]);
    const manager = await browserOf(portal, await signedInStaff(portal, 'manager'));
    const link = `href="/admin/releases/${newer.releaseId}"`;
    expect((await manager.get(`/admin/tickets/${id}`)).html).toContain(link);
    expect((await desk.get(`/admin/tickets/${id}`)).html).not.toContain(link);
  });

  it('lists the inbox with customer, overdue mark and views', async () => {
    const { number } = await aTicket(member, { subject: 'Seen in the inbox' });
    const { html, status } = await desk.get('/admin/tickets');
    expect(status).toBe(200);
    expect(html).toContain(number);
    expect(html).toContain('Fjord Instruments');
    expect((await desk.get('/admin/tickets?view=mine')).html).not.toContain(number);
    expect((await desk.get(`/admin/tickets?view=all&query=${number}`)).html).toContain('Seen in the inbox');
    expect((await customer.get('/admin/tickets')).status).toBe(403);
  });

  it('replies, changes the status and assigns, beside the customer’s licenses', async () => {
    const { id } = await aTicket(member);
    await aLicense(portal, member.organizationId);
    const shown = await desk.get(`/admin/tickets/${id}`);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('Northwind Draft');
    const replied = await desk.post(`/admin/tickets/${id}/messages`, {
      body: 'Install 3.2.1',
      visibility: 'public',
      submissionId: submissionOf(shown.html),
    });
    expect(replied.html).toContain('Install 3.2.1');
    await desk.post(`/admin/tickets/${id}/status`, { status: 'in-progress' });
    await desk.post(`/admin/tickets/${id}/assign`, { assigneeId: agent.userId });
    const seen = await customer.get(`/requests/${id}`);
    expect(seen.html).toContain('Install 3.2.1');
    expect(seen.html).toContain('In Progress');
    expect(seen.html).toContain('Tomas Reuter');
    expect(seen.html).not.toContain(agent.email);
  });

  it('keeps a refused reply with its choice', async () => {
    const { id } = await aTicket(member);
    await desk.get(`/admin/tickets/${id}`);
    const refused = await desk.post(`/admin/tickets/${id}/messages`, { body: '', visibility: 'internal' });
    expect(refused.status).toBe(422);
    expect(refused.html).toMatch(/value="internal" checked/);
  });
});
