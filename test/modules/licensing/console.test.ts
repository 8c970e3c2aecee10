import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, later } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { RegisterOrganization } from '../../../src/modules/identity/application/organizations/register-organization.js';
import { SurveyInstallations } from '../../../src/modules/licensing/application/installations/survey-installations.js';
import { firstBreak } from '../../../src/modules/licensing/domain/license-history.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Acting, ActingAs } from '../orders/acting-as.js';
import { defineLumen } from '../orders/lumen.js';
import { anOrderPaid, Store } from '../orders/store.js';

let portal: Portal;
let acting: ActingAs;
let staff: Acting;
let productId: string;
let fjord: OrganizationId;
let kestrel: OrganizationId;

const register = (name: string) => portal.get(RegisterOrganization).execute({ name });

beforeAll(async () => {
  portal = await startPortal();
  acting = new ActingAs(portal);
  staff = acting.staff();
  productId = await defineLumen(portal, { validityMonths: 12 });
  fjord = await register('Fjord Instruments');
  kestrel = await register('Kestrel 100% Optics');
});

afterAll(() => portal?.close());

const issueTo = async (organizationId: string, more: object = {}) => {
  const body = { organizationId, sku: 'LUMEN', reason: 'Partner', ...more };
  const answer = await staff.api.post('/api/v1/staff/licenses', body);
  expect(answer.status).toBe(201);
  return answer.body.items[0] as { id: string; serialNumber: string };
};
const activate = (serialNumber: string, fingerprint: string) =>
  portal.api().post('/api/v1/product/activations', {
    serialNumber,
    fingerprint,
    name: 'Studio 2',
    platform: 'windows-x64',
    version: '4.2.0',
  });
const found = async (query: Record<string, string>): Promise<string[]> => {
  const { status, body } = await staff.api.get(`/api/v1/staff/licenses?${new URLSearchParams(query)}`);
  expect(status).toBe(200);
  return body.items.map(({ id }: { id: string }) => id);
};
const audited = (objectId: string) =>
  portal.sql<{ action: string; organization_id: string | null; details: Record<string, unknown> }>(
    'select action, organization_id, details from platform.audit_entry where object_id = $1 order by at, id',
    [objectId],
  );

