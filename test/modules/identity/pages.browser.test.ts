import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { EmailAddress } from '../../../src/kernel/email-address.js';
import { InviteMember } from '../../../src/modules/identity/application/organizations/invite-member.js';
import { chromiumPath, flaws, launchBrowser, signInAs } from '../../harness/browser.js';
import { goodPassword, type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { launcherProcess, launchOf, signingInstallation } from './launcher.js';
import { type Licensed, unclaimedLicense } from './licensed.js';

(chromiumPath ? describe : describe.skip)('identity in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  let member: SignedInMember;
  let license: Licensed;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    member = await signedInMember(portal);
    license = await unclaimedLicense(portal);
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const open = async (path: string): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: portal.baseUrl })).newPage();
    await page.goto(path);
    return page;
  };

  const invitationTo = async ({ organizationId }: Licensed): Promise<string> => {
    const email = 'ina.holm@example.com' as EmailAddress;
    const about = { name: 'Ina Holm', locale: 'en', role: 'reader', invitedBy: null } as const;
    await portal.get(InviteMember).execute({ organizationId, email, ...about });
    await portal.settle();
    return /\/invitation\?token=[\w-]+/.exec(portal.mailTo(email)?.text ?? '')?.[0] ?? '';
  };

  it('the page that takes a launch passes axe', async () => {
    const page = await open('/launch');
    expect(await flaws(page, 'launch')).toEqual([]);
    await page.context().close();
  });

  it('S1.11 fills serial number and UID from the address and scrubs them from it', async () => {
    const page = await open(`/sign-in?serial=${license.serialNumber}&uid=${license.uid}&next=%2Faccount`);
    expect(await page.getByLabel('Serial number').inputValue()).toBe(license.serialNumber);
    expect(await page.getByLabel('UID').inputValue()).toBe(license.uid);
    expect(page.url()).not.toContain(license.uid);
    expect(page.url()).not.toContain(license.serialNumber);
    await page.context().close();
  });

  it('S1.6 ID-1 a signed launch ends on the first password, and its token is nowhere in the address', async () => {
    const own = await signingInstallation(portal, (await unclaimedLicense(portal)).serialNumber);
    const token = launchOf(portal, own);
    const asked: string[] = [];
    const page = await open('/sign-in');
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`/launch#t=${token}`);
    await page.waitForURL(`${portal.baseUrl}/sign-in/set-password`);
    expect(await flaws(page, 'launched')).toEqual([]);
    expect(asked.filter((url) => url.includes(token) && !url.includes('#'))).toEqual([]);
    await page.goBack();
    expect(page.url()).not.toContain(token);
    await page.context().close();
  });

  it('S1.6 S1.7 ID-1 the launcher of the product opens the portal: first password, dashboard, and in again', async () => {
    const { serialNumber } = await unclaimedLicense(portal);
    const run = launcherProcess();
    await run('activate', '--portal', portal.baseUrl, '--serial', serialNumber);
    const address = async () => (await run('open', '--print')).stdout.trim();
    const page = await open('/sign-in');
    await page.goto(await address());
    await page.waitForURL(`${portal.baseUrl}/sign-in/set-password`);
    await page.locator('#f-password').fill(goodPassword);
    await page.locator('#f-repetition').fill(goodPassword);
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByRole('link', { name: /continue/ }).click();
    await page.waitForURL(`${portal.baseUrl}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().close();
    // Another browser of the same machine: the launch stands for serial number and UID, the password is asked.
    const again = await open('/sign-in');
    await again.goto(await address());
    await again.waitForURL(`${portal.baseUrl}/sign-in/password`);
    await again.locator('#f-password').fill(goodPassword);
    await again.getByRole('button', { name: 'Login' }).click();
    await again.waitForURL(`${portal.baseUrl}/`);
    await again.context().close();
  }, 120_000);

  it('S1.15 S2.12 ID-9 walks the first sign-in while the rules tick, up to an invitation that asks to merge', async () => {
    const page = await open(`/sign-in?serial=${license.serialNumber}&uid=${license.uid}`);
    await page.getByRole('button', { name: 'Login' }).click();
    await page.getByLabel('New password', { exact: false }).first().fill('Quartz');
    expect(await flaws(page, 'set-password')).toEqual([]);
    const met = page.locator('[data-rule][data-met="true"]');
    expect(await met.count()).toBe(1);
    await page.locator('#f-password').fill(goodPassword);
    expect(await met.count()).toBe(4);
    await page.locator('#f-repetition').fill(goodPassword);
    await page.getByRole('button', { name: 'OK' }).click();
    expect(await flaws(page, 'recovery-codes')).toEqual([]);
    await page.getByRole('link', { name: /continue/ }).click();
    await page.waitForURL(`${portal.baseUrl}/`);
    await page.goto(await invitationTo(license));
    await page.getByText('Merge both accounts, or keep them apart?').waitFor();
    expect(await flaws(page, 'invitation-merge')).toEqual([]);
    await page.context().close();
  });

  it('S1.25 S1.26 reaches Account Settings and its pages from the menu', async () => {
    const page = await open('/sign-in');
    await signInAs(page, member, portal.baseUrl);
    await page.goto('/');
    await page.locator('summary', { hasText: 'Mira Solberg' }).click();
    await page.getByRole('banner').getByRole('link', { name: 'Account Settings' }).click();
    await page.waitForURL(`${portal.baseUrl}/account`);
    for (const path of ['username', 'email', 'password', 'mfa'])
      expect([path, (await page.goto(`/account/${path}`))?.status()]).toEqual([path, 200]);
    await page.goto('/account/recovery-codes');
    expect(await flaws(page, 'recovery-codes')).toEqual([]);
    await page.context().close();
  });

  it('S3.21 a double click on Sign in makes one session', async () => {
    const person = await signedInMember(portal);
    const count = async () =>
      (
        await portal.sql("select 1 from identity.session where kind = 'page' and user_id = $1", [
          person.userId,
        ])
      ).length;
    const before = await count();
    const page = await open('/sign-in');
    await page.getByLabel('E-mail address or username').fill(person.email);
    await page.locator('#f-password').fill(goodPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).dblclick();
    await page.waitForURL(`${portal.baseUrl}/`);
    expect(await count()).toBe(before + 1);
    await page.context().close();
  });
});
