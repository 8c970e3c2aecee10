import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { DefineProduct } from '../../../src/modules/licensing/application/define-product.js';
import { ReinstateLicense } from '../../../src/modules/licensing/application/reinstate-license.js';
import { Licensing } from '../../../src/modules/licensing/index.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Acting, ActingAs } from '../orders/acting-as.js';
import { defineLumen } from '../orders/lumen.js';
import { anOrderPaid, Store } from '../orders/store.js';

interface Owner {
  readonly orderId: string;
  readonly organizationId: string;
  readonly licenseIds: readonly string[];
}

let portal: Portal;
let acting: ActingAs;
let own: Owner;
let other: Owner;
let owner: Acting;
let staff: Acting;
let productId: string;

beforeAll(async () => {
  portal = await startPortal();
  acting = new ActingAs(portal);
  productId = await defineLumen(portal);
  own = await sellTo('cus_own');
  other = await sellTo('cus_other');
  owner = acting.customer(own.organizationId);
  staff = acting.staff();
  const [license] = await portal.sql<{ serial_number: string }>(
    'select serial_number from licensing.license where id = $1',
    [own.licenseIds[0]],
  );
  await portal.api().post('/api/v1/product/activations', {
    serialNumber: license?.serial_number,
    fingerprint: 'f',
    name: 'Studio <b>2</b>',
    platform: 'macos-arm64',
    version: '4.2.0',
  });
});

afterAll(() => portal?.close());

async function sellTo(organization: string): Promise<Owner> {
  const sold = await new Store(portal).sell(anOrderPaid({ organization }));
  const rows = await portal.sql<{ id: string }>(
    'select id from licensing.license where order_id = $1 order by order_line_place',
    [sold.orderId],
  );
  return { ...sold, licenseIds: rows.map((row) => row.id) };
}