describe('searching licenses in the console', () => {
  it('LI-9 finds by serial number as typed and by its beginning', async () => {
    const license = await issueTo(fjord);
    const typed = license.serialNumber.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    expect(await found({ query: typed })).toEqual([license.id]);
    expect(await found({ query: license.serialNumber.slice(0, 9) })).toContain(license.id);
    // Too short to search for; with a dash, as two symbols alone could be in a name.
    const [first = '', second = ''] = license.serialNumber;
    expect(await found({ query: `${first}-${second}` })).toEqual([]);
  });

  it('LI-9 finds by the name of the organization, taking percent signs as they are', async () => {
    const license = await issueTo(kestrel);
    expect(await found({ query: 'kestrel' })).toEqual([license.id]);
    expect(await found({ query: '100%' })).toEqual([license.id]);
    expect(await found({ query: '1%0' })).toEqual([]);
    const page = await staff.pages.get('/admin/licenses?query=kestrel');
    expect(page.html).toContain('Kestrel 100% Optics');
    expect(page.html).toContain('value="kestrel"');
  });

  it('LI-9 finds by fingerprint and by order number', async () => {
    const license = await issueTo(fjord);
    await activate(license.serialNumber, 'fp-5f1c0e9d');
    expect(await found({ query: 'fp-5f1c0e9d' })).toEqual([license.id]);
    const number = `S-${newId()}`;
    await new Store(portal).sell(anOrderPaid({ number, organization: 'cus_console' }));
    expect(await found({ query: number })).toHaveLength(2);
  });

  it('LI-9 filters by status, product and what ends soon, together and in the address', async () => {
    const organizationId = await register('Filtered Ltd');
    const soon = await issueTo(organizationId, {
      expiresAt: later(portal.clock.now(), 5 * day).toISOString(),
    });
    const fine = await issueTo(organizationId);
    await staff.api.post(`/api/v1/staff/licenses/${fine.id}/suspend`, { reason: 'Unpaid' });
    expect(await found({ organizationId, status: 'active' })).toEqual([soon.id]);
    expect(await found({ organizationId, status: 'suspended' })).toEqual([fine.id]);
    expect(await found({ organizationId, endsWithinDays: '7' })).toEqual([soon.id]);
    expect(await found({ organizationId, endsWithinDays: '4' })).toEqual([]);
    expect(await found({ organizationId, productId, status: 'expired' })).toEqual([]);
    expect(await found({ organizationId, productId: newId() })).toEqual([]);
    portal.clock.advance(6 * day);
    expect(await found({ organizationId, status: 'expired' })).toEqual([soon.id]);
    expect(await found({ organizationId, status: 'active' })).toEqual([]);
    portal.clock.advance(-6 * day);
    const page = await staff.pages.get(`/admin/licenses?organizationId=${organizationId}&status=suspended`);
    expect(page.html).toContain(fine.serialNumber);
    expect(page.html).not.toContain(soon.serialNumber);
    expect(page.html).toContain('value="suspended" selected');
  });

  it('LI-9 of what ends soon finds only what can be used until then', async () => {
    const organizationId = await register('Ending Soon Ltd');
    const inDays = (days: number) => later(portal.clock.now(), days * day);
    const ending = { expiresAt: inDays(5).toISOString() };
    const [soon, rests, over] = [
      await issueTo(organizationId, ending),
      await issueTo(organizationId, ending),
      await issueTo(organizationId, ending),
    ];
    await staff.api.post(`/api/v1/staff/licenses/${rests.id}/suspend`, { reason: 'Unpaid' });
    // Its updates go on for longer than the license itself.
    await portal.sql('update licensing.license set expires_at = $1, maintenance_ends_at = $2 where id = $3', [
      inDays(-1),
      inDays(5),
      over.id,
    ]);
    expect(await found({ organizationId, endsWithinDays: '7' })).toEqual([soon.id]);
    const { html } = await staff.pages.get(
      `/admin/licenses?organizationId=${organizationId}&endsWithinDays=7`,
    );
    const shown = [soon, rests, over].map(({ serialNumber }) => html.includes(serialNumber));
    expect(shown).toEqual([true, false, false]);
  });

  it('LI-9 pages by keyset and keeps the filters', async () => {
    const organizationId = await register('Many Licenses Inc');
    await issueTo(organizationId, { count: 30 });
    const first = await staff.api.get(`/api/v1/staff/licenses?organizationId=${organizationId}&limit=20`);
    const next = `&cursor=${encodeURIComponent(first.body.nextCursor)}`;
    const second = await staff.api.get(
      `/api/v1/staff/licenses?organizationId=${organizationId}&limit=20${next}`,
    );
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect([new Set(ids).size, second.body.nextCursor]).toEqual([30, null]);
    const page = await staff.pages.get('/admin/licenses?query=many+licenses&status=active');
    const href =
      /rel="next" href="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=') ??
      '';
    expect(href).toContain('query=many+licenses&status=active&cursor=');
    expect((await staff.pages.get(href)).html.match(/data-row/g)).toHaveLength(5);
  });

  it('LI-9 opens with malformed filters on the page and refuses them in the API', async () => {
    expect((await staff.pages.get('/admin/licenses?status=x&productId=&endsWithinDays=-1')).status).toBe(200);
    const { status, body } = await staff.api.get('/api/v1/staff/licenses?status=x');
    expect([status, body.errors[0].field]).toEqual([422, 'status']);
  });
});

