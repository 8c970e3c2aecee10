import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { day } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { ReinstateLicense } from '../../../src/modules/licensing/application/reinstate-license.js';
import { ReleaseInstallation } from '../../../src/modules/licensing/application/release-installation.js';
import { RenewLicense } from '../../../src/modules/licensing/application/renew-license.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { type ChainedFact, firstBreak } from '../../../src/modules/licensing/domain/license-history.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import { Licensing } from '../../../src/modules/licensing/index.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { addMachines, leftOf } from './site-license.js';

let portal: Portal;
let organizationId: OrganizationId;

beforeAll(async () => {
  portal = await startPortal();
});

beforeEach(() => {
  organizationId = newId();
});

afterAll(() => portal?.close());

const issue = async (rules: Partial<PolicyRules> = {}) => {
  const productId = await defineLumen(portal, rules);
  return portal.get(IssueLicense).execute({ organizationId, productId });
};
const activate = (serialNumber: string, machine: object = {}) =>
  portal.api().post('/api/v1/product/activations', {
    serialNumber,
    fingerprint: newId() as string,
    name: 'Studio 2',
    platform: 'windows-x64',
    version: '4.2.0',
    ...machine,
  });
const facts = async (licenseId: string) => {
  const found = await portal.get(Licensing).licenseFacts(licenseId);
  if (!found) throw new Error('There is no such license.');
  return found;
};
const chain = (licenseId: string): Promise<(ChainedFact & { kind: string })[]> =>
  portal.sql(
    'select place, kind, entry, hash from licensing.license_event where license_id = $1 order by place',
    [licenseId],
  );

