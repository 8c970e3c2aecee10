import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { minute } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { RegisterOrganization } from '../../../src/modules/identity/application/organizations/register-organization.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Acting, ActingAs } from '../orders/acting-as.js';

let portal: Portal;
let acting: ActingAs;
let staff: Acting;
let administrator: Acting;
let owner: OrganizationId;

beforeAll(async () => {
  portal = await startPortal();
  acting = new ActingAs(portal);
  staff = acting.staff();
  administrator = acting.staff(['staff.licenses', 'staff.settings']);
  owner = await portal.get(RegisterOrganization).execute({ name: 'Fjord Instruments' });
});

afterAll(() => portal?.close());

const ordinary = {
  name: 'Standard',
  kind: 'node-locked',
  installationLimit: 3,
  coreLimit: null,
  userLimit: null,
  overage: 'none',
  termBegins: 'creation',
  renewsFrom: 'expiry',
  maintenanceMonths: 12,
  validityMonths: 12,
  heartbeatSeconds: null,
  leaseSeconds: 3_600,
  fileDays: 30,
  releasesAllowed: 3,
  releaseWindowDays: 30,
  features: ['EXPORT-PDF'],
  usage: [] as object[],
};
type Rules = typeof ordinary | Record<string, unknown>;

interface Sold {
  readonly sku: string;
  readonly policyId: string;
  readonly rules: Rules;
}

async function sold(change: object = {}): Promise<Sold> {
  const { usage: _, ...rules } = { ...ordinary, ...change };
  const sku = `SKU-${newId().slice(-8)}`;
  const made = await administrator.api.post('/api/v1/staff/products', {
    sku,
    name: `Lumen ${sku}`,
    policy: rules,
  });
  expect(made.status).toBe(201);
  const { body } = await administrator.api.get(`/api/v1/staff/products/${made.body.id}`);
  return { sku, policyId: body.defaultPolicyId, rules: { ...rules, usage: [] } };
}

const issue = async ({ sku }: Sold, count = 1) => {
  const given = { organizationId: owner, sku, count, reason: 'Partner' };
  const { body } = await staff.api.post('/api/v1/staff/licenses', given);
  return body.items as { id: string; serialNumber: string }[];
};

const machine = (serialNumber: string, name: string) => ({
  serialNumber,
  fingerprint: `${serialNumber}-${name}`,
  name,
  platform: 'windows-x64',
  version: '4.2.0',
  cores: 1,
  users: 1,
});
const activate = (serialNumber: string, name: string) =>
  portal.api().post('/api/v1/product/activations', machine(serialNumber, name));

const dryRun = (of: Sold, change: object, query = '') =>
  administrator.api.post(`/api/v1/staff/policies/${of.policyId}/dry-run${query}`, { ...of.rules, ...change });

async function save(of: Sold, change: object): Promise<void> {
  const { headers } = await administrator.api.get(`/api/v1/staff/policies/${of.policyId}`);
  const match = { 'if-match': headers.get('etag') ?? '' };
  const path = `/api/v1/staff/policies/${of.policyId}`;
  expect((await administrator.api.put(path, { ...of.rules, ...change }, match)).status).toBe(200);
}

const typed = (of: Sold, change: Record<string, string> = {}): Record<string, string> => {
  const { features, usage: _, ...rules } = { ...ordinary, ...of.rules } as typeof ordinary;
  const plain = Object.entries(rules).map(([name, value]) => [name, value === null ? '' : String(value)]);
  return { ...Object.fromEntries(plain), features: features.join('\n'), usage: '', version: '1', ...change };
};

