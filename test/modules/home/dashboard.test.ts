import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ShowDashboard } from '../../../src/modules/home/application/show-dashboard.js';
import type { MemberRole } from '../../../src/modules/identity/domain/roles.js';
import { signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aTicket, browserOf } from '../support/desk.js';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal();
});

afterAll(() => portal.close());

const headings = (html: string) => [...html.matchAll(/<h2 id="home-([a-z]+)"/g)].map((match) => match[1]);

describe('the dashboard', () => {
  it('S1.9 sends who is not signed in to sign in, and staff to the console', async () => {
    const answer = await fetch(`${portal.baseUrl}/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
    const desk = await browserOf(portal, await signedInStaff(portal));
    expect((await desk.get('/')).url).toBe('/admin');
  });

  it.each<[MemberRole, string[]]>([
    ['owner', ['tickets', 'licenses', 'downloads', 'orders', 'links', 'account']],
    ['license-admin', ['tickets', 'licenses', 'downloads', 'links', 'account']],
    ['buyer', ['tickets', 'licenses', 'orders', 'links', 'account']],
    ['technical-contact', ['tickets', 'licenses', 'downloads', 'links', 'account']],
    ['reader', ['tickets', 'licenses', 'downloads', 'orders', 'links', 'account']],
  ])('S3.7 S3.28 shows a %s exactly the permitted sections', async (role, sections) => {
    const browser = await browserOf(portal, await signedInMember(portal, { role }));
    const { status, html } = await browser.get('/');
    expect(status).toBe(200);
    expect(headings(html)).toEqual(sections);
  });

  it('S3.29 lists open requests with status, never closed ones, and says when there is none', async () => {
    const who = await signedInMember(portal);
    const browser = await browserOf(portal, who);
    expect((await browser.get('/')).html).toContain('No open requests');
    const open = await aTicket(who, { subject: 'Still open' });
    const closed = await aTicket(who, { subject: 'Long done' });
    await who.api.post(`/api/v1/tickets/${closed.id}/close`);
    await aLicense(portal, who.organizationId);
    const { html } = await browser.get('/');
    expect(html).toContain(open.number);
    expect(html).not.toContain('Long done');
    expect(html).toContain('Northwind Draft');
  });

  it('S3.30 S2.26 links documentation and the support form', async () => {
    const { html } = await (await browserOf(portal, await signedInMember(portal))).get('/');
    expect(html).toMatch(/href="\/help"[^>]*>(?:<svg.*?<\/svg>)?Documentation/);
    expect(html).toMatch(/href="\/requests\/new"[^>]*>(?:<svg.*?<\/svg>)?Support form/);
  });

  it('C2 gathers nothing for a claim that is not proved', async () => {
    const { organizationId, userId } = await signedInMember(portal);
    await aLicense(portal, organizationId);
    const dashboard = await portal.get(ShowDashboard).execute({
      kind: 'customer',
      userId,
      organizationId,
      organizationName: 'Fjord Instruments',
      sessionId: 's',
      name: 'Mira Solberg',
      email: null,
      locale: null,
      timeZone: 'UTC',
      credential: 'session' as const,
      secondFactorDue: false,
      role: 'key-holder',
      permissions: new Set(['tickets.read', 'licenses.read', 'orders.read', 'downloads.read']),
      provisional: true,
      limitedTo: null,
    });
    expect(dashboard).toEqual({ running: [], tickets: null, licenses: null, orders: null, downloads: null });
  });
});

describe('an address that leads nowhere', () => {
  it('S3.31 keeps the navigation of who is signed in, and answers programs with a problem', async () => {
    const browser = await browserOf(portal, await signedInMember(portal));
    const { status, html } = await browser.get('/nowhere/at-all');
    expect(status).toBe(404);
    expect(html).toContain('href="/requests"');
    expect((await portal.visitor().get('/nowhere/at-all')).html).not.toContain('href="/requests"');
    const answer = await portal.api().get('/api/v1/nowhere');
    expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
  });
});
