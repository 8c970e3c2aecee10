import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, chromiumPath, launchBrowser, scrollsSideways } from '../../harness/browser.js';
import { goodPassword, keyHolder, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense } from './licensed.js';

const shots = process.env.SHOTS;

(chromiumPath ? describe : describe.skip)('the pages of claims', () => {
  let portal: Portal;
  let browser: Browser;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const open = async (width: number, colorScheme: 'light' | 'dark'): Promise<Page> => {
    const viewport = { width, height: 900 };
    const context = await browser.newContext({ baseURL: portal.baseUrl, viewport, colorScheme });
    return context.newPage();
  };
  const isFine = async (page: Page, name: string): Promise<void> => {
    if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
    expect([name, await axeFindings(page)]).toEqual([name, []]);
    expect([name, await scrollsSideways(page)]).toEqual([name, false]);
  };

  it.each([
    [1440, 'light'],
    [360, 'dark'],
  ] as const)(
    'C2 contest and confirmation pass axe at %i px in %s',
    async (width, scheme) => {
      const license = await boughtLicense(portal, `claims.${width}@example.com`);
      await keyHolder(portal, license);
      const page = await open(width, scheme);
      await page.goto(`/sign-in?serial=${license.serialNumber}&uid=${license.uid}`);
      await page.getByRole('button', { name: 'Login' }).click();
      await isFine(page, `password-${width}`);
      await page.getByRole('button', { name: 'I bought this license' }).click();
      await page.waitForURL(/contest/);
      await isFine(page, `contest-${width}`);
      await page.goto('/sign-in/contest/review');
      await isFine(page, `contest-review-${width}`);
      await page.goto('/sign-in/confirmed?token=x');
      await isFine(page, `confirmed-${width}`);
      await page.context().close();
    },
    120_000,
  );

  /** One claim of each kind that waits, and one that an agent confirmed already. */
  async function waitingClaims(): Promise<void> {
    const statement = 'Order 1042 of last May, bought at the fair in Hanover. '.repeat(8).trim();
    for (const name of ['own', 'once']) {
      const license = await boughtLicense(portal, `claims.${name}@example.com`);
      const holder = await keyHolder(portal, license);
      await holder.api.post('/api/v1/claims/review', { statement });
    }
    const agent = await signedInStaff(portal);
    const { body } = await agent.api.get('/api/v1/staff/claims');
    await agent.api.post(`/api/v1/staff/claims/${body.items.at(-1).id}/confirm`);
    const license = await boughtLicense(portal, 'claims.contested@example.com');
    await keyHolder(portal, license);
    const step = (path: string, given: object) => portal.api().post(`/api/v1/sign-in/${path}`, given);
    const { serialNumber, uid } = license;
    const { ticket } = (await step('serial', { serialNumber, uid })).body;
    const contest = (await step('start-over', { ticket })).body.ticket;
    const email = 'a.rather.long.address.of.the.buyer@vermessungsbuero-berg-und-soehne.example';
    expect((await step('contest/review', { ticket: contest, email, statement })).status).toBe(202);
  }

  it('C2 the queue of claims passes axe, empty and with every kind of claim', async () => {
    const { email } = await signedInStaff(portal);
    const page = await open(1440, 'dark');
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address or username').fill(email);
    await page.locator('#f-password').fill(goodPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto('/admin/claims');
    await isFine(page, 'queue-empty');
    await waitingClaims();
    await page.goto('/admin/claims');
    expect(await page.getByRole('button', { name: /^Confirm/ }).count()).toBe(3);
    await isFine(page, 'queue-1440-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 900 });
    await isFine(page, 'queue-360-light');
    if (shots) {
      await page.setViewportSize({ width: 768, height: 900 });
      await page.screenshot({ path: `${shots}/queue-768.png`, fullPage: true });
    }
    await page.context().close();
  }, 120_000);

  it('C2 the pages of a provisional account pass axe', async () => {
    const license = await boughtLicense(portal, 'claims.mine@example.com');
    const page = await open(768, 'light');
    await page.goto(`/sign-in?serial=${license.serialNumber}&uid=${license.uid}`);
    await page.getByRole('button', { name: 'Login' }).click();
    await page.locator('#f-password').fill(goodPassword);
    await page.locator('#f-repetition').fill(goodPassword);
    await page.getByRole('button', { name: 'OK' }).click();
    await page.waitForURL(/set-password/);
    for (const path of ['claim', 'unverified-requests']) {
      await page.goto(`/${path}`);
      await isFine(page, path);
    }
    await page.context().close();
  }, 120_000);
});
