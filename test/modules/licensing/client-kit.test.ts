import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  LatchkeyClient,
  memoryStore,
  PortalUnreachable,
  type Store,
} from '../../../clients/typescript/src/index.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { ChangePolicy } from '../../../src/modules/licensing/application/console/change-policy.js';
import { ShowProducts } from '../../../src/modules/licensing/application/console/show-products.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import type { UsageAllowance } from '../../../src/modules/licensing/domain/usage-counter.js';
import { projectRoot } from '../../../src/platform/project-root.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';

const kit = join(projectRoot, 'clients', 'typescript');
const machine = { name: 'Studio 2', platform: 'linux-x64', version: '4.2.0' };
const day = 86_400_000;

let portal: Portal;
let serialNumber: string;
let store: Store;

beforeAll(async () => {
  portal = await startPortal();
});
beforeEach(async () => {
  const productId = await defineLumen(portal, { installationLimit: 1, kind: 'node-locked' });
  const organizationId = newId<OrganizationId>();
  ({ serialNumber } = await portal.get(IssueLicense).execute({ organizationId, productId }));
  store = memoryStore();
});
afterAll(() => portal?.close());

const clientOf = (more: object = {}) =>
  new LatchkeyClient({ portalUrl: portal.baseUrl, serialNumber, fingerprint: 'here', store, ...more });
// Nobody listens there. `days` from now, by the clock of a machine that may be wrong.
const offline = (days = 0, more: object = {}) => {
  const clock = {
    now: () => new Date(Date.now() + days * day),
    elapsedMs: () => 0,
    wait: async () => undefined,
    random: () => 0,
  };
  return clientOf({ portalUrl: 'http://127.0.0.1:1', clock, ...more });
};
/** Gives the policy of the license other rules. */
const rules = async (changed: Partial<PolicyRules>, usage: readonly UsageAllowance[] = []) => {
  const [{ id } = { id: '' }] = await portal.sql<{ id: string }>('select id from licensing.policy');
  const { version, ...policy } = await portal.get(ShowProducts).policy(id);
  const wanted = { ...policy, ...changed, usage: [...usage] };
  await portal.get(ChangePolicy).execute({ policyId: id, version, policy: wanted });
};
const codeOf = async (client: LatchkeyClient) => (await client.validate()).code;