describe('actions on licenses in the console', () => {
  it('LI-9 issues one or many with a reason, audited once, on both faces', async () => {
    const organizationId = await register('Issued Ltd');
    const many = await staff.api.post('/api/v1/staff/licenses', {
      organizationId,
      sku: 'LUMEN',
      count: 3,
      reason: 'Replacement',
    });
    expect(many.body.items).toHaveLength(3);
    const entries = await audited(many.body.items[0].id);
    expect(entries).toMatchObject([
      { action: 'licensing.licenses-issued', organization_id: organizationId, details: { count: 3 } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Replacement');
    const form = await staff.pages.get('/admin/licenses/new?organization=issued');
    expect(form.html).toContain(`value="${organizationId}" selected`);
    const fields = {
      organization: 'issued',
      organizationId,
      sku: 'LUMEN',
      count: '1',
      expiresOn: '2030-01-31',
    };
    const refused = await staff.pages.post('/admin/licenses', { ...fields, count: '101', reason: '' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Use a whole number from 1 to 100.');
    expect(refused.html).toContain('Enter the reason.');
    expect(refused.html).toContain('value="2030-01-31"');
    const issued = await staff.pages.post('/admin/licenses', { ...fields, reason: 'Trial <b>' });
    expect(issued.html).toContain('The licenses are issued.');
    expect(issued.html).toContain('Trial &lt;b&gt;');
    const { body } = await staff.api.get(`/api/v1/staff/licenses/${issued.url.split('/').at(-1)}`);
    expect(body).toMatchObject({ expiresAt: '2030-01-31T23:59:59.000Z', statusReason: 'Trial <b>' });
  });

  it('LI-9 names what is wrong with an issue and issues nothing', async () => {
    const before = await portal.sql('select 1 from licensing.license');
    const given = { organizationId: fjord, sku: 'LUMEN', count: 1, reason: 'x' };
    for (const [change, field] of [
      [{ organizationId: newId() }, 'organizationId'],
      [{ sku: 'NOTHING' }, 'sku'],
      [{ count: 0 }, 'count'],
      [{ count: 101 }, 'count'],
      [{ count: 1.5 }, 'count'],
      [{ reason: ' ' }, 'reason'],
      [{ surprise: 1 }, 'surprise'],
    ] as const) {
      const { status, body } = await staff.api.post('/api/v1/staff/licenses', { ...given, ...change });
      expect([field, status, body.errors?.[0]?.field]).toEqual([field, 422, field]);
    }
    expect(await portal.sql('select 1 from licensing.license')).toHaveLength(before.length);
  });

  it('LI-1 LI-9 previews a renewal and brings exactly those dates', async () => {
    const { id } = await issueTo(fjord);
    const preview = (await staff.api.get(`/api/v1/staff/licenses/${id}/renewal`)).body;
    expect(preview.renewed.expiresAt > preview.expiresAt).toBe(true);
    const page = await staff.pages.get(`/admin/licenses/${id}/renew`);
    const year = preview.renewed.expiresAt.slice(0, 4);
    expect(page.html).toContain(year);
    expect((await staff.pages.post(`/admin/licenses/${id}/renew`, { reason: '' })).status).toBe(422);
    const renewed = await staff.api.post(`/api/v1/staff/licenses/${id}/renew`, { reason: 'Paid by wire' });
    expect(renewed.body).toEqual({ id, ...preview.renewed });
    expect((await audited(id)).map(({ action }) => action)).toContain('licensing.license-renewed');
    await staff.api.post(`/api/v1/staff/licenses/${id}/suspend`, { reason: 'x' });
    const refused = await staff.api.post(`/api/v1/staff/licenses/${id}/renew`, { reason: 'x' });
    expect([refused.status, refused.body.code]).toEqual([409, 'license-status-conflict']);
    expect((await staff.api.get(`/api/v1/staff/licenses/${id}/renewal`)).body.renewed).toBeNull();
    const still = await staff.pages.post(`/admin/licenses/${id}/renew`, { reason: 'x' });
    expect([still.status, still.html.includes('Reinstate it first')]).toEqual([422, true]);
  });

  it('LI-1 LI-9 transfers to an organization found by name; the old owner loses all of it at once', async () => {
    const { id, serialNumber } = await issueTo(fjord);
    await activate(serialNumber, 'moving');
    const [from, to] = [acting.customer(fjord), acting.customer(kestrel)];
    expect((await from.api.get(`/api/v1/licenses/${id}`)).status).toBe(200);
    const page = await staff.pages.get(`/admin/licenses/${id}/transfer?organization=kestrel`);
    expect(page.html).toContain('releases 1 machine');
    expect(page.html).toMatch(/name="newSerialNumber" value="true" checked/);
    const nobody = await staff.pages.post(`/admin/licenses/${id}/transfer`, {
      organization: 'kestrel',
      organizationId: newId(),
      reason: 'Sold',
    });
    expect([nobody.status, nobody.html.includes('There is no such organization')]).toEqual([422, true]);
    const fields = { organization: 'kestrel', organizationId: kestrel, reason: 'Sold the business' };
    const moved = await staff.pages.post(`/admin/licenses/${id}/transfer`, fields);
    expect(moved.html).toContain('The license is transferred.');
    expect((await from.api.get(`/api/v1/licenses/${id}`)).status).toBe(404);
    expect((await to.api.get(`/api/v1/licenses/${id}`)).body.installations.inUse).toBe(0);
    const [entry] = (await audited(id)).filter(({ action }) => action === 'licensing.license-transferred');
    expect(entry).toMatchObject({
      organization_id: null,
      details: { from: fjord, to: kestrel, released: 1, newSerialNumber: false },
    });
    expect((await to.api.get(`/api/v1/licenses/${id}`)).body.serialNumber).toBe(serialNumber);
    const back = { organizationId: fjord, reason: 'Bought back' };
    const { status, body } = await staff.api.post(`/api/v1/staff/licenses/${id}/transfer`, back);
    expect([status, body.organizationId, body.serialNumber === serialNumber]).toEqual([200, fjord, false]);
    expect((await from.api.get(`/api/v1/licenses/${id}`)).body.serialNumber).toBe(body.serialNumber);
    const found = await staff.api.get(`/api/v1/staff/licenses?query=${serialNumber}`);
    expect(found.body.items).toEqual([]);
  });

  it('LI-1 LI-9 extends one license beyond its policy, in its chain', async () => {
    const { id } = await issueTo(fjord);
    const path = `/admin/licenses/${id}/extend`;
    await staff.pages.get(path);
    const refused = await staff.pages.post(path, { installationLimit: 'many', features: 'a/b', reason: 'x' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('value="many"');
    expect(refused.html).toContain('Use letters, digits, dots, dashes and underscores');
    const fields = { installationLimit: '7', features: 'EXPORT-PDF, API\nAPI', reason: 'Deal' };
    expect((await staff.pages.post(path, fields)).html).toContain('The license is changed.');
    const { body } = await staff.api.get(`/api/v1/staff/licenses/${id}`);
    expect(body.installations.limit).toBe(7);
    expect((await staff.pages.get(path)).html).toContain('API\nEXPORT-PDF');
    const back = await staff.api.post(`/api/v1/staff/licenses/${id}/extend`, {
      installationLimit: null,
      features: [],
      reason: 'Over',
    });
    expect(back.body).toEqual({ id, installationLimit: null, features: [] });
    const chain = await portal.sql<{ place: number; entry: string; hash: Buffer; kind: string }>(
      'select place, kind, entry, hash from licensing.license_event where license_id = $1 order by place',
      [id],
    );
    expect(chain.map(({ kind }) => kind)).toEqual(['license-issued', 'license-extended', 'license-extended']);
    expect(firstBreak(id, chain)).toBeNull();
  });

  it('LI-9 B2 a revoked license is not extended, and a missing one is 404', async () => {
    const { id } = await issueTo(fjord);
    await staff.api.post(`/api/v1/staff/licenses/${id}/revoke`, { reason: 'Fraud' });
    const own = { installationLimit: 9, features: [], reason: 'x' };
    expect((await staff.api.post(`/api/v1/staff/licenses/${id}/extend`, own)).status).toBe(409);
    for (const action of ['renew', 'transfer', 'extend']) {
      expect((await staff.pages.get(`/admin/licenses/${newId()}/${action}`)).status).toBe(404);
      expect((await staff.pages.get(`/admin/licenses/${id}/${action}`)).status).toBe(200);
    }
    expect((await staff.api.get(`/api/v1/staff/licenses/${newId()}/renewal`)).status).toBe(404);
  });

  it('LI-9 B1 refuses customers and staff without the permission', async () => {
    const given = { organizationId: fjord, sku: 'LUMEN', reason: 'x' };
    for (const who of [acting.customer(fjord), acting.staff(['staff.orders'])])
      expect((await who.api.post('/api/v1/staff/licenses', given)).status).toBe(403);
  });
});

describe('products and policies in the console', () => {
  /** What an editor of the policy has read. */
  const editing = async () => {
    const administrator = acting.staff(['staff.licenses', 'staff.settings']);
    const made = await administrator.api.get(`/api/v1/staff/products/${productId}`);
    const path = `/api/v1/staff/policies/${made.body.defaultPolicyId}`;
    const { headers, body: shown } = await administrator.api.get(path);
    const { id, productId: _, productName, version, licenses, ...rules } = shown;
    return { administrator, path, headers, id, productName, version, licenses, rules };
  };

  it('LI-9 LI-1 two editors of a policy never overwrite each other, and what changed is audited', async () => {
    const { administrator, path, headers, id, productName, version, licenses, rules } = await editing();
    expect([productName, headers.get('etag')]).toEqual(['Lumen Studio', `"${version}"`]);
    const match = { 'if-match': `"${version}"` };
    const usage = [{ counter: 'exports', allowance: 100, period: 'month' }];
    const first = await administrator.api.put(path, { ...rules, usage }, match);
    expect([first.status, first.body.id, first.body.version > version]).toEqual([200, id, true]);
    const second = await administrator.api.put(path, { ...rules, installationLimit: 9 }, match);
    expect([second.status, second.body.code]).toEqual([409, 'policy-changed-meanwhile']);
    expect(second.body).toMatchObject({ current: { usage }, yours: { installationLimit: 9 } });
    expect((await administrator.api.get(path)).body).toMatchObject({ usage, installationLimit: 3, licenses });
    expect((await administrator.api.put(path, rules)).status).toBe(422);
    expect((await staff.api.put(path, rules, match)).status).toBe(403);
    expect(await audited(id)).toMatchObject([{ action: 'licensing.policy-changed' }]);
  });

  it('LI-9 D3 of five editors who save at once, one changes the policy and the others are told', async () => {
    const { administrator, path, version, rules } = await editing();
    const save = (fileDays: number) =>
      administrator.api.put(path, { ...rules, fileDays }, { 'if-match': `"${version}"` });
    const answers = await Promise.all([11, 12, 13, 14, 15].map(save));
    const told = answers.map(({ status, body: { code } }) => `${status} ${code ?? ''}`).sort();
    expect(told).toEqual(['200 ', ...Array(4).fill('409 policy-changed-meanwhile')]);
    expect((await administrator.api.get(path)).body.version).toBe(version + 1);
  });

  it('LI-9 a code is of one product or edition only, and both can be issued', async () => {
    const administrator = acting.staff(['staff.licenses', 'staff.settings']);
    const { body: product } = await administrator.api.get(`/api/v1/staff/products/${productId}`);
    const edition = { sku: 'LUMEN-PRO', name: 'Professional', policyId: product.defaultPolicyId };
    const editions = `/api/v1/staff/products/${productId}/editions`;
    expect((await administrator.api.post(editions, edition)).status).toBe(201);
    for (const sku of ['LUMEN', 'LUMEN-PRO']) {
      const { status, body } = await administrator.api.post(editions, { ...edition, sku });
      expect([status, body.errors[0].field]).toEqual([422, 'sku']);
    }
    await issueTo(fjord, { sku: 'LUMEN-PRO' });
    expect((await staff.api.post(editions, edition)).status).toBe(403);
    const page = await staff.pages.get(`/admin/products/${productId}`);
    expect(page.html).toContain('LUMEN-PRO');
    expect((await staff.pages.get('/admin/products')).html).toContain('Lumen Studio');
    expect((await staff.pages.get(`/admin/policies/${product.defaultPolicyId}`)).html).toContain(
      'Node-locked',
    );
    expect((await staff.pages.get(`/admin/policies/${newId()}`)).status).toBe(404);
  });
});

describe('the map of installations', () => {
  it('LI-9 counts machines in use by version and platform, the silent ones apart, on both faces', async () => {
    const { body: made } = await acting.staff(['staff.settings']).api.post('/api/v1/staff/products', {
      sku: 'MAPPED',
      name: 'Mapped',
      policy: mappedPolicy,
    });
    const { serialNumber, id } = await issueTo(fjord, { sku: 'MAPPED' });
    const install = (fingerprint: string, version: string, platform: string) =>
      portal.api().post('/api/v1/product/activations', {
        serialNumber,
        fingerprint,
        name: fingerprint,
        platform,
        version,
      });
    await install('old', '9.0.0', 'linux-x64');
    await install('gone', '9.0.0', 'linux-x64');
    await install('offline', '9.0.0', 'linux-x64');
    portal.clock.advance(31 * day);
    await install('new', '10.0.0', 'windows-x64');
    await install('newer', '10.0.0', 'linux-x64');
    await portal.sql(
      `update licensing.installation set released_at = now() where license_id = $1 and fingerprint = 'gone'`,
      [id],
    );
    await portal.sql(
      `update licensing.installation set offline_until = $2 where license_id = $1 and fingerprint = 'offline'`,
      [id, later(portal.clock.now(), day)],
    );
    const { status, body } = await staff.api.get(`/api/v1/staff/installation-map?productId=${made.id}`);
    expect([status, body.productName, body.active, body.silent]).toEqual([200, 'Mapped', 3, 1]);
    expect(body.cells).toEqual([
      { version: '9.0.0', platform: 'linux-x64', active: 1, silent: 1 },
      { version: '10.0.0', platform: 'linux-x64', active: 1, silent: 0 },
      { version: '10.0.0', platform: 'windows-x64', active: 1, silent: 0 },
    ]);
    const page = await staff.pages.get(`/admin/licenses/installations?productId=${made.id}`);
    expect(page.html).toContain('4 machines: 3 active, 1 silent.');
    expect(page.html.indexOf('10.0.0')).toBeLessThan(page.html.indexOf('9.0.0'));
    portal.clock.advance(-31 * day);
  });

  it('LI-9 shows a large portal what the last survey counted, and says when; one that was cut off is gone on with', async () => {
    const { body: made } = await acting.staff(['staff.settings']).api.post('/api/v1/staff/products', {
      sku: 'LARGE',
      name: 'Large',
      policy: mappedPolicy,
    });
    const api = `/api/v1/staff/installation-map?productId=${made.id}`;
    const page = `/admin/licenses/installations?productId=${made.id}`;
    const { id } = await issueTo(fjord, { sku: 'LARGE' });
    await installMany(id, 20_010);
    // The job ran with the start of the portal.
    await portal.sql('delete from licensing.installation_survey');
    expect((await staff.api.get(api)).body).toMatchObject({ countedAt: null, cells: [], active: 0 });
    expect((await staff.pages.get(page)).html).toContain('The machines are being counted');

    // Cut off after its first step.
    const before = portal.clock.now();
    await portal.sql(
      `insert into licensing.installation_survey (id, began_at, counted_to)
       select $1::uuid, $2, id from licensing.installation order by id offset 19999 limit 1`,
      [newId(), before],
    );
    portal.clock.advance(day);
    await portal.get(SurveyInstallations).execute();
    const left = (await staff.api.get(api)).body;
    expect(left.countedAt).toBe(before.toISOString());
    expect(left.active + left.silent).toBeLessThan(200);

    await portal.get(SurveyInstallations).execute();
    const { body } = await staff.api.get(api);
    expect(body).toMatchObject({ active: 20_008, silent: 1 });
    expect(body.countedAt > left.countedAt).toBe(true);
    expect(body.cells).toEqual([
      { version: '4.2.0', platform: 'linux-x64', active: 20_007, silent: 1 },
      { version: '4.2.0', platform: 'macos-arm64', active: 1, silent: 0 },
    ]);
    const { html } = await staff.pages.get(page);
    expect(html).toContain('20,009 machines: 20,008 active, 1 silent.');
    expect(html).toContain(`Counted on <time datetime="${body.countedAt}"`);
    const kept = await portal.sql('select count(*)::int as surveys from licensing.installation_survey');
    expect(kept).toEqual([{ surveys: 1 }]);
    portal.clock.advance(-day);
  });

  it('LI-9 B1 opens without a product, and is refused without the permission', async () => {
    expect((await staff.pages.get('/admin/licenses/installations?productId=x')).status).toBe(200);
    const missing = `?productId=${newId()}`;
    expect((await staff.api.get(`/api/v1/staff/installation-map${missing}`)).status).toBe(404);
    expect((await staff.pages.get(`/admin/licenses/installations${missing}`)).status).toBe(404);
    for (const who of [acting.customer(fjord), acting.staff(['staff.orders'])])
      expect((await who.api.get(`/api/v1/staff/installation-map${missing}`)).status).toBe(403);
  });
});

/** So many machines; one is silent, one released, one on another platform, and one runs on its license file. */
const installMany = (licenseId: string, machines: number) =>
  portal.sql(
    `insert into licensing.installation (id, license_id, uid_hash, uid_sealed, fingerprint, name, platform,
       app_version, activated_at, last_seen_at, released_at, offline_until)
     select gen_random_uuid(), $1, sha256(n::text::bytea), 'x', n::text, 'Desk',
       case n when 5 then 'macos-arm64' else 'linux-x64' end, '4.2.0', $3::timestamptz,
       $3::timestamptz - case when n in (3, 6) then interval '31 days' else interval '0' end,
       case n when 4 then $3::timestamptz end, case n when 6 then $3::timestamptz + interval '5 days' end
     from generate_series(1, $2::int) n`,
    [licenseId, machines, portal.clock.now()],
  );

const mappedPolicy = {
  name: 'Standard',
  kind: 'node-locked',
  installationLimit: 9,
  coreLimit: null,
  userLimit: null,
  overage: 'none',
  termBegins: 'creation',
  renewsFrom: 'expiry',
  maintenanceMonths: 12,
  validityMonths: null,
  heartbeatSeconds: null,
  leaseSeconds: 3_600,
  fileDays: 30,
  releasesAllowed: 3,
  releaseWindowDays: 30,
  features: [],
};
