import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromiumPath, launchBrowser } from '../../harness/browser.js';
import { goodPassword, type SignedInPerson, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { desktop, Visit } from '../../journeys/browser/visit.js';
import { aLicense, aProduct, aRelease } from './shop.js';

const releases = '/api/v1/staff/releases';
const narrow = { width: 360, height: 740 };

(chromiumPath ? describe : describe.skip)('The release console in a browser', () => {
  let portal: Portal;
  let browser: Browser;
  let manager: SignedInPerson;
  let productId: string;
  let visit: Visit;

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    manager = await signedInStaff(portal, 'administrator');
    productId = await aProduct(portal);
    visit = await Visit.begin(browser, portal);
    await visit.signIn(manager.email, goodPassword);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const aDraft = async (version: string): Promise<string> => {
    const notesMarkdown = '## New\n\n- Previews are *faster*\n- `lumen --watch`';
    const breakingChanges = 'Projects of 1.x are converted once.';
    const words = { title: 'Faster previews', notesMarkdown, breakingChanges };
    const facts = { productId, version, ...words, critical: true, required: true, minimumVersion: '1.4' };
    return (await manager.api.post(releases, facts)).body.id;
  };

  /** Open at both widths, without loading it again. */
  const isSoundWideAndNarrow = async (path: string) => {
    await visit.page.setViewportSize(desktop);
    await visit.open(path);
    await visit.page.setViewportSize(narrow);
    await visit.isSound();
    await visit.page.setViewportSize(desktop);
  };

  it('DL-1 shows the Markdown while it is written, without a reload', async () => {
    const { page } = visit;
    await page.goto('/admin/releases/new');
    await page.getByLabel('Release notes').fill('Now **bold**');
    await page.locator('#release-preview strong').waitFor();
    expect(await page.getByLabel('Release notes').inputValue()).toBe('Now **bold**');
  });

  it('DL-1 has staff pages that are sound, wide and narrow', async () => {
    const draft = await aDraft('3.0.0');
    const { releaseId: published } = await aRelease(portal, productId, {
      version: '2.9.0',
      publishedAt: '2026-01-10T00:00:00Z',
    });
    const { releaseId: halted } = await aRelease(portal, productId, {
      version: '2.9.1',
      publishedAt: '2026-01-11T00:00:00Z',
    });
    await manager.api.post(`${releases}/${halted}/halt`, { reason: 'Two customers report a crash.' });
    for (const path of ['', '/new', `/${draft}`, `/${draft}/edit`, `/${draft}/delete`, `/${published}`])
      await isSoundWideAndNarrow(`/admin/releases${path}`);
    await isSoundWideAndNarrow(`/admin/releases/${halted}`);
  }, 60_000);

  it('DL-6 pauses an upload, goes on after a reload from where it was, and publishes the right file', async () => {
    const { page } = visit;
    const part = 8 * 1024 * 1024;
    const content = Buffer.alloc(
      part + 1_000_000,
      createHash('sha512').update('every 64 bytes differ').digest(),
    );
    for (let at = 0; at < content.length; at += 64) content.writeUInt32BE(at, at);
    const path = join(mkdtempSync(join(tmpdir(), 'latchkey-upload-')), 'setup.bin');
    writeFileSync(path, content);
    const id = await aDraft('4.0.0');
    const offsets: string[] = [];
    const held = Promise.withResolvers<void>();
    let holds = true;
    await page.route('**/admin/release-uploads/*', async (route) => {
      // Not allHeaders(): the browser tells all of them once the request is on its way, and here it waits for us.
      const offset = route.request().headers()['upload-offset'] ?? '';
      if (route.request().method() === 'PATCH') offsets.push(offset);
      // The second part stays on its way until it is given up.
      if (holds && offset === String(part)) held.resolve();
      else await route.continue();
    });
    const send = async () => {
      await page.goto(`/admin/releases/${id}`);
      const form = page.locator('form[data-resumable]');
      await form.locator('input[type=file]').setInputFiles(path);
      await form.locator('[type=submit]').click();
    };
    await send();
    await held.promise;
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Nothing that was sent is lost').waitFor();
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    holds = false;
    await send();
    await page.locator('td', { hasText: 'setup.bin' }).waitFor();
    await page.unroute('**/admin/release-uploads/*');
    expect(offsets).toEqual(['0', String(part), String(part)]);
    await page.locator(`form[action$="/${id}/publish"] [type=submit]`).click();
    await page.getByText('Published').first().waitFor();
    const { artifacts } = (await manager.api.get(`${releases}/${id}`)).body;
    expect(artifacts).toEqual([
      expect.objectContaining({
        fileName: 'setup.bin',
        sizeBytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        signature: expect.stringMatching(/^.{88}$/),
      }),
    ]);
  }, 60_000);

  it('NO-1 has pages for mails about releases that are sound, wide and narrow', async () => {
    const member = await signedInMember(portal);
    const { organizationId } = member;
    await aLicense(portal, { productId, organizationId, maintenanceEndsAt: '2099-01-01T00:00:00Z' });
    const own = await Visit.begin(browser, portal);
    await own.signIn(member.email, goodPassword);
    for (const path of ['/downloads/subscriptions', '/unsubscribe?token=some']) {
      await own.page.setViewportSize(desktop);
      await own.open(path);
      await own.page.setViewportSize(narrow);
      await own.isSound();
    }
    await own.context.close();
  });
});
