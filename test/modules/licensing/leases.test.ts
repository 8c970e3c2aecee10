import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, minute, second } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { ReinstateLicense } from '../../../src/modules/licensing/application/reinstate-license.js';
import { ReleaseInstallation } from '../../../src/modules/licensing/application/release-installation.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { aKeyPair, signedCall } from './product-caller.js';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal({ worker: false });
});
afterAll(() => portal?.close());

const call = (name: string, body: object) => portal.api().post(`/api/v1/product/${name}`, body);

/** A floating license of two places and ten minutes, with machines that are activated. */
async function floating(machines: readonly string[], rules: Partial<PolicyRules> = {}) {
  const productId = await defineLumen(portal, {
    ...{ kind: 'floating', installationLimit: 2, leaseSeconds: 600, name: newId() },
    ...rules,
  });
  const organizationId = newId<OrganizationId>();
  const license = await portal.get(IssueLicense).execute({ organizationId, productId });
  const { serialNumber, licenseId } = license;
  const ids: Record<string, string> = {};
  for (const fingerprint of machines) ids[fingerprint] = await activate(serialNumber, fingerprint);
  const take = (fingerprint: string) => call('leases', { serialNumber, fingerprint });
  const giveBack = (fingerprint: string) => call('leases/return', { serialNumber, fingerprint });
  const codeOf = async (fingerprint: string) =>
    (await call('validations', { serialNumber, fingerprint })).body.verdict.code;
  return { licenseId, serialNumber, ids, take, giveBack, codeOf };
}

async function activate(serialNumber: string, fingerprint: string, more: object = {}): Promise<string> {
  const machine = { name: 'Studio 2', platform: 'windows-x64', version: '4.2.0', ...more };
  const { body } = await call('activations', { serialNumber, fingerprint, ...machine });
  return body.activationId;
}

const ends = async (licenseId: string): Promise<string[]> => {
  const rows = await portal.sql<{ reason: string }>(
    `select entry::jsonb -> 'data' ->> 'reason' as reason from licensing.license_event
     where license_id = $1 and kind = 'lease-ended' order by place`,
    [licenseId],
  );
  return rows.map(({ reason }) => reason);
};

