import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hour, minute, second } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { ChangePolicy } from '../../../src/modules/licensing/application/console/change-policy.js';
import { ShowProducts } from '../../../src/modules/licensing/application/console/show-products.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { GivePlacesBack } from '../../../src/modules/licensing/application/lapses/give-places-back.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import type { UsageAllowance } from '../../../src/modules/licensing/domain/usage-counter.js';
import { signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { aKeyPair, signedCall } from './product-caller.js';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal({ worker: false });
});
afterAll(() => portal?.close());

const call = (name: string, body: object) => portal.api().post(`/api/v1/product/${name}`, body);

async function licensed(rules: Partial<PolicyRules> = {}, organizationId = newId<OrganizationId>()) {
  const productId = await defineLumen(portal, { heartbeatSeconds: null, kind: 'node-locked', ...rules });
  const license = await portal.get(IssueLicense).execute({ organizationId, productId });
  const { serialNumber } = license;
  const report = (counter: string, amount: number, more: object = {}) =>
    call('usage', { serialNumber, fingerprint: 'a', counter, amount, reportId: randomUUID(), ...more });
  return { ...license, productId, report };
}

async function activate(serialNumber: string, fingerprint = 'a', more: object = {}): Promise<string> {
  const machine = { name: 'Studio 2', platform: 'windows-x64', version: '4.2.0', ...more };
  const { body } = await call('activations', { serialNumber, fingerprint, ...machine });
  return body.activationId;
}

/** A license whose policy counts, on a machine that is activated. */
async function counting(usage: readonly UsageAllowance[], rules: Partial<PolicyRules> = {}) {
  const license = await licensed(rules);
  const { policies } = await portal.get(ShowProducts).product(license.productId);
  const { version, ...policy } = await portal.get(ShowProducts).policy(policies[0]?.id ?? '');
  await portal
    .get(ChangePolicy)
    .execute({ policyId: policy.id, version, policy: { ...policy, usage: [...usage] } });
  await activate(license.serialNumber);
  return license;
}

const exports = (allowance: number | null, period: UsageAllowance['period'] = 'month') =>
  [{ counter: 'exports', allowance, period }] as const;

