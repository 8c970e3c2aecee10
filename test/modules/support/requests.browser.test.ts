import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { system } from '../../../src/kernel/actor.js';
import { PublishBuiltInArticles } from '../../../src/modules/knowledge/application/publish-built-in-articles.js';
import { chromiumPath, flaws, launchBrowser, scrollsSideways, signInAs } from '../../harness/browser.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aBundle } from './bundle.js';
import { aLicense, aTicket } from './desk.js';

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

  it('S3.45 SU-3 keeps what an agent types when a small form of the page is pressed at once', async () => {
    const { id } = await aTicket(member);
    const page = await opened(administrator);
    await page.goto(`/admin/tickets/${id}`);
    await page.locator('#f-body').pressSequentially('Half an answer');
    await page.locator('#draft-state time').waitFor();
    expect(await flaws(page, 'a request with a draft of an agent')).toEqual([]);
    // Before the pause after which it would be kept.
    await page.locator('#f-body').pressSequentially(', and more');
    await page.getByRole('button', { name: 'Assign to me' }).click();
    await page.getByText('The assignment was changed.').waitFor();
    await page.goto(`/admin/tickets/${id}`);
    expect(await page.locator('#f-body').inputValue()).toBe('Half an answer, and more');
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
    await page
      .locator('[role="status"].sr-only', { hasText: 'New message from' })
      .waitFor({ state: 'attached' });
    await administrator.api.post(`/api/v1/staff/tickets/${id}/status`, { status: 'on-hold' });
    await page.locator('.lk-header').getByText('On Hold').waitFor();
    await page
      .locator('[role="status"].sr-only', { hasText: 'Status: On Hold.' })
      .waitFor({ state: 'attached' });
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
    await isFine(page, `/requests/${id}`);
    await page.context().close();
  });

  it('SU-7 leaves open forms of an agent as they are while the page is renewed around them', async () => {
    const { id } = await aTicket(member, { body: 'It stops at 40 %.' });
    const page = await opened(administrator);
    const listens = page.waitForResponse(/\/live$/);
    await page.goto(`/admin/tickets/${id}`);
    expect((await listens).status()).toBe(200);
    await page.evaluate('window.isTheSamePage = true');
    const message = page.locator('[data-live-thread] > [id^="m-"]').first();
    await message.locator('details summary').click();
    await message.locator('input[name="passage"]').pressSequentially('40 %');
    await page.locator('details:has(#f-tags) > summary').click();
    await page.locator('#f-tags').pressSequentially('printer');
    // The focus is elsewhere, so nothing but the page's care keeps the two.
    await page.locator('#f-body').pressSequentially('Half an ans');
    await member.api.post(`/api/v1/tickets/${id}/messages`, { body: 'Now it stops at 60 %.' });
    await page.getByText('Now it stops at 60 %.').waitFor();
    await administrator.api.post(`/api/v1/staff/tickets/${id}/status`, { status: 'on-hold' });
    await page.locator('.lk-header').getByText('On Hold').waitFor();
    expect(await message.locator('input[name="passage"]').inputValue()).toBe('40 %');
    expect(await message.locator('input[name="passage"]').isVisible()).toBe(true);
    expect(await page.locator('#f-tags').inputValue()).toBe('printer');
    expect(await page.locator('#f-tags').isVisible()).toBe(true);
    expect(await page.locator('#f-body').inputValue()).toBe('Half an ans');
    expect(await page.evaluate('window.isTheSamePage')).toBe(true);
    // What the server refuses comes back open, with what was typed and why.
    await message.locator('input[name="passage"]').fill('not there');
    await message.locator('form:has(input[name="passage"]) button').click();
    await message.locator('.lk-error').waitFor();
    expect(await message.locator('input[name="passage"]').inputValue()).toBe('not there');
    expect(await flaws(page, 'a refused redaction')).toEqual([]);
    await page.context().close();
  });

  it('SU-3 does what agents do by single keys, never while they type, and not once they are switched off', async () => {
    const { id, number } = await aTicket(member);
    const page = await opened(administrator);
    await isFine(page, `/admin/tickets?query=${number}`);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    expect(await page.locator(`input[value="${id}"]`).isChecked()).toBe(true);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Choose the request').waitFor();
    expect(await flaws(page, 'keys')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/admin/tickets/${id}`));
    await page.keyboard.press('n');
    await page.keyboard.type('js?');
    expect(await page.locator('#f-body').inputValue()).toBe('js?');
    expect(await page.locator('#f-internal-visibility-internal').isChecked()).toBe(true);
    await page.locator('h1').click();
    await page.keyboard.press('i');
    await page.getByText('The assignment was changed.').waitFor();
    await page.keyboard.press('c');
    await page.locator('.lk-header').getByText('Closed').waitFor();
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByLabel('Use single keys').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    expect(await page.evaluate('document.activeElement.id')).not.toBe('f-tags');
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

  it('SU-6 shows a bundle before anything leaves the browser, and sends only what is left of it', async () => {
    const page = await opened(member);
    const license = await aLicense(portal, member.organizationId);
    await page.goto(`/requests/new?category=none&license=${license}`);
    const sent: string[] = [];
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url());
      else asked.push(new URL(request.url()).search);
    });
    const zip = { name: 'bundle.zip', mimeType: 'application/zip', buffer: await aBundle() };
    await page.locator('#f-attachments').setInputFiles(zip);
    const dialog = page.locator('[data-bundle-dialog]');
    await dialog.getByText('anna.berg@example.com', { exact: true }).waitFor();
    const found = await dialog.locator('[data-bundle-findings] [data-value]').allTextContents();
    expect(found).toEqual(
      expect.arrayContaining([
        'anna.berg@example.com',
        '203.0.113.24',
        'annaberg',
        'sk_live_4f9a8b7c6d5e4f3a2b1c0d',
      ]),
    );
    // Told by the code of the product and the version alone, which is all that has left the browser.
    await dialog
      .getByText('This bundle is from LUMEN, and the license of the request is for Northwind')
      .waitFor();
    expect(asked).toEqual([`?licenseId=${license}&product=LUMEN&version=4.2.0`]);
    await dialog.locator('details summary').first().click();
    expect(await flaws(page, 'the review of a bundle')).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await scrollsSideways(page)).toBe(false);
    await dialog.getByRole('checkbox', { name: 'config.json' }).uncheck();
    await dialog.locator('[data-bundle-more]').fill('plan.dwg');
    await page.keyboard.press('Enter');
    expect(await dialog.locator('pre').first().textContent()).toContain(
      'Users\\[removed]\\Documents\\[removed]',
    );
    expect(sent).toEqual([]);
    await dialog.locator('[data-bundle-attach]').click();
    await page.locator('[data-file-list]').getByText('bundle.zip').waitFor();
    await page.locator('#f-subject').fill('Export stops');
    await page.locator('#f-body').fill('See the bundle.');
    await page.locator('button', { hasText: 'Send' }).first().click();
    await page.waitForURL(/\/requests\/[0-9a-f-]{36}/);
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const [attached] = (await member.api.get(`/api/v1/tickets/${id}`)).body.messages[0].attachments;
    const files = unzipSync(new Uint8Array((await member.api.get(attached.href)).body));
    expect(Object.keys(files).sort()).toEqual(['logs/studio.log', 'manifest.json']);
    const text = strFromU8(files['logs/studio.log'] ?? new Uint8Array());
    for (const value of [...found, 'plan.dwg']) expect(text).not.toContain(value);
    expect(text).toContain('09:03 export stopped at 40 %');
    expect(attached.bundle).toMatchObject({
      fault: null,
      manifest: {
        version: '4.2.0',
        files: [{ path: 'logs/studio.log', sha256: createHash('sha256').update(text).digest('hex') }],
        redactions: expect.arrayContaining([{ path: 'config.json', kind: 'left-out', count: 1 }]),
      },
    });
    expect(await flaws(page, 'a request with a bundle')).toEqual([]);
    await page.context().close();
  });

  it('SU-6 sends a large file in parts, and goes on where it stopped after a reload', async () => {
    const { id } = await aTicket(member);
    const folder = mkdtempSync(join(tmpdir(), 'upload-'));
    const path = join(folder, 'all.log');
    const bytes = Buffer.from(randomBytes(5 * 1024 * 1024).toString('hex'));
    writeFileSync(path, bytes);
    const page = await opened(member);
    const offsets: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset']);
    });
    // The second part finds no connection, until the page may go on.
    await page.addInitScript({
      content: `const { send, setRequestHeader } = XMLHttpRequest.prototype;
        const cut = new WeakSet();
        XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
          if (name === 'Upload-Offset' && value !== '0' && !sessionStorage.getItem('online')) cut.add(this);
          setRequestHeader.call(this, name, value);
        };
        XMLHttpRequest.prototype.send = function (body) {
          if (cut.has(this)) this.dispatchEvent(new ProgressEvent('error'));
          else send.call(this, body);
        };`,
    });
    await page.goto(`/requests/${id}`);
    const first = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await page.locator('#f-attachments').setInputFiles(path);
    expect((await first).status()).toBe(204);
    const list = page.locator('[data-upload-list]');
    await list.getByRole('button', { name: 'Pause' }).click();
    await list.getByText('Paused').waitFor();
    expect(await flaws(page, 'an upload that is paused')).toEqual([]);
    await page.evaluate(`sessionStorage.setItem('online', 'yes')`);
    await page.reload();
    await list.getByText('all.log is not uploaded completely').waitFor();
    await page.locator('#f-attachments').setInputFiles(path);
    await page.locator('#f-body').first().fill('All of it');
    await page.locator('#reply button', { hasText: 'Send' }).first().click();
    await page.waitForURL(/#m-/);
    expect(offsets).toEqual(['0', String(8 * 1024 * 1024)]);
    const [attached] = (await member.api.get(`/api/v1/tickets/${id}`)).body.messages.at(-1).attachments;
    expect((await member.api.get(attached.href)).body.equals(bytes)).toBe(true);
    rmSync(folder, { recursive: true });
    await page.context().close();
  });
});
