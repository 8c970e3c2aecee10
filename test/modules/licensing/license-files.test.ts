import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { compactDecrypt } from 'jose';
import { day, hour } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { KeyVault } from '../../../src/modules/licensing/application/files/key-vault.js';
import { ListSigningKeys } from '../../../src/modules/licensing/application/files/list-signing-keys.js';
import { RotateSigningKeys } from '../../../src/modules/licensing/application/files/rotate-signing-keys.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { ReleaseInstallation } from '../../../src/modules/licensing/application/release-installation.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { dearmour } from '../../../src/modules/licensing/domain/armour.js';
import { readKeySet } from '../../../src/modules/licensing/domain/key-set.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import { verifyLicenseFile } from '../../../src/modules/licensing/domain/verify-license-file.js';
import { read } from '../../architecture/files.js';
import { testConfig } from '../../harness/config.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';

let portal: Portal;
let license: { licenseId: string; serialNumber: string };
const fingerprint = 'a machine';

beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal?.close());

const issue = async (rules: Partial<PolicyRules> = {}) => {
  const productId = await defineLumen(portal, rules);
  license = await portal.get(IssueLicense).execute({ organizationId: newId<OrganizationId>(), productId });
};
beforeEach(() => issue());

const activate = async () => {
  const machine = { fingerprint, name: 'Studio 2', platform: 'windows-x64', version: '4.2.0' };
  const body = { serialNumber: license.serialNumber, ...machine };
  return (await portal.api().post('/api/v1/product/activations', body)).body;
};
const ask = (more: object = {}) =>
  portal
    .api()
    .post('/api/v1/product/license-files', { serialNumber: license.serialNumber, fingerprint, ...more });
const published = async () => readKeySet(JSON.stringify((await keySet()).body)) ?? [];
const keySet = () => portal.api().get('/.well-known/latchkey-keys.json');
const check = async (text: string, at = portal.clock.now()) =>
  verifyLicenseFile({ text, keys: await published(), fingerprint }, at);