describe("a license's life", () => {
  it('LI-1 a term that begins with the first activation has no end until then', async () => {
    const { licenseId, serialNumber } = await issue({ termBegins: 'first-activation', validityMonths: 12 });
    expect((await facts(licenseId)).expiresAt).toBeNull();
    await activate(serialNumber);
    const first = (await facts(licenseId)).expiresAt;
    expect(first).toEqual(expect.any(Date));
    portal.clock.advance(30 * day);
    await activate(serialNumber);
    expect((await facts(licenseId)).expiresAt).toEqual(first);
  });

  it('LI-1 LI-5 a machine that is silent for too long gives its place to the next one', async () => {
    const { licenseId, serialNumber } = await issue({ installationLimit: 1, heartbeatSeconds: 3_600 });
    await activate(serialNumber, { fingerprint: 'silent' });
    expect((await activate(serialNumber)).body.code).toBe('installation-limit-reached');
    portal.clock.advance(day);
    expect((await activate(serialNumber)).status).toBe(201);
    expect(await facts(licenseId)).toMatchObject({ installations: 1 });
    const kinds = (await chain(licenseId)).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'license-issued',
      'installation-activated',
      'installation-released',
      'installation-activated',
    ]);
  });

  it('LI-1 cores and people are limits of all machines together', async () => {
    const { serialNumber } = await issue({ installationLimit: 9, coreLimit: 16, userLimit: 3 });
    expect((await activate(serialNumber, { cores: 12, users: 1, fingerprint: 'a' })).status).toBe(201);
    expect((await activate(serialNumber, { cores: 8 })).body.verdict.code).toBe('CORE_LIMIT_REACHED');
    expect((await activate(serialNumber, { users: 3 })).body.verdict.code).toBe('USER_LIMIT_REACHED');
    expect((await activate(serialNumber, { cores: 4, users: 2 })).status).toBe(201);
    const grown = await activate(serialNumber, { cores: 64, users: 1, fingerprint: 'a' });
    expect(grown.body.verdict.code).toBe('CORE_LIMIT_REACHED');
    // It has its cores already, and asks for no more.
    expect((await activate(serialNumber, { cores: 12, users: 1, fingerprint: 'a' })).status).toBe(200);
  });

  it('LI-1 a machine that grows is counted once, as what it will be', async () => {
    const { serialNumber } = await issue({ installationLimit: 9, coreLimit: 16, userLimit: 2 });
    const machine = { fingerprint: 'a', cores: 8, users: 1 };
    expect((await activate(serialNumber, machine)).status).toBe(201);
    const grown = await activate(serialNumber, { ...machine, cores: 16, users: 2 });
    expect([grown.status, grown.body.verdict.because?.[0]]).toEqual([
      200,
      '1 of 9 installations are in use.',
    ]);
    expect((await activate(serialNumber, { ...machine, cores: 17 })).body.verdict.code).toBe(
      'CORE_LIMIT_REACHED',
    );
  });

  it('LI-1 a renewal opens an expired license and releases nobody', async () => {
    const { licenseId, serialNumber } = await issue({ validityMonths: 1 });
    await activate(serialNumber, { fingerprint: 'a' });
    portal.clock.advance(32 * day);
    expect((await activate(serialNumber, { fingerprint: 'a' })).body.verdict.code).toBe('EXPIRED');
    const { expiresAt } = await facts(licenseId);
    await portal.get(RenewLicense).execute({ licenseId, reason: null });
    const renewed = await facts(licenseId);
    expect(renewed).toMatchObject({ status: 'active', installations: 1 });
    expect(Number(renewed.expiresAt)).toBeGreaterThan(Number(expiresAt));
  });

  it('LI-1 a transfer moves the license and frees its places', async () => {
    const { licenseId, serialNumber } = await issue();
    await activate(serialNumber);
    const to = newId<OrganizationId>();
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId: to, reason: 'Sold' });
    expect(await facts(licenseId)).toMatchObject({ organizationId: to, installations: 0 });
    expect(await portal.get(Licensing).entitlementsOf({ organizationId })).toEqual([]);
  });

  // More than one step of the work.
  const many = 501;

  it('LI-1 LI-6 a transfer releases thousands of machines and leases at once, each told once', async () => {
    const { licenseId } = await issue({ kind: 'floating', installationLimit: many });
    await addMachines(portal, licenseId, many);
    await portal.get(TransferLicense).execute({ licenseId, toOrganizationId: newId(), reason: 'Sold' });
    const entries = await chain(licenseId);
    const told = (text: string) => entries.filter(({ entry }) => entry.includes(text)).length;
    // Whose lease ran out before did not lose it by the transfer.
    const reasons = ['released', 'expired', 'transfer'].map((reason) => told(`"reason":"${reason}"`));
    expect(reasons).toEqual([many - 1, 1, many]);
    expect(entries.at(-1)?.kind).toBe('license-transferred');
    expect(firstBreak(licenseId, entries)).toBeNull();
    expect(await leftOf(portal, licenseId)).toEqual({
      machines: 0,
      leases: 0,
      leasesTold: many,
      machinesTold: many,
    });
    // Nobody is mailed of any, so no job was made for them.
    await portal.settle();
    const consumers = await portal.sql(
      `select distinct name, subscribers from platform.outbox
       where payload ->> 'licenseId' = $1 and name <> 'licensing.license-issued' order by name`,
      [licenseId],
    );
    expect(consumers).toEqual([
      { name: 'licensing.installation-released', subscribers: [] },
      { name: 'licensing.lease-ended', subscribers: [] },
      { name: 'licensing.license-transferred', subscribers: expect.any(Array) },
    ]);
  });

  it('LI-1 LI-6 a revocation ends thousands of leases at once and leaves the machines', async () => {
    const { licenseId } = await issue({ kind: 'floating', installationLimit: many });
    await addMachines(portal, licenseId, many);
    await portal.get(RevokeLicense).execute({ licenseId, reason: 'Charged back' });
    const entries = await chain(licenseId);
    const revoked = entries.filter(({ entry }) => entry.includes('"reason":"revoked"'));
    expect(revoked).toHaveLength(many - 1);
    expect(firstBreak(licenseId, entries)).toBeNull();
    expect(await leftOf(portal, licenseId)).toEqual({
      machines: many,
      leases: 0,
      leasesTold: many,
      machinesTold: 0,
    });
  });

  it('LI-6 keeps everything that happens in an append-only chain that holds', async () => {
    const { licenseId, serialNumber } = await issue();
    const { body } = await activate(serialNumber);
    const [installationId, reason] = [body.activationId as string, 'Because'];
    const released = { licenseId, installationId, reason: 'agent', userId: null } as const;
    await portal.get(ReleaseInstallation).execute(released);
    await portal.get(ReleaseInstallation).execute(released);
    await portal.get(SuspendLicense).execute({ licenseId, reason });
    await portal.get(ReinstateLicense).execute({ licenseId, reason });
    await portal.get(RenewLicense).execute({ licenseId, reason });
    await portal.get(RevokeLicense).execute({ licenseId, reason });
    const entries = await chain(licenseId);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'license-issued',
      'installation-activated',
      'installation-released',
      'license-suspended',
      'license-reinstated',
      'license-renewed',
      'license-revoked',
    ]);
    expect(firstBreak(licenseId, entries)).toBeNull();
    for (const change of [
      "update licensing.license_event set kind = 'x'",
      'delete from licensing.license_event',
    ])
      await expect(portal.sql(change)).rejects.toThrow('append-only');
  });

  it('LI-6 D1 twenty at once on one license leave a chain without gap or twin', async () => {
    const { licenseId, serialNumber } = await issue({ installationLimit: 30 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => activate(serialNumber)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    const entries = await chain(licenseId);
    expect(entries).toHaveLength(21);
    expect(firstBreak(licenseId, entries)).toBeNull();
  });

  it('LI-6 what every event of a license says is in its chain', async () => {
    await portal.settle();
    const [row] = await portal.sql<{ missing: number }>(
      `select count(*)::int as missing from platform.outbox o
       where o.name like 'licensing.%' and o.payload ? 'licenseId' and not exists (
         select 1 from licensing.license_event e where e.license_id = (o.payload ->> 'licenseId')::uuid
           and 'licensing.' || e.kind = o.name and e.at = o.occurred_at)`,
    );
    expect(row).toEqual({ missing: 0 });
  });
});