describe('counted usage', () => {
  it('LI-1 LI-2 grows up to the allowance, all of a report or nothing', async () => {
    const { report } = await counting(exports(10));
    const first = await report('exports', 7);
    expect(first.body).toMatchObject({ counter: 'exports', used: 7, allowance: 10, counted: true });
    expect(first.body.verdict.code).toBe('VALID');
    expect(Date.parse(first.body.resetsAt)).toBeGreaterThan(portal.clock.now().getTime());
    const refused = await report('exports', 4);
    expect([refused.status, refused.body.code]).toEqual([409, 'usage-limit-reached']);
    expect(refused.body.verdict).toMatchObject({ code: 'USAGE_LIMIT_REACHED', valid: false });
    expect(refused.body.remedy).toContain('Wait for the next period');
    expect((await report('exports', 3)).body.used).toBe(10);
  });

  it('LI-1 with overage lets more through, and without an allowance any number', async () => {
    const { report } = await counting(
      [...exports(4, 'never'), { counter: 'pages', allowance: null, period: 'day' }],
      {
        overage: '1.5x',
      },
    );
    expect((await report('exports', 6)).body).toMatchObject({ used: 6, allowance: 4, resetsAt: null });
    expect((await report('exports', 1)).body.code).toBe('usage-limit-reached');
    expect((await report('pages', 1_000_000_000)).body).toMatchObject({
      used: 1_000_000_000,
      allowance: null,
    });
  });

  it('LI-1 begins again with the period, and not when the clock is set back', async () => {
    const { report } = await counting(exports(5, 'day'));
    expect((await report('exports', 5)).status).toBe(200);
    portal.clock.advance(day);
    expect((await report('exports', 4)).body.used).toBe(4);
    portal.clock.advance(-day);
    expect((await report('exports', 1)).body.used).toBe(5);
    expect((await report('exports', 1)).body.code).toBe('usage-limit-reached');
  });

  it('D1 fifty at once count as many as the allowance', async () => {
    const { licenseId, report } = await counting(exports(30));
    const answers = await Promise.all(Array.from({ length: 50 }, () => report('exports', 1)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    expect(answers.filter(({ body }) => body.code === 'usage-limit-reached')).toHaveLength(20);
    const [row] = await portal.sql('select used::int from licensing.usage_counter where license_id = $1', [
      licenseId,
    ]);
    expect(row).toEqual({ used: 30 });
  });

  it('D2 a repeated report counts once, of fifty at once too, and only as it was', async () => {
    const { report } = await counting(exports(100));
    const same = { reportId: 'night-of-2026-11-26' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => report('exports', 3, same)));
    expect(answers.filter(({ body }) => body.counted)).toHaveLength(1);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.used}`))).toEqual(new Set(['200 3']));
    const other = await report('exports', 4, same);
    expect([other.status, other.body.code]).toEqual([422, 'usage-report-differs']);
    expect((await report('exports', 3, same)).body).toMatchObject({ counted: false, used: 3 });
  });

  it('D2 a refused report is not remembered: with room it counts', async () => {
    const { report } = await counting(exports(5, 'day'));
    const same = { reportId: 'r1' };
    await report('exports', 5);
    expect((await report('exports', 2, same)).status).toBe(409);
    portal.clock.advance(day);
    expect((await report('exports', 2, same)).body).toMatchObject({ counted: true, used: 2 });
  });

  it('LI-2 is for machines that may run, of a license that counts this', async () => {
    const { licenseId, report } = await counting(exports(5));
    const code = async (...of: Parameters<typeof report>) => (await report(...of)).body.code;
    expect(await code('pages', 1)).toBe('usage-counter-unknown');
    expect((await report('exports', 1, { fingerprint: 'b' })).body.verdict.code).toBe('NOT_ACTIVATED');
    expect(await code('exports', 1, { serialNumber: 'LK7Q-3M8D-X2PA-9R4T' })).toBe('license-not-found');
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'Unpaid' });
    expect(await code('exports', 1)).toBe('license-not-usable');
    const floating = await counting(exports(5), { kind: 'floating' });
    expect((await floating.report('exports', 1)).body.verdict.code).toBe('LEASE_REQUIRED');
    await call('leases', { serialNumber: floating.serialNumber, fingerprint: 'a' });
    expect((await floating.report('exports', 1)).body.used).toBe(1);
  });

  it('LI-1 the first counted use begins a term that waits for it', async () => {
    const { licenseId, report } = await counting(exports(5), { validityMonths: 12, termBegins: 'first-use' });
    await portal.sql('update licensing.license set term_began_at = null, expires_at = null where id = $1', [
      licenseId,
    ]);
    expect((await report('exports', 1)).body.verdict.code).toBe('VALID');
    const [row] = await portal.sql(
      'select expires_at is not null as ends from licensing.license where id = $1',
      [licenseId],
    );
    expect(row).toEqual({ ends: true });
  });

  it('B2 a machine with a key proves itself, and counts for nobody else', async () => {
    const { serialNumber } = await counting(exports(5));
    const { privateKey, publicKey } = aKeyPair();
    const kid = await activate(serialNumber, 'keyed', { publicKey });
    const report = { counter: 'exports', amount: 1, reportId: 'r1' };
    const named = await call('usage', { serialNumber, fingerprint: 'keyed', ...report });
    expect([named.status, named.body.code]).toEqual([403, 'installation-proof-required']);
    expect((await signedCall(portal, 'usage', report, { kid, key: privateKey })).body.used).toBe(1);
    expect((await call('usage', { serialNumber, fingerprint: 'a', ...report })).body.used).toBe(2);
  });

  it.each([
    ['counter', 'Exports!'],
    ['amount', 0],
    ['amount', 1.5],
    ['amount', -3],
    ['amount', '3'],
    ['amount', 1e12],
    ['reportId', ''],
    ['reportId', 'a b'],
    ['allowance', 9],
  ])('C1 B4 a report with a wrong %s (%#) is a 422 that names it', async (field, value) => {
    const good = { serialNumber: 'x', fingerprint: 'f', counter: 'exports', reportId: 'r', amount: 1 };
    const { status, body } = await call('usage', { ...good, [field]: value });
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });
});

describe('what people see of it', () => {
  it('LI-6 B2 owners read usage and leases of their own license alone, staff of all', async () => {
    const { api, organizationId } = await signedInMember(portal);
    const stranger = await signedInMember(portal);
    const staff = await signedInStaff(portal);
    const { productId } = await counting(exports(10), { kind: 'floating' });
    const { licenseId, serialNumber } = await portal.get(IssueLicense).execute({ organizationId, productId });
    await activate(serialNumber);
    const lease = await call('leases', { serialNumber, fingerprint: 'a' });
    const more = { counter: 'exports', amount: 4, reportId: 'r1' };
    await call('usage', { serialNumber, fingerprint: 'a', ...more });
    const mine = (await api.get(`/api/v1/licenses/${licenseId}`)).body;
    expect(mine.usage).toEqual([
      { counter: 'exports', used: 4, allowance: 10, period: 'month', resetsAt: expect.stringMatching(/Z$/) },
    ]);
    expect(mine.installed[0].leaseEndsAt).toBe(lease.body.expiresAt);
    expect((await staff.api.get(`/api/v1/staff/licenses/${licenseId}`)).body.usage).toEqual(mine.usage);
    expect((await stranger.api.get(`/api/v1/licenses/${licenseId}`)).status).toBe(404);
  });

  it('D2 suspending with an Idempotency-Key answers how the license stands after it, and once', async () => {
    const staff = await signedInStaff(portal);
    const { licenseId } = await licensed();
    const key = { 'idempotency-key': randomUUID() };
    const path = `/api/v1/staff/licenses/${licenseId}`;
    const suspend = () => staff.api.post(`${path}/suspend`, { reason: 'Unpaid' }, key);
    const first = await suspend();
    expect(first.body).toMatchObject({ id: licenseId, status: 'suspended', statusReason: 'Unpaid' });
    expect((await suspend()).body).toEqual(first.body);
    const revoked = await staff.api.post(
      `${path}/revoke`,
      { reason: 'Fraud' },
      { 'idempotency-key': randomUUID() },
    );
    expect(revoked.body).toMatchObject({ status: 'revoked', statusReason: 'Fraud' });
  });
});

describe('places that the clock has freed', () => {
  const kinds = async (licenseId: string): Promise<string[]> => {
    const rows = await portal.sql<{ kind: string }>(
      `select kind || coalesce(' ' || (entry::jsonb -> 'data' ->> 'reason'), '') as kind
       from licensing.license_event where license_id = $1 order by place offset 1`,
      [licenseId],
    );
    return rows.map(({ kind }) => kind);
  };

  it('LI-1 are told of once by two workers at once, and nothing else is touched', async () => {
    const silent = await licensed({ heartbeatSeconds: 600, installationLimit: 5 });
    for (const name of ['a', 'b', 'offline']) await activate(silent.serialNumber, name);
    await portal.sql(
      `update licensing.installation set offline_until = $2 where license_id = $1 and fingerprint = 'offline'`,
      [silent.licenseId, new Date(portal.clock.now().getTime() + day)],
    );
    const give = () => portal.get(GivePlacesBack).silent();
    portal.clock.advance(599 * second);
    await give();
    expect(await kinds(silent.licenseId)).toEqual(Array(3).fill('installation-activated'));
    portal.clock.advance(2 * second);
    await Promise.all([give(), give()]);
    await give();
    const [activated, lapsed] = ['installation-activated', 'installation-released lapsed'];
    expect(await kinds(silent.licenseId)).toEqual([activated, activated, activated, lapsed, lapsed]);
  });

  it('LI-1 are found among thousands of licenses, which are looked at some at a time', async () => {
    const { productId, licenseId, serialNumber } = await licensed({ heartbeatSeconds: 600 });
    await activate(serialNumber);
    // Their ids are smaller than every id that the portal makes.
    await portal.sql(
      `insert into licensing.license (id, serial_number, organization_id, product_id, policy_id, status,
         status_changed_at, issued_at, maintenance_ends_at, granted_features, version)
       select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Y' || lpad(n::text, 15, '0'),
         gen_random_uuid(), p.id, p.default_policy_id, 'active', now(), now(), now(), '{}', 1
       from licensing.product p, generate_series(1, 5000) n where p.id = $1`,
      [productId],
    );
    portal.clock.advance(601 * second);
    await portal.get(GivePlacesBack).silent();
    expect(await kinds(licenseId)).toEqual(['installation-activated', 'installation-released lapsed']);
  });

  it('LI-2 leases that ran out are told of once, each with its license; those that run and machines stay', async () => {
    const rules = { kind: 'floating', leaseSeconds: 600 } as const;
    const both = [await licensed(rules), await licensed(rules)];
    for (const name of ['a', 'b'])
      for (const { serialNumber } of both) {
        await activate(serialNumber, name);
        await call('leases', { serialNumber, fingerprint: name });
        portal.clock.advance(3 * minute);
      }
    portal.clock.advance(2 * minute);
    await Promise.all([portal.get(GivePlacesBack).execute(), portal.get(GivePlacesBack).execute()]);
    const [activated, taken] = ['installation-activated', 'lease-taken'];
    for (const { licenseId, serialNumber } of both) {
      expect(await kinds(licenseId)).toEqual([activated, taken, activated, taken, 'lease-ended expired']);
      const codeOf = async (fingerprint: string) =>
        (await call('validations', { serialNumber, fingerprint })).body.verdict.code;
      expect([await codeOf('a'), await codeOf('b')]).toEqual(['LEASE_REQUIRED', 'VALID']);
      expect((await call('leases', { serialNumber, fingerprint: 'a' })).status).toBe(201);
    }
  });

  it('LI-2 a signature is not forgotten while a clock that is behind would still let it pass', async () => {
    const { serialNumber } = await licensed({ kind: 'floating' });
    const { privateKey, publicKey } = aKeyPair();
    const kid = await activate(serialNumber, 'a', { publicKey });
    const now = Math.floor(portal.clock.now().getTime() / second);
    const claims = { jti: 'sent-once-and-replayed', iat: now, exp: now + 60 };
    const take = () => signedCall(portal, 'leases', {}, { kid, key: privateKey, claims });
    expect((await take()).status).toBe(201);
    for (const seconds of [55, 55]) {
      portal.clock.advance(seconds * second);
      await portal.get(GivePlacesBack).execute();
      expect((await take()).body.code).toBe('signature-replayed');
    }
    portal.clock.advance(15 * second);
    expect((await take()).body.code).toBe('signature-expired');
  });

  it('LI-2 signatures and reports that nobody may repeat any more are forgotten, the others stay', async () => {
    const { serialNumber } = await counting(exports(99));
    const { privateKey, publicKey } = aKeyPair();
    const kid = await activate(serialNumber, 'keyed', { publicKey });
    const report = { counter: 'exports', amount: 1, reportId: 'r1' };
    await signedCall(portal, 'usage', report, { kid, key: privateKey });
    const left = async () => {
      await portal.get(GivePlacesBack).execute();
      const [row] = await portal.sql(
        `select (select count(*)::int from licensing.spent_signature where installation_id = $1) as signatures,
           (select count(*)::int from licensing.usage_report where installation_id = $1) as reports`,
        [kid],
      );
      return row;
    };
    expect(await left()).toEqual({ signatures: 1, reports: 1 });
    portal.clock.advance(hour);
    expect(await left()).toEqual({ signatures: 0, reports: 1 });
    portal.clock.advance(90 * day);
    expect(await left()).toEqual({ signatures: 0, reports: 0 });
  });
});
