import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromiumPath, flaws, launchBrowser, signInAs } from '../../harness/browser.js';
import { everyProof, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Customer, furnishedCustomer, pagesOf } from './customer.js';
import { heldMailAddress, pageOfHeldMail } from './held-mail.js';
import { linkIn } from './mails.js';
import { moreOfDownloads } from './more-of-downloads.js';
import { Visit } from './visit.js';

const nothing = '019a0000-0000-7000-8000-000000000000';

/** Every page, by who reads it; `at` are the links and ids that only the furnished portal knows. */
const pages = {
  'signed-out': (_: Customer, links: Links) => [
    '/sign-in',
    '/sign-in?serial=AAAA-BBBB-CCCC-DDDD&uid=EEEE',
    '/sign-in?expired=1',
    '/forgot-password',
    '/recover',
    links.reset,
    '/reset-password?token=over',
    links.invitation,
    '/invitation?token=over',
    '/confirm-email?token=over',
    '/not-me?token=over',
    '/no-invitation',
    '/contact',
    '/help',
    '/help/search?query=password',
    '/help/search?query=zzzz',
    '/help/articles/reset-your-password',
    '/does-not-exist',
    '/api/docs/problems',
    '/dev/components',
  ],
  customer: (customer: Customer, links: Links) => [
    ...pagesOf(customer),
    ...links.downloads.customer,
    '/downloads/log',
    `/downloads/verify?sha256=${'0'.repeat(64)}`,
    '/account/api-tokens',
    '/account/mails',
    '/account/notifications',
    '/account/security',
    '/account/security/not-me',
    '/account/data',
    '/requests?query=zzzz',
    '/requests?status=closed',
    `/orders/${nothing}`,
    '/admin',
  ],
  newcomer: () => ['/', '/requests', '/licenses', '/orders', '/downloads'],
  staff: (customer: Customer, links: Links) => [
    ...links.downloads.staff,
    '/admin',
    '/admin/search?query=sommer',
    '/admin/tickets',
    '/admin/tickets?view=mine',
    '/admin/tickets?view=due',
    '/admin/inbound-mails',
    links.heldMail,
    '/admin/tickets/reports',
    '/admin/tickets/ratings',
    '/admin/service-levels',
    '/admin/service-levels/new',
    '/admin/service-levels/019ac000-0000-7000-8000-000000000002',
    '/admin/calendars/019ac000-0000-7000-8000-000000000001',
    '/admin/calendars/019ac000-0000-7000-8000-000000000001/holidays',
    `/admin/tickets/${customer.requestId}`,
    `/admin/tickets/${customer.requestId}/split`,
    '/admin/customers',
    `/admin/customers/${customer.organizationId}`,
    '/admin/licenses',
    `/admin/licenses/${customer.licenseId}`,
    '/admin/orders',
    `/admin/orders/${customer.orderId}`,
    '/admin/orders/deliveries',
    '/admin/releases',
    '/admin/releases/new',
    `/admin/releases/${customer.catalogue.permittedRelease}`,
    '/admin/operations',
    '/account',
    `/admin/orders/${nothing}`,
  ],
} satisfies Record<string, (customer: Customer, links: Links) => string[]>;

type Reader = keyof typeof pages;

interface Links {
  readonly reset: string;
  readonly invitation: string;
  readonly heldMail: string;
  readonly downloads: Awaited<ReturnType<typeof moreOfDownloads>>;
}

(chromiumPath ? describe : describe.skip)('Every page', () => {
  let portal: Portal;
  let browser: Browser;
  let customer: Customer;
  let links: Links;

  beforeAll(async () => {
    [portal, browser] = await Promise.all([
      startPortal({ environment: { INBOUND_ADDRESS: heldMailAddress } }),
      launchBrowser(),
    ]);
    customer = await furnishedCustomer(portal);
    await portal.api().post('/api/v1/password-resets', { login: customer.email });
    await portal.settle();
    links = {
      reset: linkIn(portal, customer.email, 'reset-password'),
      invitation: linkIn(portal, 'ida@sommer.example', 'invitation'),
      heldMail: await pageOfHeldMail(portal),
      downloads: await moreOfDownloads(portal, customer),
    };
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const become = async ({ page }: Visit, reader: Reader): Promise<void> => {
    if (reader === 'customer') {
      await signInAs(page, customer, portal.baseUrl);
      await everyProof(portal, customer.email);
    }
    if (reader === 'newcomer')
      await signInAs(
        page,
        await signedInMember(portal, { organizationName: 'New Here Ltd' }),
        portal.baseUrl,
      );
    if (reader === 'staff')
      await signInAs(page, await signedInStaff(portal, 'administrator'), portal.baseUrl);
  };

  it.each(Object.keys(pages) as Reader[])(
    'S3.1 S2.36 is sound in both themes, wide and narrow: %s',
    async (reader) => {
      const visit = await Visit.begin(browser, portal);
      await become(visit, reader);
      const found: string[] = [];
      for (const path of pages[reader](customer, links)) {
        await visit.page.goto(path);
        found.push(...(await looks(visit, path)), ...(await startsWithSkip(visit, path)));
      }
      expect([...found, ...visit.complaints()]).toEqual([]);
      await visit.context.close();
    },
    180_000,
  );

  it('asks nobody else for the API documentation, and keeps to its own policy', async () => {
    // The explorer itself is Swagger UI, whose markup is not ours.
    const visit = await Visit.begin(browser, portal);
    await visit.page.goto('/api/docs', { waitUntil: 'networkidle' });
    await visit.page.locator('.opblock').first().waitFor({ timeout: 60_000 });
    // The explorer draws a section when it comes into sight.
    await visit.page.keyboard.press('End');
    await visit.page.getByRole('heading', { name: /^Operations/ }).waitFor({ timeout: 60_000 });
    expect(visit.complaints()).toEqual([]);
    await visit.context.close();
  });
});

async function looks({ page }: Visit, path: string): Promise<string[]> {
  const headings = await page.locator('h1').count();
  const found = headings === 1 ? [] : [`${path} has ${headings} h1`];
  return [...found, ...(await flaws(page, path))];
}

async function startsWithSkip({ page }: Visit, path: string): Promise<string[]> {
  // An error summary takes the focus first, and this page shows one.
  if (path === '/dev/components') return [];
  await page.keyboard.press('Tab');
  const target = await page.evaluate('document.activeElement?.getAttribute("href")');
  return target === '#main' ? [] : [`${path} starts with ${String(target)} instead of Skip to content`];
}