describe('the dry run of a policy', () => {
  it('LI-9 names the licenses with another answer, and saving brings exactly those answers', async () => {
    const product = await sold({ installationLimit: 2 });
    const [full, half, empty] = await issue(product, 3);
    if (!full || !half || !empty) throw new Error('Three licenses were asked for.');
    await activate(full.serialNumber, 'one');
    await activate(full.serialNumber, 'two');
    await activate(half.serialNumber, 'one');
    const { status, body } = await dryRun(product, { installationLimit: 1 });
    expect([status, body.changed, body.version]).toEqual([200, ['installationLimit'], 1]);
    expect(body.summary).toMatchObject({ affected: 1, exact: true, licenses: 3 });
    expect(body.items).toMatchObject([
      {
        id: half.id,
        organizationName: 'Fjord Instruments',
        effects: [
          {
            about: 'next-machine',
            before: 'VALID',
            after: 'INSTALLATION_LIMIT_REACHED',
            machines: null,
            counter: null,
          },
        ],
      },
    ]);
    await save(product, { installationLimit: 1 });
    const refused = await activate(half.serialNumber, 'two');
    expect(refused.body.verdict.code).toBe('INSTALLATION_LIMIT_REACHED');
    expect((await activate(empty.serialNumber, 'one')).status).toBe(201);
    expect((await activate(full.serialNumber, 'one')).status).toBeLessThan(300);
  });

  it('LI-9 looks at no license where no verdict can be another', async () => {
    const product = await sold();
    const [license] = await issue(product);
    await activate(license?.serialNumber ?? '', 'one');
    const { body } = await dryRun(product, { name: 'Renamed', releasesAllowed: 5 });
    expect(body.summary).toEqual({ affected: 0, exact: true, examined: 0, licenses: 1 });
  });

  it('LI-9 foresees lapses, leases, cores and features as the product API then answers', async () => {
    const product = await sold({ installationLimit: 5, features: ['EXPORT-PDF', 'API'] });
    const [license] = await issue(product);
    if (!license) throw new Error('A license was asked for.');
    await activate(license.serialNumber, 'silent');
    portal.clock.advance(10 * minute);
    await activate(license.serialNumber, 'busy');
    const answerOf = async (name: string, more: object = {}) => {
      const { serialNumber, fingerprint } = machine(license.serialNumber, name);
      const asked = { serialNumber, fingerprint, ...more };
      return (await portal.api().post('/api/v1/product/validations', asked)).body.verdict.code;
    };
    const foreseen = async (change: object) => (await dryRun(product, change)).body.items[0]?.effects ?? [];
    expect(await foreseen({ heartbeatSeconds: 300 })).toEqual([
      { about: 'machines', before: 'VALID', after: 'INSTALLATION_LAPSED', machines: 1, counter: null },
    ]);
    expect(await foreseen({ coreLimit: 2 })).toMatchObject([
      { about: 'next-machine', after: 'CORE_LIMIT_REACHED' },
    ]);
    expect(await foreseen({ userLimit: 2, overage: '1.5x' })).toEqual([]);
    expect(await foreseen({ features: ['API', 'SCRIPTING'] })).toEqual([
      { about: 'features', before: 'VALID', after: 'FEATURE_NOT_INCLUDED', machines: null, counter: null },
      { about: 'features', before: 'FEATURE_NOT_INCLUDED', after: 'VALID', machines: null, counter: null },
    ]);
    expect(await foreseen({ kind: 'floating' })).toMatchObject([
      { about: 'machines', after: 'LEASE_REQUIRED', machines: 2 },
    ]);
    expect(await foreseen({ name: 'Other', fileDays: 7, leaseSeconds: 60, validityMonths: 1 })).toEqual([]);
    await save(product, { heartbeatSeconds: 300, features: ['API'] });
    expect(await answerOf('silent')).toBe('INSTALLATION_LAPSED');
    expect(await answerOf('busy', { features: ['EXPORT-PDF'] })).toBe('FEATURE_NOT_INCLUDED');
    await save(product, { kind: 'floating' });
    expect(await answerOf('busy')).toBe('LEASE_REQUIRED');
  });

  it('LI-9 foresees whose counted usage would be refused, as the product API then refuses it', async () => {
    const exportsUpTo = (allowance: number) => ({
      usage: [{ counter: 'exports', allowance, period: 'month' }],
    });
    const product = await sold();
    await save(product, exportsUpTo(10));
    const [much, little, none] = await issue(product, 3);
    if (!much || !little || !none) throw new Error('Three licenses were asked for.');
    const report = async ({ serialNumber }: { serialNumber: string }, amount: number) => {
      const { fingerprint } = machine(serialNumber, 'one');
      const asked = { serialNumber, fingerprint, counter: 'exports', amount, reportId: newId() };
      return (await portal.api().post('/api/v1/product/usage', asked)).body.verdict.code;
    };
    for (const { serialNumber } of [much, little, none]) await activate(serialNumber, 'one');
    expect([await report(much, 7), await report(little, 2)]).toEqual(['VALID', 'VALID']);
    const { body } = await dryRun(product, exportsUpTo(7));
    expect(body.summary).toMatchObject({ affected: 1, exact: true, examined: 2, licenses: 3 });
    const effect = { about: 'usage', before: 'VALID', after: 'USAGE_LIMIT_REACHED', counter: 'exports' };
    expect(body.items).toMatchObject([{ id: much.id, effects: [{ ...effect, machines: null }] }]);
    expect((await dryRun(product, exportsUpTo(0))).body.summary).toMatchObject({ affected: 3, examined: 3 });
    const form = typed(product, { usage: 'exports 7 month', version: '2' });
    await administrator.pages.get(`/admin/policies/${product.policyId}/edit`);
    const review = await administrator.pages.post(`/admin/policies/${product.policyId}/edit`, form);
    expect(review.html).toContain('One more of “exports”');
    await save(product, exportsUpTo(7));
    expect([await report(much, 1), await report(little, 1), await report(none, 7)]).toEqual([
      'USAGE_LIMIT_REACHED',
      'VALID',
      'VALID',
    ]);
  });

  it('LI-9 counts neither a machine that was released nor a lease that was returned', async () => {
    for (const kind of ['node-locked', 'floating']) {
      const product = await sold({ kind, installationLimit: 3 });
      const [license] = await issue(product);
      if (!license) throw new Error('A license was asked for.');
      const ask = (name: string, of: string) => {
        const { serialNumber, fingerprint } = machine(license.serialNumber, of);
        return portal.api().post(`/api/v1/product/${name}`, { serialNumber, fingerprint });
      };
      for (const name of ['one', 'two']) {
        await activate(license.serialNumber, name);
        if (kind === 'floating') await ask('leases', name);
      }
      expect((await dryRun(product, { installationLimit: 2 })).body.summary.affected).toBe(1);
      await ask(kind === 'floating' ? 'leases/return' : 'deactivations', 'two');
      const { body } = await dryRun(product, { installationLimit: 2 });
      expect(body.summary).toMatchObject({ affected: 0, exact: true });
      await save(product, { installationLimit: 2 });
      const again =
        kind === 'floating' ? await ask('leases', 'two') : await activate(license.serialNumber, 'two');
      expect(again.status).toBe(201);
    }
  });

  it('LI-9 knows that a machine keeps its place while its license file runs, however silent', async () => {
    const product = await sold({ installationLimit: 1 });
    const [license] = await issue(product);
    if (!license) throw new Error('A license was asked for.');
    await activate(license.serialNumber, 'one');
    const offlineFor = (minutes: number) =>
      portal.sql('update licensing.installation set offline_until = $1 where license_id = $2', [
        new Date(portal.clock.now().getTime() + minutes * minute),
        license.id,
      ]);
    portal.clock.advance(10 * minute);
    const about = async () => {
      const { body } = await dryRun(product, { heartbeatSeconds: 300 });
      return body.items[0].effects.map((effect: Record<string, string>) => effect.about);
    };
    await offlineFor(-1);
    expect(await about()).toEqual(['machines', 'next-machine']);
    await offlineFor(60);
    expect(await about()).toEqual(['machines']);
    await save(product, { heartbeatSeconds: 300 });
    const refused = await activate(license.serialNumber, 'two');
    expect(refused.body.verdict.code).toBe('INSTALLATION_LIMIT_REACHED');
  });

  it('LI-9 leaves out who is refused anyway, and pages over the rest', async () => {
    const product = await sold();
    const licenses = await issue(product, 4);
    for (const { serialNumber } of licenses) await activate(serialNumber, 'one');
    await staff.api.post(`/api/v1/staff/licenses/${licenses[0]?.id}/suspend`, { reason: 'Unpaid' });
    const first = await dryRun(product, { installationLimit: 1 }, '?limit=2');
    expect(first.body.summary).toMatchObject({ affected: 3, exact: true });
    const cursor = encodeURIComponent(first.body.nextCursor);
    const second = await dryRun(product, { installationLimit: 1 }, `?limit=2&cursor=${cursor}`);
    expect([second.body.summary, second.body.nextCursor]).toEqual([null, null]);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(ids.sort()).toEqual(
      licenses
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('LI-9 B1 is for staff of licenses, changes nothing and is refused for what is malformed', async () => {
    const product = await sold();
    const path = `/api/v1/staff/policies/${product.policyId}/dry-run`;
    for (const who of [acting.customer(owner), acting.staff(['staff.orders'])])
      expect((await who.api.post(path, product.rules)).status).toBe(403);
    const { status, body } = await administrator.api.post(path, { ...product.rules, installationLimit: 0 });
    expect([status, body.errors[0].message]).toEqual([422, 'Use a whole number from 1 to 1,000,000.']);
    const missing = await administrator.api.post(`/api/v1/staff/policies/${newId()}/dry-run`, product.rules);
    expect(missing.status).toBe(404);
    const { body: policy } = await administrator.api.get(`/api/v1/staff/policies/${product.policyId}`);
    expect(policy).toMatchObject({ ...product.rules, version: 1 });
  });
});

describe('the policy editor', () => {
  it('LI-9 shows what is stored, names what is wrong at its field and keeps what was typed', async () => {
    const product = await sold({ features: ['API'] });
    const path = `/admin/policies/${product.policyId}/edit`;
    const form = await administrator.pages.get(path);
    expect(form.html).toContain('name="installationLimit" value="3"');
    expect(form.html).toContain('value="12"');
    const wrong = { installationLimit: 'many', usage: 'exports 10 month\nexports', name: '' };
    const refused = await administrator.pages.post(path, typed(product, wrong));
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Use a whole number from 1 to 1,000,000.');
    expect(refused.html).toContain('Write line 2 as a name');
    expect(refused.html).toContain('value="many"');
  });

  it('LI-9 reviews a change with the licenses that it would affect, then saves exactly that', async () => {
    const product = await sold();
    const [license] = await issue(product);
    await activate(license?.serialNumber ?? '', 'one');
    const path = `/admin/policies/${product.policyId}/edit`;
    await administrator.pages.get(path);
    const change = { installationLimit: '1', usage: 'exports 1000 month', validityMonths: '' };
    const review = await administrator.pages.post(path, typed(product, change));
    expect(review.html).toContain('Would affect 1 license');
    expect(review.html).toContain(license?.serialNumber);
    expect(review.html).toContain('INSTALLATION_LIMIT_REACHED');
    expect(review.html).toContain('name="usage" value="exports 1000 month"');
    const back = await administrator.pages.post(path, typed(product, { ...change, intent: 'edit' }));
    expect(back.html).toContain('exports 1000 month</textarea>');
    const saved = await administrator.pages.post(path, typed(product, { ...change, intent: 'save' }));
    expect(saved.html).toContain('The policy is changed.');
    const { body } = await administrator.api.get(`/api/v1/staff/policies/${product.policyId}`);
    expect(body).toMatchObject({
      ...product.rules,
      installationLimit: 1,
      validityMonths: null,
      usage: [{ counter: 'exports', allowance: 1_000, period: 'month' }],
      version: 2,
    });
  });

  it('LI-9 tells who was overtaken, and lets them go on from what is stored now', async () => {
    const product = await sold();
    const path = `/admin/policies/${product.policyId}/edit`;
    await administrator.pages.get(path);
    await save(product, { fileDays: 9 });
    for (const intent of ['review', 'save']) {
      const late = await administrator.pages.post(path, typed(product, { coreLimit: '8', intent }));
      expect([late.status, late.html.includes('name="version" value="2"')]).toEqual([422, true]);
      expect(late.html).toContain('Somebody changed this policy since you read it.');
    }
    const again = typed(product, { coreLimit: '8', version: '2' });
    expect((await administrator.pages.post(path, again)).html).toContain('Days of a license file');
  });

  it('LI-9 B1 is for staff of settings alone, and shows licenses only to who may see them', async () => {
    const product = await sold();
    const [license] = await issue(product);
    await activate(license?.serialNumber ?? '', 'one');
    const path = `/admin/policies/${product.policyId}/edit`;
    expect((await staff.pages.get(path)).status).toBe(403);
    expect((await staff.pages.get(`/admin/policies/${product.policyId}`)).html).not.toContain('/edit');
    const setter = acting.staff(['staff.settings']);
    expect((await setter.pages.get(path)).status).toBe(200);
    const review = await setter.pages.post(path, typed(product, { installationLimit: '1' }));
    expect(review.html).toContain('Would affect 1 license');
    expect(review.html).not.toContain(license?.serialNumber);
  });
});

describe('new products, policies and editions', () => {
  it('LI-9 adds a product with its policy, another policy and an edition that follows it, on pages', async () => {
    const { pages, api } = administrator;
    await pages.get('/admin/products/new');
    const fields = typed(
      { sku: 'GLOW', policyId: '', rules: ordinary },
      { sku: 'GLOW', productName: 'Glow' },
    );
    const refused = await pages.post('/admin/products', { ...fields, productName: '', leaseSeconds: '1' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Use a whole number from 60 to 2,592,000.');
    const product = await pages.post('/admin/products', fields);
    expect(product.html).toContain('The product is added.');
    expect((await pages.post('/admin/products', fields)).html).toContain('has this code; choose another one');
    await pages.get(`${product.url}/policies/new`);
    const policy = await pages.post(`${product.url}/policies`, { ...fields, name: 'Site', kind: 'floating' });
    expect(policy.html).toContain('The policy is added.');
    const policyId = policy.url.split('/').at(-1) ?? '';
    expect((await pages.get(`${product.url}/editions/new`)).html).toContain(`value="${policyId}"`);
    const edition = { name: 'Site', sku: 'GLOW-SITE', policyId };
    expect((await pages.post(`${product.url}/editions`, { ...edition, policyId: '' })).status).toBe(422);
    expect((await pages.post(`${product.url}/editions`, edition)).html).toContain('GLOW-SITE');
    const { body } = await api.get(`/api/v1/staff/products/${product.url.split('/').at(-1)}`);
    expect(body.editions).toMatchObject([{ sku: 'GLOW-SITE', policyId, policyName: 'Site' }]);
  });

  it('LI-9 B1 offers them to staff of settings only', async () => {
    const { policyId } = await sold();
    const { body } = await staff.api.get(`/api/v1/staff/policies/${policyId}`);
    for (const path of ['new', `${body.productId}/policies/new`, `${body.productId}/editions/new`]) {
      expect((await staff.pages.get(`/admin/products/${path}`)).status).toBe(403);
      expect((await staff.pages.get('/admin/products')).html).not.toContain(path);
    }
    expect((await administrator.pages.get(`/admin/products/${newId()}/policies/new`)).status).toBe(404);
  });
});
