import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { day } from '../../../src/kernel/clock.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { ReleaseInstallation } from '../../../src/modules/licensing/application/release-installation.js';
import { RenewLicense } from '../../../src/modules/licensing/application/renew-license.js';
import { chromiumPath, flaws, launchBrowser, signInAs } from '../../harness/browser.js';
import {
  freshProof,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aProduct } from '../downloads/shop.js';
import { defineLumen } from '../orders/lumen.js';
import { OfflineProduct } from './offline-product.js';

// What is wider than the card that holds it, which no scroll bar tells.
const sticksOut = `[...document.querySelectorAll('.lk-card-body, .lk-form')].flatMap((card) =>
  [...card.querySelectorAll('*')]
    .filter((one) => one.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)
    .map((one) => one.className || one.tagName))`;

(chromiumPath ? describe : describe.skip)('licenses in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  let owner: SignedInMember;
  let shared: string;
  const folder = mkdtempSync(join(tmpdir(), 'stick-'));
  let offline: { readonly licenseId: string; readonly fileId: string };
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    owner = await signedInMember(portal, { organizationName: 'Berg & Söhne Vermessung' });
    shared = await aSharedLicense();
    offline = await anOfflineMachine();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
    rmSync(folder, { recursive: true });
  });

  const activate = async (serialNumber: string, name: string): Promise<string> => {
    const machine = { fingerprint: name, name, platform: 'windows-x64', version: '4.2.0' };
    const body = { serialNumber, ...machine };
    return (await portal.api().post('/api/v1/product/activations', body)).body.activationId;
  };

  /** Floating, renewed, with machines in every state. */
  async function aSharedLicense(): Promise<string> {
    const features = ['EXPORT-PDF', 'LAYERS', 'A-FEATURE-WITH-A-NAME-THAT-IS-RATHER-LONG-FOR-A-CARD'];
    const limits = { installationLimit: 2, coreLimit: 64, validityMonths: 12 };
    const productId = await defineLumen(portal, { kind: 'floating', features, ...limits });
    const { organizationId } = owner;
    await portal.sql(
      `insert into licensing.usage_allowance (policy_id, counter, allowance, period)
       select default_policy_id, 'tiles', 50000, 'month' from licensing.product where id = $1`,
      [productId],
    );
    portal.clock.advance(-20 * day);
    const issued = await portal.get(IssueLicense).execute({ productId, organizationId });
    const { licenseId, serialNumber } = issued;
    const gone = await activate(serialNumber, 'Laptop');
    await activate(serialNumber, 'Ein-Rechnername-ohne-jede-Lücke-der-auf-keine-schmale-Seite-passen-will');
    const released = { licenseId, installationId: gone, reason: 'agent', userId: null } as const;
    await portal.get(ReleaseInstallation).execute(released);
    await portal.get(RenewLicense).execute({ licenseId, reason: null });
    portal.clock.advance(20 * day);
    await activate(serialNumber, 'Studio 1');
    await portal.api().post('/api/v1/product/leases', { serialNumber, fingerprint: 'Studio 1' });
    return licenseId;
  }

  async function anOfflineMachine() {
    const productId = await aProduct(portal);
    const { organizationId } = owner;
    const { licenseId, serialNumber } = await portal.get(IssueLicense).execute({ productId, organizationId });
    await freshProof(portal, owner.userId, 'issue-offline-license');
    const request = new OfflineProduct(serialNumber).request('activate');
    const path = `/api/v1/licenses/${licenseId}/offline-activations`;
    const { status, body } = await owner.api.post(path, { request });
    expect(status).toBe(201);
    return { licenseId, fileId: body.file.id as string };
  }

  const open = async (who: SignedInPerson, locale = 'en'): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: portal.baseUrl })).newPage();
    await signInAs(page, who, portal.baseUrl);
    await page.context().addCookies([{ name: 'latchkey-locale', value: locale, url: portal.baseUrl }]);
    page.setDefaultTimeout(10_000);
    return page;
  };
  const areFine = async (page: Page, paths: readonly string[]): Promise<void> => {
    for (const path of paths) {
      expect([path, (await page.goto(path))?.status()]).toEqual([path, 200]);
      expect(await flaws(page, path)).toEqual([]);
      for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        expect([path, width, await page.evaluate(sticksOut)]).toEqual([path, width, []]);
      }
    }
    await page.context().close();
  };

  it('LI-5 hands a place over on readable pages', async () => {
    const here = `/licenses/${shared}/hand-over`;
    const installed = await portal.sql<{ id: string }>(
      'select id from licensing.installation where license_id = $1 order by activated_at',
      [shared],
    );
    const [released, named, studio] = installed.map(({ id }) => `${here}/${id}`);
    const ask = { installationId: named?.slice(-36), reason: 'It broke.' };
    await owner.api.post(`/api/v1/licenses/${shared}/release-requests`, ask);
    await areFine(await open(owner, 'de'), [here, released ?? '', named ?? '', studio ?? '']);
  });

  it('LI-5 shows agents what they decide', async () => {
    const agent = await signedInStaff(portal);
    const desk = '/admin/licenses/release-requests';
    const { body } = await agent.api.get('/api/v1/staff/release-requests');
    await areFine(await open(agent), [
      desk,
      `${desk}?status=closed`,
      `${desk}/${body.items[0].id}`,
      '/admin',
    ]);
  });

  it('LI-6 LI-4 shows owners readable pages', async () => {
    await freshProof(portal, owner.userId, 'issue-offline-license');
    await areFine(await open(owner), [
      '/licenses',
      `/licenses/${shared}/history`,
      `/licenses/${offline.licenseId}/offline`,
      `/licenses/offline-files/${offline.fileId}`,
    ]);
  });

  it.each(['en', 'de'])('LI-6 shows the page of a license in %s', async (locale) => {
    const page = await open(owner, locale);
    await page.goto(`/licenses/${shared}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    await areFine(page, [`/licenses/${shared}`]);
  });

  it('LI-4 LI-3 saves the license file, the page that checks it, and the keys; they agree', async () => {
    const page = await open(owner);
    await page.goto(`/licenses/offline-files/${offline.fileId}`);
    const save = async (name: string | RegExp): Promise<string> => {
      const link = page.getByRole('link', { name });
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      const path = join(folder, download.suggestedFilename());
      await download.saveAs(path);
      return path;
    };
    const verifier = await save('Save the page that checks');
    const [keys, file] = [await save('Save the key set'), await save(/Download .*\.license/)];
    const stick = await (await browser.newContext({ offline: true })).newPage();
    await stick.clock.setFixedTime(portal.clock.now());
    await stick.goto(pathToFileURL(verifier).href);
    await stick.getByLabel('Open files').setInputFiles([keys, file]);
    await stick.getByText('This license file may be used.').waitFor();
    await stick.context().close();
    await page.context().close();
  });
});
