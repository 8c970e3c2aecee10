import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RegisterOrganization } from '../../../src/modules/identity/application/organizations/register-organization.js';
import { chromiumPath, flaws, launchBrowser } from '../../harness/browser.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Acting, ActingAs } from '../orders/acting-as.js';
import { defineLumen } from '../orders/lumen.js';

// The form of a new policy is the one of its editor.
const names = [
  'list',
  'show',
  'issue',
  'renew',
  'transfer',
  'extend',
  'map',
  'batches',
  'faulty',
  'ready',
  'products',
  'product',
  'newProduct',
  'newEdition',
  'policy',
  'edit',
];

(chromiumPath ? describe : describe.skip)('the console of licensing in the browser', () => {
  let portal: Portal;
  let browser: Browser;
  let staff: Acting;
  let paths: Record<string, string>;
  let editor: string;

  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
    staff = new ActingAs(portal).staff(['staff.licenses', 'staff.settings', 'staff.customers']);
    paths = await aConsoleWithContent();
    editor = paths.edit ?? '';
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  /** Products, licenses, machines and files, and the address of each page that shows them. */
  async function aConsoleWithContent(): Promise<Record<string, string>> {
    const productId = await defineLumen(portal, { features: ['EXPORT-PDF'], heartbeatSeconds: 86_400 });
    const organizationId = await portal.get(RegisterOrganization).execute({ name: 'Fjord Instruments' });
    const { api } = staff;
    const { body: product } = await api.get(`/api/v1/staff/products/${productId}`);
    const policyId = product.defaultPolicyId;
    await api.post(`/api/v1/staff/products/${productId}/editions`, {
      sku: 'LUMEN-PRO',
      name: 'Pro',
      policyId,
    });
    const given = { organizationId, sku: 'LUMEN', count: 3, reason: 'Partner' };
    const { items } = (await api.post('/api/v1/staff/licenses', given)).body;
    const places = [
      ['4.2.0', 'windows-x64'],
      ['4.2.0', 'macos-arm64'],
      ['3.11.2', 'linux-x64'],
      ['10.0.0-beta.3', 'windows-x64'],
    ];
    for (const [place, [version, platform]] of places.entries())
      await portal.api().post('/api/v1/product/activations', {
        ...{
          serialNumber: items[place % 2].serialNumber,
          fingerprint: `fp-${place}`,
          name: `Studio ${place}`,
        },
        ...{ platform, version },
      });
    const batches = [];
    for (const csv of [
      'organization,sku\nNobody,GLOW\nFjord Instruments,LUMEN',
      'organization,sku\nFjord Instruments,LUMEN',
    ]) {
      const form = new FormData();
      form.set('reason', 'Partner program');
      form.set('csv', new Blob([csv]), 'licenses.csv');
      batches.push((await api.post('/api/v1/staff/license-batches', form)).body.id);
    }
    const license = `/admin/licenses/${items[0].id}`;
    return {
      list: '/admin/licenses?query=fjord',
      show: license,
      issue: '/admin/licenses/new?organization=fjord',
      renew: `${license}/renew`,
      transfer: `${license}/transfer?organization=fjord`,
      extend: `${license}/extend`,
      map: `/admin/licenses/installations?productId=${productId}`,
      batches: '/admin/licenses/batches',
      faulty: `/admin/licenses/batches/${batches[0]}`,
      ready: `/admin/licenses/batches/${batches[1]}`,
      products: '/admin/products',
      product: `/admin/products/${productId}`,
      newProduct: '/admin/products/new',
      newEdition: `/admin/products/${productId}/editions/new`,
      policy: `/admin/policies/${policyId}`,
      edit: `/admin/policies/${policyId}/edit`,
    };
  }

  const open = async (): Promise<Page> => {
    const context = await browser.newContext({ baseURL: portal.baseUrl });
    const [[name, value]] = [...staff.pages.cookies] as [[string, string]];
    await context.addCookies([{ name, value, url: portal.baseUrl }]);
    return context.newPage();
  };

  it.each(names)('LI-9 %s with content passes axe, wide and light, narrow and dark', async (name) => {
    const page = await open();
    expect((await page.goto(paths[name] ?? ''))?.status()).toBe(200);
    expect(await flaws(page, name)).toEqual([]);
    await page.context().close();
  });

  it('LI-9 the review of a policy and its refused form pass axe', async () => {
    const page = await open();
    await page.goto(editor);
    await page.getByLabel('Installations or leases').fill('1');
    await page.getByRole('button', { name: 'Review the change' }).click();
    await page.getByText('Would affect').waitFor();
    expect(await flaws(page, 'review')).toEqual([]);
    await page.getByRole('button', { name: 'Change something' }).click();
    await page.getByLabel('Name').fill('');
    await page.getByRole('button', { name: 'Review the change' }).click();
    await page.getByRole('alert').waitFor();
    expect(await flaws(page, 'refused')).toEqual([]);
    await page.context().close();
  });

  it('LI-9 shows how far a file is without being asked, and ends with its result', async () => {
    const page = await open();
    await page.goto(paths.ready ?? '');
    await page.getByRole('button', { name: 'Issue 1 license' }).click();
    await page.getByText('You may leave this page').waitFor();
    await portal.settle();
    await page.getByText('Finished').waitFor();
    await page.getByRole('progressbar').and(page.locator('[value="1"]')).waitFor();
    expect(await page.locator('[hx-get]').count()).toBe(0);
    expect(await flaws(page, 'finished')).toEqual([]);
    await page.context().close();
  });
});