describe('license files', () => {
  it('LI-3 C4 the page that checks them from disk is offered to everybody, to be saved and not opened', async () => {
    const { status, headers, html } = await portal.visitor().get('/latchkey-verifier.html');
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="latchkey-verifier.html"');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(html).toBe(read('clients/verifier/latchkey-verifier.html'));
  });

  it('LI-3 an installation gets a signed file that the published keys check', async () => {
    await activate();
    const { status, body } = await ask();
    expect(status).toBe(201);
    expect(body).toMatchObject({ encrypted: false, verdict: { valid: true, code: 'VALID' } });
    const verdict = await check(body.file);
    expect(verdict).toMatchObject({ valid: true, file: { id: body.fileId, claims: {} } });
    expect(verdict.file?.license).toMatchObject({ serialNumber: license.serialNumber, product: 'LUMEN' });
    expect((await check(body.file, new Date(body.expiresAt))).code).toBe('FILE_EXPIRED');
    expect(Date.parse(body.expiresAt) - Date.parse(body.issuedAt)).toBe(30 * day);
  });

  it('LI-3 the key set is public, cacheable, and holds no private half', async () => {
    const { status, headers, body } = await keySet();
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('public, max-age=3600');
    expect(headers.get('content-type')).toContain('application/json');
    for (const key of body.keys) {
      expect(Object.keys(key).sort()).toEqual(
        ['alg', 'crv', 'kid', 'kty', 'use', 'validFrom', 'validUntil', 'x'].sort(),
      );
      expect(key).toMatchObject({ use: 'sig', alg: 'EdDSA', kid: expect.stringMatching(/^[\w-]{43}$/) });
    }
  });

  it('LI-3 a file never outlives the license, nor the silence that the policy allows', async () => {
    await issue({ validityMonths: 1, fileDays: 90 });
    await activate();
    const short = await check((await ask()).body.file);
    expect(short.file?.expiresAt).toBe(short.file?.license.expiresAt);
    await issue({ heartbeatSeconds: 3_600 });
    await activate();
    const { body } = await ask();
    expect(Math.abs(Date.parse(body.expiresAt) - Date.parse(body.issuedAt) - hour)).toBeLessThan(1_000);
  });

  it('LI-3 claims are chosen, and told to the installation only', async () => {
    const { uid } = await activate();
    for (const wrong of [{}, { uid: 'wrong' }]) {
      const { status, body } = await ask({ claims: ['machine'], ...wrong });
      expect([status, body.code]).toEqual([403, 'claims-without-uid']);
    }
    const { body } = await ask({ uid, claims: ['machine', 'limits', 'organization', 'machine'] });
    expect((await check(body.file)).file?.claims).toEqual({
      machine: { name: 'Studio 2', platform: 'windows-x64', version: '4.2.0' },
      limits: { kind: 'node-locked', cores: null, users: null },
      organization: expect.any(String),
    });
  });

  it('LI-3 encrypted, only the holder of the key reads it', async () => {
    await activate();
    const pair = generateKeyPairSync('x25519');
    const { x } = pair.publicKey.export({ format: 'jwk' });
    const { body } = await ask({ encryptTo: x });
    expect(body.encrypted).toBe(true);
    expect((await check(body.file)).code).toBe('FILE_ENCRYPTED');
    const jwe = dearmour('ENCRYPTED LICENSE FILE', body.file) ?? '';
    const opened = await compactDecrypt(
      jwe,
      createPrivateKey(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })),
    );
    expect((await check(Buffer.from(opened.plaintext).toString())).valid).toBe(true);
    const stranger = generateKeyPairSync('x25519').privateKey;
    await expect(compactDecrypt(jwe, stranger)).rejects.toThrow();
  });

  it.each([
    ['a point of low order', { encryptTo: Buffer.alloc(32).toString('base64url') }],
    ['a key that is too short', { encryptTo: 'AAAA' }],
    ['an unknown claim', { claims: ['password'] }],
    ['a property that nobody knows', { until: '2099-01-01' }],
    ['a fingerprint of 201 characters', { fingerprint: 'x'.repeat(201) }],
  ])('LI-3 B4 C1 refuses %s with 422', async (_what, more) => {
    await activate();
    expect((await ask(more)).status).toBe(422);
  });

  it('LI-3 LI-2 whoever may not run gets the verdict and no file', async () => {
    expect((await ask()).body).toMatchObject({
      code: 'license-not-usable',
      verdict: { code: 'NOT_ACTIVATED' },
    });
    expect((await ask({ serialNumber: '0000-0000-0000-0001' })).body.verdict.code).toBe('NOT_FOUND');
    const { activationId: installationId } = await activate();
    const { licenseId } = license;
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'Chargeback' });
    expect((await ask()).body).toMatchObject({ status: 409, verdict: { code: 'SUSPENDED' } });
    await issue();
    const { activationId } = await activate();
    const released = { licenseId: license.licenseId, reason: 'customer', userId: null } as const;
    await portal.get(ReleaseInstallation).execute({ ...released, installationId: activationId });
    expect((await ask()).body.verdict.code).toBe('INSTALLATION_RELEASED');
    expect(installationId).not.toBe(activationId);
  });

  it('LI-3 a floating license gives files to the holder of a lease, for as long as it runs', async () => {
    await issue({ kind: 'floating' });
    const { activationId } = await activate();
    expect((await ask()).body.verdict.code).toBe('LEASE_REQUIRED');
    const now = portal.clock.now();
    await portal.sql(
      `insert into licensing.lease (id, license_id, installation_id, taken_at, expires_at)
       values (gen_random_uuid(), $1, $2, $3, $4)`,
      [license.licenseId, activationId, now, new Date(Number(now) + hour)],
    );
    const { body } = await ask();
    expect(Date.parse(body.expiresAt)).toBe(Number(now) + hour);
    portal.clock.advance(hour);
    expect((await ask()).body.verdict.code).toBe('LEASE_REQUIRED');
  });

  it('LI-3 after a rotation old files stay good until the last has run out', async () => {
    await activate();
    const old = (await ask()).body;
    const [before] = [await published()];
    const { current, next, retired } = await portal.get(RotateSigningKeys).execute();
    expect(before.map(({ kid }) => kid)).toEqual(expect.arrayContaining([retired, current]));
    expect((await published()).map(({ kid }) => kid)).toEqual(
      expect.arrayContaining([retired, current, next]),
    );
    expect((await check(old.file)).valid).toBe(true);
    const fresh = (await ask()).body;
    expect((await check(fresh.file)).valid).toBe(true);
    expect(await check(old.file, new Date(Date.parse(old.expiresAt) - 1))).toMatchObject({ valid: true });
    portal.clock.advance(33 * day);
    expect((await published()).map(({ kid }) => kid)).not.toContain(retired);
    expect((await check(old.file)).code).toBe('FILE_KEY_UNKNOWN');
    const [entry] = await portal.sql<{ details: object }>(
      "select details from platform.audit_entry where action = 'licensing.signing-key-rotated' order by at desc limit 1",
    );
    expect(entry?.details).toEqual({ current, next, retired });
  });

  it('LI-3 twenty first files at once are signed by one key', async () => {
    await portal.sql('delete from licensing.signing_key');
    await issue({ installationLimit: 20 });
    await activate();
    const files = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(files.map(({ status }) => status)).toEqual(files.map(() => 201));
    const states = (await portal.get(ListSigningKeys).execute()).map(({ state }) => state);
    expect(states.sort()).toEqual(['current', 'next']);
  });

  it('LI-3 a key sealed with another APP_SECRET is a clear refusal, and rotating mends it', async () => {
    await activate();
    await ask();
    const foreign = new KeyVault(
      testConfig({
        DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
        APP_SECRET: 'another-application-secret-0123456789-abc',
      }),
    );
    const seal = foreign.mint().privateSealed;
    await portal.sql('update licensing.signing_key set private_sealed = $1', [seal]);
    const { status, body } = await ask();
    expect([status, body.code]).toEqual([503, 'signing-key-unreadable']);
    expect(body.remedy).toMatch(/APP_SECRET.*latchkey keys rotate/);
    expect((await portal.get(ListSigningKeys).execute()).every(({ readable }) => !readable)).toBe(true);
    await portal.get(RotateSigningKeys).execute();
    expect((await check((await ask()).body.file)).valid).toBe(true);
  });

  it('LI-3 no private key lies in the database in the clear, and none opens in another row', async () => {
    const minted = portal.get(KeyVault).mint();
    const opened = portal.get(KeyVault).open(minted)?.export({ format: 'der', type: 'pkcs8' });
    expect(minted.privateSealed.includes(opened ?? '')).toBe(false);
    expect(portal.get(KeyVault).open({ ...minted, kid: 'another row' })).toBeNull();
  });
});