describe('licenses of a paid order', () => {
  it('OR-2 LI-1 belong to the organization, with maintenance for a year, and tell it', async () => {
    const { body } = await owner.api.get('/api/v1/licenses');
    expect(body.items).toHaveLength(2);
    const [license] = body.items;
    expect(license).toMatchObject({
      product: { id: productId, code: 'LUMEN', name: 'Lumen Studio' },
      status: 'active',
      orderId: own.orderId,
      expiresAt: null,
      installations: { limit: 3 },
    });
    expect(license.serialNumber).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const issued = new Date(license.issuedAt);
    issued.setUTCFullYear(issued.getUTCFullYear() + 1);
    expect(license.maintenanceEndsAt).toBe(issued.toISOString());
    const events = await portal.sql(
      "select 1 from platform.outbox where name = 'licensing.license-issued' and payload->>'orderId' = $1",
      [own.orderId],
    );
    expect(events).toHaveLength(2);
  });

  it('LI-6 shows one with its installations and never a UID', async () => {
    const { body } = await owner.api.get(`/api/v1/licenses/${own.licenseIds[0]}`);
    expect(body.installed).toMatchObject([
      { name: 'Studio <b>2</b>', platform: 'macos-arm64', version: '4.2.0' },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/uid|fingerprint/i);
  });

  it('LI-6 B2 foreign, missing and impossible ids give the same 404', async () => {
    for (const id of [other.licenseIds[0], newId(), 'x', '%00']) {
      const { status, body } = await owner.api.get(`/api/v1/licenses/${id}`);
      expect([id, status, body.code]).toEqual([id, 404, 'not-found']);
      expect((await owner.pages.get(`/licenses/${id}`)).status).toBe(404);
    }
    const foreign = await owner.api.get(`/api/v1/licenses?orderId=${other.orderId}`);
    expect(foreign.body.items).toEqual([]);
  });

  it('LI-6 a key holder sees only the license of the key', async () => {
    const [licenseId = '', second] = own.licenseIds;
    const holder = acting.customer(own.organizationId, ['licenses.read'], {
      licenseId,
      orderId: own.orderId,
    });
    const { body } = await holder.api.get('/api/v1/licenses');
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([licenseId]);
    expect((await holder.api.get(`/api/v1/licenses/${second}`)).status).toBe(404);
  });

  it('LI-6 refuses who lacks the permission', async () => {
    const buyer = acting.customer(own.organizationId, ['orders.read']);
    expect((await buyer.api.get('/api/v1/licenses')).status).toBe(403);
    expect((await owner.api.get('/api/v1/staff/licenses')).status).toBe(403);
    expect((await owner.api.post(`/api/v1/staff/licenses/${own.licenseIds[0]}/revoke`, {})).status).toBe(403);
    expect((await acting.staff(['staff.orders']).api.get('/api/v1/staff/licenses')).status).toBe(403);
  });

  it('LI-6 lists and shows it on pages, in the language of the reader', async () => {
    const list = await owner.pages.get(`/licenses?orderId=${own.orderId}`);
    expect(list.html).toContain(`href="/licenses/${own.licenseIds[0]}"`);
    expect(list.html).toContain('1 of 3');
    const detail = await owner.pages.get(`/licenses/${own.licenseIds[0]}`);
    expect(detail.html.match(/<h1/g)).toHaveLength(1);
    expect(detail.html).toContain('data-copy="');
    expect(detail.html).toContain('Studio &lt;b&gt;2&lt;/b&gt;');
    const german = await owner.pages.get(`/licenses/${own.licenseIds[0]}`, { 'accept-language': 'de' });
    expect(german.html).toContain('Geräte in Gebrauch');
    expect(german.html).not.toMatch(/(detail|list|installation)\.[a-z]/);
    expect((await acting.customer(newId()).pages.get('/licenses')).html).toContain('No licenses yet');
  });
});

describe('licenses of the console', () => {
  it('LI-9 staff list those of one organization and show any', async () => {
    const { body } = await staff.api.get(`/api/v1/staff/licenses?organizationId=${other.organizationId}`);
    expect(body.items).toHaveLength(2);
    expect(body.items[0].organizationId).toBe(other.organizationId);
    expect((await staff.pages.get('/admin/licenses')).html).toContain(`/admin/licenses/${own.licenseIds[0]}`);
  });

  it('LI-1 staff suspend, reinstate and revoke with a reason, on pages and in the API', async () => {
    const id = other.licenseIds[0];
    const page = `/admin/licenses/${id}`;
    await staff.pages.get(page);
    const refused = await staff.pages.post(`${page}/suspend`, { reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Enter the reason.');
    const suspended = await staff.pages.post(`${page}/suspend`, { reason: 'Payment <disputed>' });
    expect(suspended.url).toBe(page);
    expect(suspended.html).toContain('The license is suspended.');
    expect(suspended.html).toContain('Payment &lt;disputed&gt;');
    const twice = await staff.api.post(`/api/v1/staff/licenses/${id}/suspend`, { reason: 'Again' });
    expect([twice.status, twice.body.code]).toEqual([409, 'license-status-conflict']);
    const reinstated = await staff.api.post(`/api/v1/staff/licenses/${id}/reinstate`, { reason: 'Settled' });
    expect(reinstated.body).toMatchObject({ status: 'active', statusReason: 'Settled' });
    const revoked = await staff.api.post(`/api/v1/staff/licenses/${id}/revoke`, { reason: 'Fraud' });
    expect(revoked.body.status).toBe('revoked');
    await expect(portal.get(ReinstateLicense).execute({ licenseId: id ?? '', reason: 'No' })).rejects.toThrow(
      'cannot become active',
    );
    const events = await portal.sql<{ name: string }>(
      "select name from platform.outbox where payload->>'licenseId' = $1 order by id",
      [id],
    );
    expect(events.map((event) => event.name)).toEqual([
      'licensing.license-issued',
      'licensing.license-suspended',
      'licensing.license-reinstated',
      'licensing.license-revoked',
    ]);
    const { body } = await acting.customer(other.organizationId).api.get(`/api/v1/licenses/${id}`);
    expect(body.status).toBe('revoked');
    expect(JSON.stringify(body)).not.toContain('Fraud');
  });

  it.each(['suspend', 'reinstate', 'revoke'])('B2 %s of a missing license is 404', async (verb) => {
    const answer = await staff.api.post(`/api/v1/staff/licenses/${newId()}/${verb}`, { reason: 'x' });
    expect(answer.status).toBe(404);
  });
});

describe('what other modules ask', () => {
  it('S1.3 entitlements follow the status and the clock', async () => {
    const licensing = portal.get(Licensing);
    const organizationId = own.organizationId as OrganizationId;
    const [first = ''] = own.licenseIds;
    expect(await licensing.entitlementsOf({ organizationId })).toHaveLength(2);
    const of = async () => (await licensing.entitlementsOf({ organizationId, licenseId: first }))[0];
    expect(await of()).toMatchObject({ licenseId: first, productId, status: 'active', valid: true });
    await portal.sql('update licensing.license set expires_at = $2 where id = $1', [
      first,
      new Date(portal.clock.now().getTime() + day),
    ]);
    expect(await of()).toMatchObject({ status: 'active', valid: true });
    portal.clock.advance(2 * day);
    expect(await of()).toMatchObject({ status: 'expired', valid: false });
    portal.clock.advance(-2 * day);
    expect(await licensing.entitlementsOf({ organizationId, licenseId: other.licenseIds[0] })).toEqual([]);
    expect(await licensing.licenseFacts(newId())).toBeNull();
    expect(await licensing.licenseFacts(first)).toMatchObject({ installations: 1, installationLimit: 3 });
  });

  it('LI-1 a product defined twice keeps its id and takes the new rules', async () => {
    const policy = { name: 'Team', installationLimit: 5, maintenanceMonths: 24, validityMonths: 12 };
    const first = await portal.get(DefineProduct).execute({ code: 'OTHER', name: 'Other', policy });
    const again = { code: 'OTHER', name: 'Other 2', policy: { ...policy, installationLimit: 6 } };
    expect(await portal.get(DefineProduct).execute(again)).toEqual(first);
    expect(await portal.get(Licensing).products()).toEqual([
      { id: productId, code: 'LUMEN', name: 'Lumen Studio' },
      { id: first.productId, code: 'OTHER', name: 'Other 2' },
    ]);
  });
});
