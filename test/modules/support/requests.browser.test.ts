import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { system } from '../../../src/kernel/actor.js';
import { PublishBuiltInArticles } from '../../../src/modules/knowledge/application/publish-built-in-articles.js';
import { chromiumPath, flaws, launchBrowser, signInAs } from '../../harness/browser.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket } from './desk.js';

(chromiumPath ? describe : describe.skip)('requests in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  let member: SignedInMember;
  let administrator: SignedInPerson;
  let category: string;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    await portal.get(PublishBuiltInArticles).execute(system);
    member = await signedInMember(portal, { name: 'Mira Solberg' });
    const { organizationId } = member;
    await signedInMember(portal, { organizationId, role: 'technical-contact', name: 'Cem Kaya' });
    administrator = await signedInStaff(portal, 'administrator');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const opened = async (who: SignedInPerson): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: portal.baseUrl })).newPage();
    await signInAs(page, who, portal.baseUrl);
    return page;
  };
  const isFine = async (page: Page, path: string): Promise<void> => {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 200]);
    expect(await flaws(page, path)).toEqual([]);
  };

  it('S3.45 SU-10 keeps a draft and suggests answers while one types', async () => {
    const page = await opened(member);
    await isFine(page, '/requests/new');
    const found = page.waitForResponse(/\/requests\/suggestions$/);
    await page.locator('#f-subject').pressSequentially('I forgot my password');
    expect((await found).status()).toBe(200);
    await page.locator('#suggestions a').first().waitFor();
    const kept = page.waitForResponse(
      (answer) => answer.url().endsWith('/draft') && !!answer.request().postData()?.includes('sentence'),
    );
    await page.locator('#f-body').pressSequentially('Half a sentence');
    expect((await kept).status()).toBe(200);
    await page.locator('#draft-state time').waitFor();
    expect(await flaws(page, 'suggestions')).toEqual([]);
    await page.goto('/requests/new');
    expect(await page.locator('#f-body').inputValue()).toBe('Half a sentence');
    await page.context().close();
  });

  const replyOfStaff = (id: string, body: string) =>
    administrator.api.post(`/api/v1/staff/tickets/${id}/messages`, { body, visibility: 'public' });

  it('SU-7 shows a reply and a status while one types, without a reload and without losing a word', async () => {
    const { id } = await aTicket(member);
    const page = await opened(member);
    const listens = page.waitForResponse(/\/live$/);
    await page.goto(`/requests/${id}`);
    expect((await listens).status()).toBe(200);
    await page.evaluate('window.isTheSamePage = true');
    await page.locator('#f-body').pressSequentially('Half a sen');
    const top = await page.locator('#f-body').evaluate((field) => field.getBoundingClientRect().top);
    await replyOfStaff(id, 'Please try the new version.');
    await page.getByText('Please try the new version.').waitFor();
    await page.locator('#f-body').pressSequentially('tence');
    expect(await page.locator('#f-body').inputValue()).toBe('Half a sentence');
    const now = await page.locator('#f-body').evaluate((field) => field.getBoundingClientRect().top);
    expect(Math.abs(now - top)).toBeLessThan(2);
    expect(await page.locator('[role="status"].sr-only').textContent()).toContain('New message from');
    await administrator.api.post(`/api/v1/staff/tickets/${id}/status`, { status: 'on-hold' });
    await page.locator('.lk-header').getByText('On Hold').waitFor();
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
    await isFine(page, `/requests/${id}`);
    await page.context().close();
  });

  it('SU-7 asks now and then where no stream comes through, and stops when the session ends', async () => {
    const { id } = await aTicket(member);
    const page = await opened(member);
    await page.clock.install();
    await page.route(/\/live$/, async (route) => {
      const isStream = route.request().headers().accept?.includes('event-stream');
      await (isStream ? route.fulfill({ status: 502 }) : route.continue());
    });
    await page.goto(`/requests/${id}`);
    await replyOfStaff(id, 'This came by polling.');
    const asked = page.waitForResponse(/\/fresh/);
    await page.clock.runFor(31_000);
    await asked;
    await page.getByText('This came by polling.').waitFor();
    await page.context().clearCookies();
    await page.clock.runFor(31_000);
    await page.getByText('no longer kept up to date').waitFor();
    await page.context().close();
  });

  it('SU-2 SU-8 shows sharing, the three ways and the rating', async () => {
    const { id } = await aTicket(member);
    const page = await opened(member);
    const { items } = (await member.api.get(`/api/v1/tickets/${id}/colleagues`)).body;
    await member.api.post(`/api/v1/tickets/${id}/followers`, { userId: items[0].id });
    await member.api.put(`/api/v1/tickets/${id}/confidential`, { confidential: true });
    await isFine(page, `/requests/${id}`);
    await member.api.post(`/api/v1/tickets/${id}/close`);
    await isFine(page, `/requests/${id}`);
    await page.context().close();
  });

  it('SU-1 shows categories to administrators, and their fields to customers', async () => {
    const page = await opened(administrator);
    await isFine(page, '/admin/request-categories');
    const fields = [
      { key: 'step', type: 'text', label: { en: 'Last step', de: 'Letzter Schritt' }, required: true },
      { key: 'system', type: 'choice', label: { en: 'System', de: 'System' }, choices: ['Windows', 'Linux'] },
      { key: 'since', type: 'date', label: { en: 'Since', de: 'Seit' } },
    ];
    const words = { name: { en: 'Installation', de: 'Installation' }, kind: 'support', fields };
    category = (await administrator.api.post('/api/v1/staff/request-categories', words)).body.id;
    await isFine(page, '/admin/request-categories');
    await isFine(page, `/admin/request-categories/${category}`);
    await page.context().close();
    await member.api.delete('/api/v1/ticket-draft');
    const customer = await opened(member);
    await isFine(customer, '/requests/new');
    await isFine(customer, `/requests/new?category=${category}`);
    await customer.context().close();
  });
});