describe('a lease of a floating license', () => {
  it('LI-2 is taken with 201, extended with 200, and runs out by the clock alone', async () => {
    const { take, codeOf } = await floating(['a']);
    expect(await codeOf('a')).toBe('LEASE_REQUIRED');
    const first = await take('a');
    const now = portal.clock.now().getTime();
    expect([first.status, first.body.verdict.code, await codeOf('a')]).toEqual([201, 'VALID', 'VALID']);
    expect(first.body.verdict.because[0]).toBe('1 of 2 leases are in use.');
    expect(Math.abs(Date.parse(first.body.expiresAt) - now - 600 * second)).toBeLessThan(minute);
    expect(first.body.extendInSeconds).toBe(200);
    expect(Number(first.headers.get('ratelimit-remaining'))).toBeGreaterThan(0);
    portal.clock.advance(9 * minute);
    const again = await take('a');
    expect([again.status, again.body.takenAt]).toEqual([200, first.body.takenAt]);
    expect(again.body.verdict.because[0]).toBe('1 of 2 leases are in use.');
    portal.clock.advance(9 * minute);
    expect(await codeOf('a')).toBe('VALID');
    portal.clock.advance(2 * minute);
    expect(await codeOf('a')).toBe('LEASE_REQUIRED');
    const anew = await take('a');
    expect([anew.status, anew.body.takenAt === first.body.takenAt]).toEqual([201, false]);
  });

  it('LI-2 frees its place when it is returned, and when it runs out', async () => {
    const { licenseId, take, giveBack, codeOf } = await floating(['a', 'b', 'c']);
    expect([(await take('a')).status, (await take('b')).status]).toEqual([201, 201]);
    const refused = await take('c');
    expect([refused.status, refused.body.code]).toEqual([409, 'lease-limit-reached']);
    expect(refused.body.verdict).toMatchObject({ valid: false, code: 'LEASE_LIMIT_REACHED' });
    expect(refused.body.remedy).toContain('wait until a lease runs out');
    expect((await take('b')).status).toBe(200);
    expect((await giveBack('a')).body).toEqual({ returned: true });
    expect([await codeOf('a'), (await take('c')).status]).toEqual(['LEASE_REQUIRED', 201]);
    expect((await giveBack('a')).body).toEqual({ returned: false });
    portal.clock.advance(601 * second);
    expect([(await take('a')).status, (await take('c')).status]).toEqual([201, 201]);
    expect(await ends(licenseId)).toEqual(['returned', 'expired']);
  });

  it('LI-1 D1 thirty at once get as many leases as the limit with its overage lets through', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `m${index}`);
    const { take } = await floating(names, { installationLimit: 4, overage: '1.5x' });
    const answers = await Promise.all(names.map(take));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(6);
    expect(answers.filter(({ body }) => body.code === 'lease-limit-reached')).toHaveLength(24);
  });

  it('D1 twenty at once by one machine are one lease', async () => {
    const { licenseId, take } = await floating(['a']);
    const answers = await Promise.all(Array.from({ length: 20 }, () => take('a')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.takenAt)).size).toBe(1);
    expect(await portal.sql('select 1 from licensing.lease where license_id = $1', [licenseId])).toHaveLength(
      1,
    );
  });

  it('LI-2 is only for machines that are activated and not silent, of licenses that float', async () => {
    const { take, serialNumber, ids, licenseId } = await floating(['a'], { heartbeatSeconds: 300 });
    expect((await take('x')).body.verdict.code).toBe('NOT_ACTIVATED');
    portal.clock.advance(301 * second);
    const silent = await take('a');
    expect([silent.body.code, silent.body.verdict.code]).toEqual([
      'installation-not-active',
      'INSTALLATION_LAPSED',
    ]);
    await activate(serialNumber, 'a');
    const released = { licenseId, installationId: ids.a ?? '', reason: 'agent', userId: null } as const;
    await portal.get(ReleaseInstallation).execute(released);
    expect((await take('a')).body.verdict.code).toBe('INSTALLATION_RELEASED');
    const locked = await floating(['a'], { kind: 'node-locked' });
    expect((await locked.take('a')).body.code).toBe('license-not-floating');
    expect((await call('leases', { serialNumber: 'LK7Q-3M8D-X2PA-9R4T', fingerprint: 'a' })).status).toBe(
      404,
    );
  });

  it('LI-1 does not outlive its license, whose term may begin with it', async () => {
    const rules = { validityMonths: 1, leaseSeconds: 2_592_000, termBegins: 'first-use' } as const;
    const { take, codeOf } = await floating(['a'], rules);
    const [first] = [await take('a')];
    portal.clock.advance(27 * day);
    const last = await take('a');
    const left = Date.parse(last.body.expiresAt) - portal.clock.now().getTime();
    expect(left).toBeLessThan(5 * day);
    expect(Date.parse(last.body.expiresAt)).toBeGreaterThanOrEqual(Date.parse(first?.body.expiresAt));
    portal.clock.advance(5 * day);
    expect([await codeOf('a'), (await take('a')).body.code]).toEqual(['EXPIRED', 'license-not-usable']);
  });

  it('LI-2 keeps to the clock also when that is set back', async () => {
    const { take, codeOf } = await floating(['a', 'b', 'c']);
    portal.clock.advance(day);
    await Promise.all([take('a'), take('b')]);
    portal.clock.advance(-day);
    expect([await codeOf('a'), (await take('c')).body.code]).toEqual(['VALID', 'lease-limit-reached']);
    const { body } = await take('a');
    expect(Date.parse(body.expiresAt) - portal.clock.now().getTime()).toBeLessThan(11 * minute);
  });
});

const withdrawn = {
  suspended: (command: { licenseId: string; reason: string }) => portal.get(SuspendLicense).execute(command),
  revoked: (command: { licenseId: string; reason: string }) => portal.get(RevokeLicense).execute(command),
};

