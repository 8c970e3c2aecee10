import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromiumPath, launchBrowser } from '../../harness/browser.js';
import { everyProof, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { furnishedCustomer, pagesOf } from './customer.js';
import { linkIn } from './mails.js';
import { phone, Visit } from './visit.js';

const newPassword = 'Leuchtturm-Nebel-9?';

(chromiumPath ? describe : describe.skip)('Key flows elsewhere than on a desk', () => {
  let portal: Portal;
  let browser: Browser;
  let customer: Awaited<ReturnType<typeof furnishedCustomer>>;

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    customer = await furnishedCustomer(portal);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  it('S2.36 S3.31 works by touch at 360 px', async () => {
    const visit = await Visit.begin(browser, portal, phone);
    await visit.signIn(customer.email, customer.password);
    expect(visit.path()).toBe('/');
    await visit.isSound();
    await visit.page.getByRole('button', { name: 'Open menu' }).tap();
    await visit.page.locator('#navigation').getByRole('link', { name: 'Requests' }).tap();
    await visit.page.waitForURL('**/requests');
    await visit.isWhole();
    await visit.page.getByText('The chart stays empty').first().tap();
    await visit.page.waitForURL(`**/requests/${customer.requestId}`);
    await visit.isSound();
    await visit.fill({ body: 'Typed with a thumb.' });
    await visit.send(`/requests/${customer.requestId}/messages`);
    expect(await visit.text()).toContain('Typed with a thumb.');
    await visit.open(`/downloads/${customer.catalogue.permittedRelease}`);
    const link = visit.page.locator('a.row-link[download]');
    const [download] = await Promise.all([visit.page.waitForEvent('download'), link.tap()]);
    expect((await readFile(await download.path())).byteLength).toBeGreaterThan(0);
    await visit.context.close();
  });

  it('C12 S2.38 signs in, resets, reads, replies and downloads without JavaScript', async () => {
    const visit = await Visit.begin(browser, portal, { javaScriptEnabled: false });
    const { page } = visit;
    await page.goto('/forgot-password');
    expect(await page.locator('noscript, .lk-alert').first().textContent()).toContain('JavaScript is off');
    await page.locator('[name="login"]').fill(customer.email);
    await page.locator('form:has([name="login"]) button:not([type="button"])').click();
    await portal.settle();
    await page.goto(linkIn(portal, customer.email, 'reset-password'));
    await visit.fill({ password: newPassword, repetition: newPassword });
    await visit.send('/reset-password');
    expect(visit.path()).toBe('/sign-in');
    await visit.fill({ login: customer.email, password: newPassword }, '/sign-in');
    await page.locator('form[action="/sign-in"] button:not([type="button"])').click();
    await page.waitForURL('**/');
    await page.goto(`/requests/${customer.requestId}`);
    expect(await visit.heading()).toBe('The chart stays empty');
    await visit.fill({ body: 'Sent by a plain form.' });
    await visit.send(`/requests/${customer.requestId}/messages`);
    expect(await page.locator('main').textContent()).toContain('Sent by a plain form.');
    await page.goto(`/downloads/${customer.catalogue.permittedRelease}`);
    const link = page.locator('a.row-link[download]');
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect((await readFile(await download.path())).byteLength).toBeGreaterThan(0);
    await visit.signOut();
    expect(visit.path()).toBe('/sign-in');
    await visit.context.close();
    customer = { ...customer, password: newPassword };
  });

  it('S3.2 reads German from end to end, and names no text by its key', async () => {
    const visit = await Visit.begin(browser, portal, { locale: 'de-DE' });
    const paths = ['/sign-in', '/forgot-password', '/no-invitation', '/contact', '/help', '/does-not-exist'];
    for (const path of paths) await isGerman(visit, path);
    await visit.signIn(customer.email, customer.password);
    await everyProof(portal, customer.email);
    // The account's own language counts once somebody is signed in.
    await visit.page.goto('/language?to=de&back=/');
    for (const path of pagesOf(customer)) await isGerman(visit, path);
    await visit.context.close();
  });

  it('S3.2 reads German in the console, too', async () => {
    const staff = await signedInStaff(portal);
    const visit = await Visit.begin(browser, portal, { locale: 'de-DE' });
    await visit.signIn(staff.email, staff.password);
    await visit.page.goto('/language?to=de&back=/admin');
    const paths = ['/admin', '/admin/tickets', `/admin/tickets/${customer.requestId}`, '/admin/customers'];
    for (const path of [...paths, '/admin/licenses', '/admin/orders', '/admin/releases'])
      await isGerman(visit, path);
    await visit.context.close();
  });
});

const keys = /\b(?:admin|downloads|home|identity|knowledge|licensing|orders|shell|support)\.[a-z][\w.-]*/g;

async function isGerman(visit: Visit, path: string): Promise<void> {
  await visit.open(path);
  const found = {
    path,
    lang: await visit.page.getAttribute('html', 'lang'),
    keys: (await visit.text()).match(keys) ?? [],
  };
  expect(found).toEqual({ path, lang: 'de', keys: [] });
}
