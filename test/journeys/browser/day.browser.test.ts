import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromiumPath, launchBrowser } from '../../harness/browser.js';
import { signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineCatalogue } from '../catalogue.js';
import { nothingLeft } from '../nothing-left.js';
import { post, sale } from '../store.js';
import { codeFor, linkIn } from './mails.js';
import { Visit } from './visit.js';

const email = 'jonas@kranich.example';
const password = 'Anker-Wolke-42!';
const newPassword = 'Leuchtturm-Nebel-9?';

let broken = '';

/** Steps build on each other: once one failed, the following say so at once. */
function step(name: string, act: () => Promise<void>): void {
  it(name, async () => {
    if (broken) throw new Error(`An earlier step failed: ${broken}`);
    broken = name;
    await act();
    broken = '';
  });
}

/** The day of issue 2 as people see it. */
(chromiumPath ? describe : describe.skip)('The day, in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  /** Accepts the invitation, reads German. */
  let buyer: Visit;
  /** Has a serial number and a UID, reads English. */
  let person: Visit;
  let agent: Visit;
  let catalogue: Awaited<ReturnType<typeof defineCatalogue>>;
  let serialNumber = '';
  let uid = '';
  let request = '';

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    catalogue = await defineCatalogue(portal);
    buyer = await Visit.begin(browser, portal, { locale: 'de-DE' });
    person = await Visit.begin(browser, portal);
    agent = await Visit.begin(browser, portal);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  step('OR-1 S3.14 invites the buyer in German after a sale that the store sent three times', async () => {
    const content = sale({
      sku: catalogue.sku,
      quantity: 2,
      organization: 'Reederei Kranich',
      buyer: { name: 'Jonas Kranich', email, locale: 'de' },
    });
    const answers = await Promise.all([1, 2, 3].map(() => post(portal, content)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await portal.settle();
    expect(portal.mails().filter(({ text }) => text.includes('/invitation?token='))).toHaveLength(1);
    expect(portal.mailTo(email)).toBeDefined();
  });

  step(
    'S2.12 S3.16 lets the buyer set a password while the rules tick, and opens the dashboard',
    async () => {
      await buyer.open(linkIn(portal, email, 'invitation'));
      expect(await buyer.page.getAttribute('html', 'lang')).toBe('de');
      const met = buyer.page.locator('[data-rule][data-met="true"]');
      await buyer.fill({ password: 'Segel' });
      expect(await met.count()).toBe(1);
      await buyer.fill({ password, repetition: password });
      expect(await met.count()).toBeGreaterThanOrEqual(4);
      await buyer.isSound();
      await buyer.send('/invitation');
      expect(buyer.path()).toBe('/');
      expect(await buyer.text()).toContain('Reederei Kranich');
      await buyer.isWhole();
    },
  );

  step('LI-2 activates the product of a license that the buyer sees', async () => {
    await buyer.open('/licenses');
    serialNumber = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/.exec(await buyer.text())?.[0] ?? '';
    const activation = await portal.api().post('/api/v1/product/activations', {
      serialNumber,
      fingerprint: 'bridge-console-1',
      name: 'Bridge console',
      platform: 'linux',
      version: '4.2.0',
    });
    expect(activation.body.verdict).toMatchObject({ valid: true });
    uid = activation.body.uid;
  });

  step('S1.10 S1.11 fills the sign-in page from the About link and scrubs the address', async () => {
    await person.open(`/sign-in?serial=${serialNumber}&uid=${encodeURIComponent(uid)}`);
    expect(await person.page.getByLabel('Serial number', { exact: false }).inputValue()).toBe(serialNumber);
    expect(await person.page.getByLabel('UID', { exact: false }).inputValue()).toBe(uid);
    expect(person.path()).toBe('/sign-in');
  });

  step('S1.15 S1.16 S1.18 sets the login password twice and shows the recovery codes once', async () => {
    await person.press('Login');
    expect(await person.heading()).toBe('Set login password');
    await person.isWhole();
    await person.fill({ password, repetition: `${password}x` });
    await person.press('OK');
    expect(await person.page.locator('#f-repetition').getAttribute('aria-invalid')).toBe('true');
    await person.isSound();
    await person.fill({ password, repetition: password });
    await person.press('OK');
    expect(await person.heading()).toBe('Your recovery codes');
    expect(await person.page.locator('main li').count()).toBe(10);
    await person.isWhole();
  });

  step('C2 S3.7 opens the same organization’s data with the code that the buyer got by mail', async () => {
    await person.open('/licenses');
    expect(await person.text()).not.toContain(serialNumber);
    await person.open('/claim');
    await portal.settle();
    await person.fill({ code: codeFor(portal, email) });
    await person.press('OK');
    expect(person.path()).toBe('/');
    expect(await person.text()).toContain('Reederei Kranich');
    expect(await person.text()).toContain(serialNumber);
    await person.isWhole();
  });

  step('S1.17 signs in again with serial number, UID and password', async () => {
    await person.signOut();
    await person.isWhole();
    await person.fill({ serialNumber: serialNumber.toLowerCase(), uid }, '/sign-in/serial');
    await person.press('Login');
    await person.isWhole();
    await person.fill({ password: 'Wrong-Password-1!' });
    await person.press('Login');
    expect(await person.text()).toContain('Access denied');
    await person.isSound();
    await person.fill({ password });
    await person.press('Login');
    expect(person.path()).toBe('/');
  });

  step('S1.22 S1.25 S1.32 S1.34 S1.37 sets a username in Account Settings and signs in with it', async () => {
    await person.press('Account Settings', 'link');
    await person.isWhole();
    await person.press(/^Change Username$/i);
    expect(await person.text()).toContain('Confirm that it is you');
    await person.isSound();
    await person.fill({ secret: password });
    await person.press('Confirm');
    await person.isWhole();
    await person.fill({ username: 'Bridge_1' });
    await person.press('OK');
    expect(await person.text()).toContain('Bridge_1');
    await person.signOut();
    await person.signIn('BRIDGE_1', password);
    expect(person.path()).toBe('/');
    expect(await person.text()).toContain('Reederei Kranich');
  });

  step(
    'S3.19 S3.21 S3.23 signs the buyer in with the e-mail address, and refuses a wrong password',
    async () => {
      await buyer.signOut();
      await buyer.signIn(email, 'Wrong-Password-1!');
      expect(await buyer.page.getByRole('alert').first().isVisible()).toBe(true);
      await buyer.isSound();
      await buyer.signIn(' Jonas@Kranich.example ', password);
      expect(buyer.path()).toBe('/');
    },
  );

  step('S1.2 S2.25 shows the order and downloads its invoice', async () => {
    await buyer.open('/orders');
    await buyer.page.locator('a.row-link').first().click();
    await buyer.page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
    await buyer.isWhole();
    const [download] = await Promise.all([
      buyer.page.waitForEvent('download'),
      buyer.page.locator('a[href$="invoice.pdf"]').first().click(),
    ]);
    const pdf = await readFile(await download.path());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  step('DL-2 downloads the permitted release whole and by ranges', async () => {
    await person.open('/downloads');
    await person.open(`/downloads/${catalogue.permittedRelease}`);
    const link = person.page.locator('a.row-link[download]');
    const [download] = await Promise.all([person.page.waitForEvent('download'), link.click()]);
    const whole = await readFile(await download.path());
    const sha256 = createHash('sha256').update(whole).digest('hex');
    expect(await person.html()).toContain(sha256);
    const href = (await link.getAttribute('href')) ?? '';
    const rest = await person.fetch(href, { range: `bytes=${whole.length - 1_000}-` });
    expect(rest.status).toBe(206);
    expect(Buffer.from(await rest.arrayBuffer()).equals(whole.subarray(-1_000))).toBe(true);
  });

  step('S1.3 DL-3 says why another release is refused and what to do', async () => {
    await person.open(`/downloads/${catalogue.refusedRelease}`);
    expect(await person.page.locator('a[download]:not(.btn)').count()).toBe(0);
    const text = await person.text();
    expect(text).toContain('after the maintenance of your license ended');
    expect(text).toContain('Renew your maintenance');
  });

  step('S1.4 S3.46 opens a request with a screenshot attached', async () => {
    await buyer.open('/requests');
    await buyer.open('/requests/new');
    await buyer.fill({ subject: 'Die Karte bleibt leer', body: 'Seit dem Update.' }, '/requests');
    await buyer.page.locator('input[type="file"]').setInputFiles({
      name: 'karte.png',
      mimeType: 'image/png',
      buffer: await buyer.page.screenshot(),
    });
    await buyer.isSound();
    await buyer.send('/requests');
    request = /^\/requests\/([0-9a-f-]{36})/.exec(buyer.path())?.[1] ?? '';
    expect(await buyer.heading()).toBe('Die Karte bleibt leer');
    expect(await buyer.text()).toContain('karte.png');
    await buyer.isSound();
  });

  step('S1.5 S3.26 shows it to an agent beside the licenses and orders of the customer', async () => {
    await person.page.goto('/admin');
    expect(await person.heading()).toBe('Access denied');
    await person.isWhole();
    const staff = await signedInStaff(portal);
    await agent.signIn(staff.email, staff.password);
    await agent.open('/admin');
    await agent.open('/admin/tickets');
    await agent.page.getByRole('link', { name: 'Die Karte bleibt leer' }).click();
    await agent.page.waitForURL(`**/admin/tickets/${request}`);
    await agent.isWhole();
    const beside = await agent.page.locator('main aside').textContent();
    const [order] = await portal.sql<{ number: string }>('select number from orders."order"');
    expect(beside).toContain(serialNumber);
    expect(beside).toContain(order?.number ?? 'no order');
  });

  step('S1.23 C14 mails the reply once and the note never; the customer reads only the reply', async () => {
    await portal.settle();
    const before = portal.mails().length;
    await agent.page.getByLabel('Internal note').check();
    await agent.fill({ body: 'NOTE-MARKER-79' });
    await agent.press('Send');
    expect(await agent.text()).toContain('NOTE-MARKER-79');
    await agent.isWhole();
    await portal.settle();
    expect(portal.mails()).toHaveLength(before);
    await agent.page.getByLabel('Reply to the customer').check();
    await agent.fill({ body: 'Bitte öffnen Sie die Karte neu.' });
    await agent.press('Send');
    await agent.isSound();
    await portal.settle();
    expect(portal.mails()).toHaveLength(before + 1);
    await buyer.open(`/requests/${request}`);
    expect(await buyer.text()).toContain('Bitte öffnen Sie die Karte neu.');
    expect(await buyer.html()).not.toContain('NOTE-MARKER-79');
    expect(JSON.stringify(portal.mails())).not.toContain('NOTE-MARKER-79');
  });

  step('S3.47 answers, and closes the request', async () => {
    await buyer.fill({ body: 'Das hat geholfen.' }, `/requests/${request}/messages`);
    await buyer.send(`/requests/${request}/messages`);
    expect(await buyer.text()).toContain('Das hat geholfen.');
    await buyer.isWhole();
    await buyer.send(`/requests/${request}/close`);
    expect(await buyer.text()).toContain('Geschlossen');
    await buyer.isSound();
  });

  step('S2.1 S2.30 S2.32 searches the help center, reads an article and marks it helpful', async () => {
    await person.open('/help');
    expect(await person.heading()).toBe('How can we help you?');
    await person.page.locator('main input[type="search"]').fill('password');
    await Promise.all([
      person.page.waitForURL(/\/help\/search/),
      person.page.locator('main input[type="search"]').press('Enter'),
    ]);
    await person.isWhole();
    await person.page.locator('main a[href="/help/articles/reset-your-password"]').first().click();
    await person.page.waitForURL('**/help/articles/reset-your-password');
    await person.isWhole();
    await person.press('Yes');
    expect(await person.page.getByRole('button', { name: 'Yes' }).getAttribute('aria-pressed')).toBe('true');
    await person.isSound();
  });

  step('S2.7 S2.19 S2.20 resets a forgotten password by mail, once', async () => {
    await buyer.signOut();
    await buyer.open('/forgot-password');
    await buyer.form('/forgot-password').first().locator('[name="login"]').fill(email);
    await buyer.page.locator('form:has([name="login"]) button[type="submit"]').click();
    await buyer.page.waitForLoadState();
    await buyer.isSound();
    await portal.settle();
    const link = linkIn(portal, email, 'reset-password');
    await buyer.open(link);
    await buyer.fill({ password: newPassword, repetition: newPassword });
    await buyer.send('/reset-password');
    expect(buyer.path()).toBe('/sign-in');
    await buyer.open(link);
    expect(await buyer.page.locator('main a[href="/forgot-password"]').count()).toBe(1);
    await buyer.signIn(email, password);
    expect(buyer.path()).toBe('/sign-in');
    await buyer.signIn(email, newPassword);
    expect(buyer.path()).toBe('/');
  });

  step('ends with nothing left in outbox, queues and dead letters', async () => {
    await portal.settle();
    await nothingLeft(portal);
  });
});