describe('leases of a license that changes', () => {
  it.each(['suspended', 'revoked'] as const)('LI-1 B5 all end at once when it is %s', async (reason) => {
    const { licenseId, take, codeOf } = await floating(['a', 'b']);
    await Promise.all([take('a'), take('b')]);
    await withdrawn[reason]({ licenseId, reason: 'Unpaid' });
    expect(await ends(licenseId)).toEqual([reason, reason]);
    expect((await take('a')).body.code).toBe('license-not-usable');
    if (reason === 'revoked') return;
    await portal.get(ReinstateLicense).execute({ licenseId, reason: 'Paid' });
    expect([await codeOf('a'), (await take('a')).status]).toEqual(['LEASE_REQUIRED', 201]);
  });

  it('LI-1 end with the release of their machine and with a transfer', async () => {
    const { licenseId, take, ids } = await floating(['a', 'b', 'c']);
    await Promise.all([take('a'), take('b')]);
    const release = { licenseId, installationId: ids.a ?? '', reason: 'agent', userId: null } as const;
    await portal.get(ReleaseInstallation).execute(release);
    expect((await take('c')).status).toBe(201);
    await portal
      .get(TransferLicense)
      .execute({ licenseId, toOrganizationId: newId<OrganizationId>(), reason: 'Sold' });
    expect(await ends(licenseId)).toEqual(['released', 'released', 'released']);
  });

  it('LI-6 what events say of leases is in the chain of the license', async () => {
    const [row] = await portal.sql<{ told: number; missing: number }>(
      `select count(*)::int as told, count(*) filter (where not exists (
         select 1 from licensing.license_event e where e.license_id = (o.payload ->> 'licenseId')::uuid
           and 'licensing.' || e.kind = o.name and e.at = o.occurred_at))::int as missing
       from platform.outbox o where o.name like 'licensing.%' and o.payload ? 'licenseId'`,
    );
    expect(row).toMatchObject({ told: expect.any(Number), missing: 0 });
    expect(row?.told).toBeGreaterThan(50);
  });
});

describe('who may lease', () => {
  it('LI-2 a signature stands for serial number and fingerprint, once for each that changes something', async () => {
    const { serialNumber, codeOf } = await floating([]);
    const { privateKey, publicKey } = aKeyPair();
    const kid = await activate(serialNumber, 'a', { publicKey });
    const by = { kid, key: privateKey };
    expect((await signedCall(portal, 'leases', {}, by)).status).toBe(201);
    const claims = { jti: 'always-the-same-one' };
    expect((await signedCall(portal, 'leases', {}, { ...by, claims })).status).toBe(200);
    const replay = await signedCall(portal, 'leases', {}, { ...by, claims });
    expect([replay.status, replay.body.code]).toEqual([401, 'signature-replayed']);
    for (const more of [{}, { uid: 'AAAAA' }])
      expect((await call('leases/return', { serialNumber, fingerprint: 'a', ...more })).body.code).toBe(
        'installation-proof-required',
      );
    expect(await codeOf('a')).toBe('VALID');
    expect((await signedCall(portal, 'leases/return', {}, by)).body).toEqual({ returned: true });
  });

  it("B2 another license's machine is as unknown as a missing one", async () => {
    const [mine, other] = [await floating([]), await floating(['theirs'])];
    const missing = await mine.take('nobody');
    const theirs = await mine.take('theirs');
    expect([theirs.status, theirs.body.verdict]).toEqual([missing.status, missing.body.verdict]);
    await other.take('theirs');
    expect((await mine.giveBack('theirs')).body).toEqual({ returned: false });
    expect(await other.codeOf('theirs')).toBe('VALID');
  });

  it.each(
    ['leases', 'leases/return'].flatMap((name) =>
      [
        ['serialNumber', 7],
        ['fingerprint', 'a\u0000b'],
        ['leaseSeconds', 2_592_000],
        ['licenseId', newId()],
      ].map(([field, value]) => [name, String(field), value] as const),
    ),
  )('C1 B4 %s with a wrong %s (%#) is a 422 that names it', async (name, field, value) => {
    const good = { serialNumber: 'LK7Q-3M8D-X2PA-9R4T', fingerprint: 'f' };
    const { status, body } = await call(name, { ...good, [field]: value });
    expect(status).toBe(422);
    expect(body.errors.map((issue: { field: string }) => issue.field)).toContain(field);
  });
});

