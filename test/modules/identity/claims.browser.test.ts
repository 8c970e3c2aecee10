import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, flaws, launchBrowser, signInAs } from '../../harness/browser.js';
import { goodPassword, keyHolder, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense } from './licensed.js';

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

  const open = async (): Promise<Page> => (await browser.newContext({ baseURL: portal.baseUrl })).newPage();

  it('C2 contest and confirmation pass axe', async () => {
    const license = await boughtLicense(portal, 'claims.contest@example.com');
    await keyHolder(portal, license);
    const page = await open();
    await page.goto(`/sign-in?serial=${license.serialNumber}&uid=${license.uid}`);
    await page.getByRole('button', { name: 'Login' }).click();
    expect(await flaws(page, 'password')).toEqual([]);
    await page.getByRole('button', { name: 'I bought this license' }).click();
    await page.waitForURL(/contest/);
    expect(await flaws(page, 'contest')).toEqual([]);
    await page.goto('/sign-in/contest/review');
    expect(await flaws(page, 'contest-review')).toEqual([]);
    await page.goto('/sign-in/confirmed?token=x');
    expect(await flaws(page, 'confirmed')).toEqual([]);
    await page.context().close();
  }, 120_000);

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
    const page = await open();
    await signInAs(page, await signedInStaff(portal), portal.baseUrl);
    await page.goto('/admin/claims');
    expect(await flaws(page, 'queue-empty')).toEqual([]);
    await waitingClaims();
    await page.goto('/admin/claims');
    expect(await page.getByRole('button', { name: /^Confirm/ }).count()).toBe(3);
    expect(await flaws(page, 'queue')).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('C2 the pages of a provisional account pass axe', async () => {
    const license = await boughtLicense(portal, 'claims.mine@example.com');
    const page = await open();
    await page.goto(`/sign-in?serial=${license.serialNumber}&uid=${license.uid}`);
    await page.getByRole('button', { name: 'Login' }).click();
    await page.locator('#f-password').fill(goodPassword);
    await page.locator('#f-repetition').fill(goodPassword);
    await page.getByRole('button', { name: 'OK' }).click();
    await page.waitForURL(/set-password/);
    for (const path of ['claim', 'unverified-requests']) {
      await page.goto(`/${path}`);
      expect(await flaws(page, path)).toEqual([]);
    }
    await page.context().close();
  }, 120_000);
});
