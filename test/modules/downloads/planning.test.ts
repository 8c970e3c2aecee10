import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aProduct, aRelease } from './shop.js';

const unknown = '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11';

let portal: Portal;
let member: SignedInMember;
let stranger: SignedInMember;
let productId: string;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
  productId = await aProduct(portal);
  const { organizationId } = member;
  const licenseId = await aLicense(portal, {
    productId,
    organizationId,
    maintenanceEndsAt: '2026-06-30T12:00:00Z',
  });
  const published = (day: string) => `2026-${day}T09:00:00Z`;
  await aRelease(portal, productId, { version: '1.1.0', publishedAt: published('01-10') });
  await aRelease(portal, productId, {
    version: '2.0.0',
    publishedAt: published('02-10'),
    minimumVersion: '1.1.0',
    breakingChanges: 'The **old import** is gone. <script>alert(1)</script>',
  });
  await aRelease(portal, productId, { version: '3.0.0', publishedAt: published('08-10') });
  await aRelease(portal, productId, { version: '5.0.0-beta.1', publishedAt: null, channel: 'beta' });
  await runs(licenseId, '1.0.0');
  await runs(licenseId, '1.0.0');
});

afterAll(() => portal?.close());

const runs = async (licenseId: string, version: string) => {
  const [license] = await portal.sql<{ serial: string }>(
    'select serial_number as serial from licensing.license where id = $1',
    [licenseId],
  );
  const name = `machine ${Math.random()}`;
  const machine = { fingerprint: name, name, platform: 'windows', version };
  const body = { serialNumber: license?.serial, ...machine };
  expect((await portal.api().post('/api/v1/product/activations', body)).status).toBe(201);
};
const ask = (query: Record<string, string>, who = member) =>
  who.api.get(`/api/v1/releases/plan?${new URLSearchParams({ productId, ...query })}`);

describe('DL-5 the upgrade planner', () => {
  it('DL-5 tells programs the stops, what breaks, the files and their size', async () => {
    const { status, body } = await ask({ from: '1.0', to: '2.0.0' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'PATH', from: '1.0.0', to: '2.0.0', because: [], obstacle: null });
    expect(body.steps.map(({ version }: never) => version)).toEqual(['1.1.0', '2.0.0']);
    expect(body.steps[1].breakingChanges).toEqual([
      { version: '2.0.0', markdown: expect.stringContaining('old import') },
    ]);
    expect(body.sizes).toEqual([{ platform: 'windows', sizeBytes: 800_000 }]);
    const file = await member.api.get(body.steps[0].files[0].href);
    expect([file.status, file.body.length]).toEqual([200, 400_000]);
  });

  it('DL-5 plans to the newest release that the licenses include, and says why not further', async () => {
    expect((await ask({ from: '1.1.0' })).body).toMatchObject({ outcome: 'PATH', to: '2.0.0' });
    const refused = (await ask({ from: '1.1.0', to: '3.0.0' })).body;
    expect(refused).toMatchObject({ outcome: 'REFUSED', obstacle: '3.0.0' });
    expect(refused.steps.map(({ version }: never) => version)).toEqual(['2.0.0']);
    expect(refused.because[0]).toContain('after the maintenance of your license ended');
    expect(refused.remedy[0]).toContain('Renew your maintenance');
    expect((await ask({ from: '1.0.0', to: '5.0.0-beta.1' })).body.outcome).toBe('UNKNOWN_VERSION');
  });

  it('DL-5 refuses what is no version, and knows no product of others', async () => {
    const wrong = await ask({ from: 'latest' });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, 'from']);
    expect((await ask({ from: '1.0.0', more: 'x' })).status).toBe(422);
    const foreign = await ask({ from: '1.0.0' }, stranger);
    const missing = await ask({ from: '1.0.0', productId: unknown });
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.body.detail).toBe(missing.body.detail);
    expect((await portal.api().get(`/api/v1/releases/plan?productId=${productId}&from=1`)).status).toBe(401);
  });

  it('DL-5 offers on its page the versions that run, and shows the way without script', async () => {
    const form = await member.visitor.get('/downloads/plan');
    expect(form.html).toContain('1.0.0 on 2 machines');
    expect(form.html).not.toContain('5.0.0-beta.1');
    const { status, html } = await member.visitor.get('/downloads/plan?from=1.0.0&to=');
    expect(status).toBe(200);
    expect(html).toContain('1.0.0 to 2.0.0 in 2 steps');
    expect(html).toMatch(/1\. Install 1\.1\.0[\s\S]+What changes for you[\s\S]+<strong>old import<\/strong>/);
    expect(html).not.toContain('<script>alert');
    expect((await member.visitor.get('/downloads')).html).toContain('/downloads/plan');
  });

  it('DL-5 keeps what was typed when the page refuses it, and shows no product of others', async () => {
    const { status, html } = await member.visitor.get('/downloads/plan?from=%3Cb%3E');
    expect(status).toBe(422);
    expect(html).toContain('value="&lt;b&gt;"');
    expect(html).toContain('Write the version like 2.4.1');
    const foreign = await stranger.visitor.get(`/downloads/plan?product=${productId}&from=1.0.0`);
    expect(foreign.status).toBe(200);
    expect(foreign.html).toContain('No products to download');
    expect(foreign.html).not.toContain('1.1.0');
  });
});