describe('the TypeScript client and the portal', () => {
  it('LI-2 LI-3 activates, and runs by its license file while nobody answers', async () => {
    expect(await clientOf().activate(machine)).toMatchObject({ valid: true, code: 'VALID', from: 'portal' });
    expect(await offline().validate()).toMatchObject({ valid: true, code: 'FILE_VALID', from: 'file' });
    expect(await codeOf(offline(29))).toBe('FILE_VALID');
    expect(await codeOf(offline(28))).toBe('CLOCK_SET_BACK');
    expect(await codeOf(offline(31))).toBe('FILE_EXPIRED');
  });

  it('LI-3 asks the file for features and for the version too', async () => {
    await clientOf().activate(machine);
    const of = async (wishes: object) => (await offline().validate(wishes)).code;
    expect(await of({ features: ['NO-SUCH'] })).toBe('FEATURE_NOT_INCLUDED');
    expect(await of({ versionPublishedAt: new Date(Date.now() + 800 * day) })).toBe('VERSION_NOT_COVERED');
    expect(await of({ versionPublishedAt: new Date() })).toBe('FILE_VALID');
  });

  it('LI-3 refuses a file on another machine, of another license, or of other keys', async () => {
    await clientOf().activate(machine);
    expect(await codeOf(offline(0, { fingerprint: 'there' }))).toBe('FILE_OF_OTHER_MACHINE');
    expect(await codeOf(offline(0, { keys: { keys: [] } }))).toBe('FILE_KEY_UNKNOWN');
    expect(await codeOf(offline(-1))).toBe('CLOCK_SET_BACK');
    const kept = JSON.parse((await store.load()) ?? '');
    await store.save(JSON.stringify({ ...kept, serialNumber: 'SEC2' }));
    expect(await codeOf(offline(0, { serialNumber: 'sec-2' }))).toBe('FILE_OF_OTHER_LICENSE');
  });

  it('LI-3 keeps the last good file when the portal sends one of another key set', async () => {
    await clientOf().activate(machine);
    const pinned = clientOf({ keys: { keys: [] } });
    expect((await pinned.renewFile()).code).toBe('FILE_KEY_UNKNOWN');
    expect(await codeOf(offline())).toBe('FILE_VALID');
  });

  it('LI-2 tells what helps when every place is taken', async () => {
    await clientOf().activate(machine);
    const second = clientOf({ fingerprint: 'there', store: memoryStore() });
    expect(await second.activate(machine)).toMatchObject({
      valid: false,
      code: 'INSTALLATION_LIMIT_REACHED',
      remedy: [expect.stringContaining('Release an installation'), expect.any(String)],
    });
    const unknown = clientOf({ serialNumber: 'LK7Q-3M8D-X2PA-9R4T', store: memoryStore() });
    expect((await unknown.activate(machine)).code).toBe('NOT_FOUND');
  });

  it('LI-2 takes, extends and returns a lease, and tells who waits for one what helps', async () => {
    await rules({ kind: 'floating', leaseSeconds: 3_600 });
    const second = clientOf({ fingerprint: 'there', store: memoryStore() });
    await clientOf().activate(machine);
    await second.activate(machine);
    const lease = await clientOf().takeLease();
    expect(lease).toMatchObject({ verdict: { code: 'VALID' }, extendInSeconds: expect.any(Number) });
    expect(Number(lease.expiresAt)).toBeGreaterThan(portal.clock.now().getTime() + 3_500_000);
    expect((await clientOf().takeLease()).verdict.valid).toBe(true);
    expect(await second.takeLease()).toMatchObject({
      verdict: { valid: false, code: 'LEASE_LIMIT_REACHED', remedy: [expect.stringContaining('wait')] },
      expiresAt: null,
    });
    expect(await codeOf(offline())).toBe('FILE_VALID');
    expect(await codeOf(offline(1))).toBe('FILE_EXPIRED');
    expect([await clientOf().returnLease(), await clientOf().returnLease()]).toEqual([true, false]);
    expect((await second.takeLease()).verdict.valid).toBe(true);
    expect((await clientOf().validate()).code).toBe('LEASE_REQUIRED');
  });

  it('LI-2 reports usage, a repeated report once, and tells when the allowance is used up', async () => {
    await rules({}, [{ counter: 'exports', allowance: 5, period: 'day' }]);
    await clientOf().activate(machine);
    const report = (amount: number, reportId: string) =>
      clientOf().reportUsage({ counter: 'exports', amount, reportId });
    expect(await report(4, 'r1')).toMatchObject({ verdict: { valid: true }, used: 4, allowance: 5 });
    expect(await report(4, 'r1')).toMatchObject({ used: 4, resetsAt: expect.any(Date) });
    const beyond = { valid: false, code: 'USAGE_LIMIT_REACHED', remedy: [expect.any(String)] };
    expect(await report(2, 'r2')).toMatchObject({ verdict: beyond, used: null });
    await expect(report(5, 'r1')).rejects.toMatchObject({ code: 'usage-report-differs', status: 422 });
    const unreachable = clientOf({ portalUrl: 'http://127.0.0.1:1', patience: { attempts: 1 } });
    await expect(unreachable.reportUsage({ counter: 'exports', reportId: 'r3' })).rejects.toThrow(
      PortalUnreachable,
    );
  });

  it('ID-1 its launch is taken, and a machine that lost its state names its UID', async () => {
    await clientOf().activate(machine);
    const token = new URL(await clientOf().launchUrl()).hash.slice('#t='.length);
    const launched = await portal.api().post('/api/v1/sign-in/launch', { token });
    expect([launched.status, launched.body.next]).toEqual([200, 'set-password']);
    const { uid } = JSON.parse((await store.load()) ?? '');
    const lost = clientOf({ store: memoryStore() });
    await expect(lost.activate(machine)).rejects.toMatchObject({ code: 'launch-key-held', status: 409 });
    expect((await lost.activate({ ...machine, uid })).valid).toBe(true);
  });
});

describe('the example product', () => {
  it('LI-2 ID-1 activates, opens the portal, and explains a refusal, as its users run it', async () => {
    if (!existsSync(join(kit, 'dist', 'index.js'))) throw new Error('Run `npm run build:client` first.');
    const state = join(mkdtempSync(join(tmpdir(), 'latchkey-kit-')), 'own', 'license.json');
    const studio = (...args: string[]) =>
      promisify(execFile)(process.execPath, [join(kit, 'example', 'studio.mjs'), ...args], {
        env: { PATH: process.env.PATH, LATCHKEY_PORTAL: portal.baseUrl, LATCHKEY_SERIAL: serialNumber },
      });
    const here = ['--state', state, '--fingerprint', 'here'];
    expect((await studio('activate', ...here)).stdout).toBe('Lumen Studio is activated.\n');
    expect(statSync(state).mode & 0o777).toBe(0o600);
    const url = new URL((await studio('portal', ...here)).stdout.trim());
    expect(url.href.startsWith(`${portal.baseUrl}/launch#t=`)).toBe(true);
    const there = ['--state', `${state}.2`, '--fingerprint', 'there'];
    await expect(studio('activate', ...there)).rejects.toMatchObject({
      code: 2,
      stdout: expect.stringContaining('Release an installation'),
    });
  });
});