describe('Idempotency-Key of the product API', () => {
  const keyed = (name: string, body: object, key: string) =>
    portal.api().post(`/api/v1/product/${name}`, body, { 'idempotency-key': key });

  it('D2 fifty twins of an activation are one installation and one answer', async () => {
    const { licenseId, serialNumber } = await floating([], { kind: 'node-locked', installationLimit: 9 });
    const machine = { name: 'Studio 2', platform: 'windows-x64', version: '4.2.0' };
    const body = { serialNumber, fingerprint: 'a', ...machine };
    const key = randomUUID();
    const twins = await Promise.all(Array.from({ length: 50 }, () => keyed('activations', body, key)));
    const answers = new Set(twins.map((twin) => JSON.stringify([twin.status, twin.body])));
    expect([...answers]).toEqual([expect.stringMatching(/^\[201,\{"activationId"/)]);
    expect(twins.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    const found = await portal.sql('select 1 from licensing.installation where license_id = $1', [licenseId]);
    expect(found).toHaveLength(1);
    const other = await keyed('activations', { ...body, name: 'Studio 3' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    expect((await keyed('activations', { ...body, fingerprint: 'b' }, key)).status).toBe(201);
  });

  it('D2 a repeated lease, return or deactivation answers what it answered, whoever signs it', async () => {
    const { serialNumber } = await floating([]);
    const { privateKey, publicKey } = aKeyPair();
    const kid = await activate(serialNumber, 'a', { publicKey });
    const by = { kid, key: privateKey };
    for (const name of ['leases', 'leases/return', 'deactivations']) {
      const more = { 'idempotency-key': randomUUID() };
      const first = await signedCall(portal, name, {}, by, more);
      const again = await signedCall(portal, name, {}, by, more);
      expect([again.status, again.body]).toEqual([first.status, first.body]);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      const forged = await signedCall(portal, name, {}, { kid, key: aKeyPair().privateKey }, more);
      expect([forged.status, forged.body.code]).toEqual([401, 'signature-wrong']);
    }
  });

  it('D2 B2 a key is of one machine: under the same one another machine gets a lease of its own', async () => {
    const [named, signing] = [await floating(['a', 'b']), await floating([])];
    const key = randomUUID();
    for (const fingerprint of ['a', 'b'])
      expect((await keyed('leases', { serialNumber: named.serialNumber, fingerprint }, key)).status).toBe(
        201,
      );
    // Their requests are the same but for who signs.
    for (const fingerprint of ['a', 'b']) {
      const { privateKey, publicKey } = aKeyPair();
      const by = { kid: await activate(signing.serialNumber, fingerprint, { publicKey }), key: privateKey };
      const { status, headers } = await signedCall(portal, 'leases', {}, by, { 'idempotency-key': key });
      expect([status, headers.get('idempotent-replayed')]).toEqual([201, null]);
    }
    const machine = { fingerprint: 'c', name: 'Studio 2', platform: 'windows-x64', version: '4.2.0' };
    for (const { serialNumber } of [named, signing])
      expect((await keyed('activations', { serialNumber, ...machine }, key)).status).toBe(201);
  });

  it('D2 a refusal keeps nothing, so that the key works when there is room', async () => {
    const { serialNumber, take, giveBack } = await floating(['a', 'b'], { installationLimit: 1 });
    await take('a');
    const key = randomUUID();
    const body = { serialNumber, fingerprint: 'b' };
    expect((await keyed('leases', body, key)).status).toBe(409);
    await giveBack('a');
    expect((await keyed('leases', body, key)).status).toBe(201);
    expect((await keyed('leases', body, 'a b')).body.code).toBe('idempotency-key-malformed');
  });
});
