import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, flaws, launchBrowser, signInAs } from '../../harness/browser.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const base = '/api/v1/organization';

(chromiumPath ? describe : describe.skip)('an organization in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  let owner: SignedInMember;
  let memberPage: string;
  let invitationPage: string;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    owner = await signedInMember(portal, { name: 'Ada Berg', organizationName: 'Berg & Söhne Vermessung' });
    await furnish();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  async function furnish(): Promise<void> {
    const { organizationId, api } = owner;
    const reader = await signedInMember(portal, { role: 'reader', name: 'Cem Kaya', organizationId });
    const { body: list } = await api.get(`${base}/members`);
    const found = list.items.find((item: { userId: string }) => item.userId === reader.userId);
    memberPage = `/organization/members/${found.id}`;
    const granted = { granted: ['tickets.write'], withheld: ['orders.read'] };
    await api.put(`${base}/members/${found.id}/exceptions`, granted);
    const invited = { email: 'a.rather.long.address@vermessung.example', name: 'Ina', role: 'reader' };
    const { body: sent } = await api.post(`${base}/invitations`, invited);
    invitationPage = `/organization/invitations/${sent.id}`;
    const { body: gone } = await api.post(`${base}/invitations`, { ...invited, email: 'gone@example.com' });
    await api.post(`${base}/invitations/${gone.id}/revoke`);
    await api.post(`${base}/domains`, { domain: 'vermessung.example' });
    await api.put(`${base}/sign-in-rules`, { secondFactorRoles: [], slug: 'berg' });
    const asked = { email: invited.email, name: 'Ina Holm' };
    await portal.api().post('/api/v1/invitation-requests', asked);
    // Nobody invited this one: staff answer it.
    const unknown = { email: 'somebody.with.a.long.address@elsewhere.example', name: 'Jonas Weber' };
    await portal.api().post('/api/v1/invitation-requests', unknown);
    await portal.settle();
  }

  const open = async (who?: SignedInPerson): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: portal.baseUrl })).newPage();
    if (who) await signInAs(page, who, portal.baseUrl);
    return page;
  };
  const areFine = async (page: Page, paths: readonly string[]): Promise<void> => {
    for (const path of paths) {
      const answer = await page.goto(path);
      expect([path, answer?.status()]).toEqual([path, 200]);
      expect(await flaws(page, path)).toEqual([]);
    }
    await page.context().close();
  };

  it('ID-8 S3.13 shows an owner readable pages', async () => {
    await areFine(await open(owner), [
      '/organization',
      memberPage,
      '/organization/invitations',
      '/organization/invitations/new',
      invitationPage,
      '/organization/domains',
      '/organization/sign-in',
      '/organization/request-visibility',
    ]);
  });

  it('S3.52 shows open requests of both kinds', async () => {
    const page = await open(owner);
    await page.goto('/organization/requests');
    await page.getByRole('button', { name: 'Invite a.rather.long.address@vermessung.example' }).waitFor();
    await areFine(page, ['/organization/requests']);
    const desk = await open(await signedInStaff(portal));
    await desk.goto('/admin/invitations');
    await desk.getByText('somebody.with.a.long.address@elsewhere.example').waitFor();
    await desk.getByRole('link', { name: 'gone@example.com' }).waitFor();
    await areFine(desk, ['/admin/invitations']);
  });

  it('S3.52 S3.18 shows who is signed out readable pages', async () => {
    await areFine(await open(), ['/no-invitation', '/o/berg']);
  });

  it('S3.13 shows agents readable invitations', async () => {
    const customer = `/admin/customers/${owner.organizationId}/invitations`;
    await areFine(await open(await signedInStaff(portal)), [customer, `${customer}/new`]);
  });

  it('S3.52 answers who asks for an invitation on a readable page', async () => {
    const page = await open();
    await page.goto('/no-invitation');
    await page.getByLabel('Your name').fill('Jonas Weber');
    await page.getByLabel('E-mail address').fill('jonas@example.com');
    await page.getByRole('button', { name: 'Request a new invitation' }).click();
    await page.getByRole('heading', { name: 'Your request is on its way' }).waitFor();
    expect(await flaws(page, 'requested')).toEqual([]);
    await page.context().close();
  });
});
