import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { day } from '../../../src/kernel/clock.js';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { PublishKeys } from '../../../src/modules/licensing/application/files/publish-keys.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { type ChainedFact, firstBreak } from '../../../src/modules/licensing/domain/license-history.js';
import type { PolicyRules } from '../../../src/modules/licensing/domain/policy.js';
import { printRequestCode } from '../../../src/modules/licensing/domain/request-code.js';
import { verifyLicenseFile } from '../../../src/modules/licensing/domain/verify-license-file.js';
import { Licensing } from '../../../src/modules/licensing/index.js';
import { freshProof, type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { OfflineProduct } from './offline-product.js';

let portal: Portal;
let admin: SignedInMember;
let license: { licenseId: string; serialNumber: string };
let product: OfflineProduct;

beforeAll(async () => {
  portal = await startPortal();
  await signIn();
});
afterAll(() => portal?.close());

async function signIn(organizationId?: OrganizationId): Promise<void> {
  const organization = organizationId ? { organizationId } : {};
  admin = await signedInMember(portal, { role: 'license-admin', ...organization });
  await freshProof(portal, admin.userId, 'issue-offline-license');
}
// Sessions end meanwhile.
const pass = async (days: number) => {
  portal.clock.advance(days * day);
  await signIn(admin.organizationId);
};
const issue = async (rules: Partial<PolicyRules> = {}, organizationId = admin.organizationId) => {
  const productId = await defineLumen(portal, rules);
  license = await portal.get(IssueLicense).execute({ organizationId, productId });
  product = new OfflineProduct(license.serialNumber);
};
beforeEach(() => issue());

const bring = (body: object, by = admin.api) =>
  by.post(`/api/v1/licenses/${license.licenseId}/offline-activations`, body);
const ask = (name: string, fingerprint: string) =>
  portal.api().post(`/api/v1/product/${name}`, { serialNumber: license.serialNumber, fingerprint });
const bringFile = (request: string) => bring({ request });
const inUse = async () => (await portal.get(Licensing).licenseFacts(license.licenseId))?.installations;
const check = async (text: string, fingerprint: string | null = product.fingerprint) => {
  const keys = await portal.get(PublishKeys).execute();
  return verifyLicenseFile({ text, keys, fingerprint }, portal.clock.now());
};
const codeOf = (kind: 'activate' | 'refresh', nonce = '0A1B2C', fingerprint = product.fingerprint) =>
  printRequestCode({ kind, serialNumber: license.serialNumber.replaceAll('-', ''), fingerprint, nonce });
const mistyped = (code: string) => code.replace(/.$/, (last) => (last === 'Z' ? 'Y' : 'Z'));
const chain = (): Promise<(ChainedFact & { kind: string })[]> =>
  portal.sql(
    'select place, kind, entry, hash from licensing.license_event where license_id = $1 order by place',
    [license.licenseId],
  );

describe('the offline desk', () => {
  it('LI-4 a request file gets a signed file and a place, in the chain and in the audit log', async () => {
    const { status, body } = await bringFile(product.request('activate'));
    expect([status, body.kind, body.repeated]).toEqual([201, 'activate', false]);
    expect(await check(body.file.text)).toMatchObject({ valid: true, file: { id: body.file.id } });
    expect((await check(body.file.text, 'another')).code).toBe('FILE_OF_OTHER_MACHINE');
    expect(await inUse()).toBe(1);
    const facts = await chain();
    expect(facts.map(({ kind }) => kind)).toEqual([
      'license-issued',
      'installation-activated',
      'offline-file-issued',
    ]);
    expect(firstBreak(license.licenseId, facts)).toBeNull();
    const entries = await portal.sql(
      "select actor_id, details from platform.audit_entry where action = 'licensing.offline-license-issued' and object_id = $1",
      [license.licenseId],
    );
    const details = { installationId: body.installationId, kind: 'activate' };
    expect(entries).toEqual([{ actor_id: admin.userId, details }]);
  });

  it('LI-4 the same request gets the same file and no second place, also ten times at once', async () => {
    const request = product.request('activate');
    const answers = await Promise.all(Array.from({ length: 10 }, () => bringFile(request)));
    expect(new Set(answers.map(({ body }) => body.file?.text)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1);
    expect(await inUse()).toBe(1);
    expect(await chain()).toHaveLength(3);
  });

  it('LI-4 D1 the limit holds', async () => {
    await issue({ installationLimit: 2 });
    const machines = Array.from({ length: 8 }, () => new OfflineProduct(license.serialNumber));
    const answers = await Promise.all(machines.map((one) => bringFile(one.request('activate'))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({
      code: 'installation-limit-reached',
      verdict: { code: 'INSTALLATION_LIMIT_REACHED' },
    });
    expect(await inUse()).toBe(2);
  });

  it('LI-4 refreshes the file of a machine and takes its receipt, which frees the place at once', async () => {
    await issue({ installationLimit: 1 });
    await bringFile(product.request('activate'));
    await pass(20);
    const { body } = await bringFile(product.request('refresh'));
    expect(Date.parse(body.file.expiresAt) - Number(portal.clock.now())).toBeGreaterThan(29 * day);
    const receipt = product.request('deactivate', { fileId: body.file.id });
    const taken = await bringFile(receipt);
    expect(taken.body).toMatchObject({ kind: 'deactivate', file: null, repeated: false });
    expect(await inUse()).toBe(0);
    expect((await bringFile(receipt)).body).toMatchObject({ file: null, repeated: true });
    expect((await bringFile(new OfflineProduct(license.serialNumber).request('activate'))).status).toBe(201);
    expect(await inUse()).toBe(1);
    const kinds = (await chain()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'installation-released')).toHaveLength(1);
  });

  it('LI-4 a receipt of another machine, an old one and a copied fingerprint free nothing', async () => {
    const first = (await bringFile(product.request('activate'))).body.file.id;
    const stranger = new OfflineProduct(license.serialNumber);
    const copier = new OfflineProduct(license.serialNumber, product.fingerprint);
    for (const one of [stranger, copier])
      expect((await bringFile(one.request('deactivate', { fileId: first }))).body.code).toBe(
        'offline-machine-unknown',
      );
    await bringFile(product.request('refresh'));
    for (const fileId of [first, newId<never>()])
      expect((await bringFile(product.request('deactivate', { fileId }))).body.code).toBe(
        'offline-receipt-outdated',
      );
    expect((await bringFile(product.request('deactivate'))).body.code).toBe('offline-receipt-outdated');
    expect((await bringFile(copier.request('activate'))).body.code).toBe('launch-key-held');
    expect(await inUse()).toBe(1);
  });

  it('LI-4 a request of a machine that was released since is used up', async () => {
    const request = product.request('activate');
    const { body } = await bringFile(request);
    await bringFile(product.request('deactivate', { fileId: body.file.id }));
    expect((await bringFile(request)).body.code).toBe('offline-request-used');
    expect(await inUse()).toBe(0);
    expect((await bringFile(product.request('refresh'))).body.code).toBe('offline-machine-unknown');
  });

  it('LI-4 a nonce that comes back with another content is refused', async () => {
    const nonce = 'A'.repeat(22);
    await bringFile(product.request('activate', { nonce }));
    expect((await bringFile(product.request('refresh', { nonce }))).body.code).toBe('offline-request-used');
  });

  it('LI-4 B2 a nonce is of one license: what another one got for it stands in nobody’s way', async () => {
    const nonce = 'B'.repeat(22);
    const all = async () => [
      await bringFile(product.request('activate', { nonce })),
      await bring({ code: codeOf('activate', '0A1B2C', 'one machine') }),
      // Six symbols are few: two machines may well choose the same ones.
      await bring({ code: codeOf('activate', '0A1B2C', 'another') }),
    ];
    const before = await all();
    await issue();
    const answers = [...before, ...(await all())];
    expect(answers.map(({ status, body }) => [status, body.repeated])).toEqual(Array(6).fill([201, false]));
    expect(new Set(answers.map(({ body }) => body.installationId)).size).toBe(6);
  });

  it('LI-4 a code stands for the file: same place for the same machine, however it comes back', async () => {
    const { status, body } = await bring({ code: codeOf('activate').toLowerCase(), machineName: 'Cabin' });
    expect(status).toBe(201);
    expect((await check(body.file.text)).valid).toBe(true);
    expect((await bring({ code: codeOf('activate') })).body).toMatchObject({
      repeated: true,
      file: body.file,
    });
    const fresh = await bring({ code: codeOf('refresh', '0A1B2D') });
    expect(fresh.body).toMatchObject({ repeated: false, installationId: body.installationId });
    const { serialNumber } = license;
    // The portal knows it by the tag of its fingerprint alone: the product API finds it all the same.
    for (const name of ['validations', 'heartbeats'])
      expect((await ask(name, product.fingerprint)).body.verdict.code).toBe('VALID');
    expect((await ask('validations', 'another')).body.verdict.code).toBe('NOT_ACTIVATED');
    const machine = { fingerprint: product.fingerprint, name: 'Cabin', platform: 'linux', version: '4' };
    const online = await portal.api().post('/api/v1/product/activations', { serialNumber, ...machine });
    expect(online.body.activationId).toBe(body.installationId);
    expect(await inUse()).toBe(1);
    expect((await ask('deactivations', product.fingerprint)).body).toEqual({ released: true });
    expect((await ask('validations', product.fingerprint)).body.verdict.code).toBe('INSTALLATION_RELEASED');
  });

  it('LI-4 a code finds the machine that activated with a file', async () => {
    const { body } = await bringFile(product.request('activate'));
    const fresh = await bring({ code: codeOf('refresh') });
    expect(fresh.body.installationId).toBe(body.installationId);
    expect(
      await portal.sql('select name from licensing.installation where id = $1', [body.installationId]),
    ).toEqual([{ name: 'Lab 3' }]);
  });

  it('LI-4 a machine without internet does not lapse while its file runs', async () => {
    await issue({ installationLimit: 1, heartbeatSeconds: 3_600, fileDays: 30 });
    await bringFile(product.request('activate'));
    await pass(29);
    const next = new OfflineProduct(license.serialNumber);
    expect((await bringFile(next.request('activate'))).status).toBe(409);
    await pass(2);
    expect((await bringFile(next.request('activate'))).status).toBe(201);
  });

  it('LI-4 C1 what is no request, changed, or for another license says so', async () => {
    const request = product.request('activate');
    const other = new OfflineProduct('0000-0000-0000-0000').request('activate');
    const cases: readonly (readonly [object, number, string])[] = [
      [{ request: 'x' }, 422, 'offline-request-unreadable'],
      [{ request: request.slice(0, -60) }, 422, 'offline-request-unreadable'],
      [{ request: request.replace(/^(.{90})./s, '$1!') }, 422, 'offline-request-unreadable'],
      [
        { request: product.request('activate', { publicKey: new OfflineProduct('x').publicKey }) },
        422,
        'offline-request-forged',
      ],
      [{ request: product.request('activate', { extra: 1 }) }, 422, 'offline-request-unreadable'],
      [{ request: product.request('activate', { name: '\u0000' }) }, 422, 'offline-request-unreadable'],
      [{ request: product.request('activate', { encryptTo: 'A'.repeat(43) }) }, 422, 'invalid-input'],
      [{ request: other }, 409, 'offline-request-of-other-license'],
      [{ code: mistyped(codeOf('activate')) }, 422, 'offline-request-unreadable'],
      [{ request: 'x'.repeat(65_537) }, 422, 'invalid-input'],
      [{ request, code: codeOf('activate') }, 422, 'invalid-input'],
      [{}, 422, 'invalid-input'],
      [{ request, licenseId: license.licenseId }, 422, 'invalid-input'],
    ];
    for (const [body, status, code] of cases) {
      const answer = await bring(body);
      expect([JSON.stringify(body).slice(0, 80), answer.status, answer.body.code]).toEqual([
        JSON.stringify(body).slice(0, 80),
        status,
        code,
      ]);
    }
    expect(await inUse()).toBe(0);
  });

  it('LI-4 LI-1 a request under the serial number before a transfer is told to take the new one', async () => {
    const buyer = await signedInMember(portal, { role: 'license-admin' });
    await freshProof(portal, buyer.userId, 'issue-offline-license');
    const request = product.request('activate');
    const code = codeOf('activate');
    const moved = { licenseId: license.licenseId, toOrganizationId: buyer.organizationId, reason: 'Sold' };
    const serialNumber = await portal.get(TransferLicense).execute({ ...moved, newSerialNumber: true });
    for (const brought of [{ request }, { code, machineName: 'Lab' }]) {
      expect((await bring(brought)).status).toBe(404);
      expect(await bring(brought, buyer.api)).toMatchObject({
        status: 409,
        body: {
          code: 'offline-request-of-other-license',
          detail:
            'The license has a new serial number: enter it in the product on the machine, and make a new request there.',
          remedy: 'Make a new request on the machine, and bring that one.',
        },
      });
    }
    const path = `/licenses/${license.licenseId}/offline`;
    await buyer.visitor.get(path);
    buyer.visitor.cookies.set('latchkey-locale', 'de');
    const { status, html } = await buyer.visitor.post(path, { code, machineName: 'Lab' });
    expect([status, html]).toEqual([
      422,
      expect.stringContaining('Geben Sie sie im Produkt auf dem Gerät ein'),
    ]);
    expect(await inUse()).toBe(0);
    const renewed = new OfflineProduct(serialNumber).request('activate');
    expect((await bring({ request: renewed }, buyer.api)).status).toBe(201);
  });

  it('LI-4 floating and suspended licenses are not given out', async () => {
    await portal.get(SuspendLicense).execute({ licenseId: license.licenseId, reason: 'Chargeback' });
    expect((await bringFile(product.request('activate'))).body).toMatchObject({
      verdict: { code: 'SUSPENDED' },
    });
    await issue({ kind: 'floating' });
    expect((await bringFile(product.request('activate'))).body.code).toBe('offline-not-offered');
  });

  it('LI-4 B2 nobody else reaches it: strangers 404, readers 403, without a fresh proof 403', async () => {
    const stranger = await signedInMember(portal, { role: 'owner' });
    const reader = await signedInMember(portal, { organizationId: admin.organizationId, role: 'reader' });
    const colleague = await signedInMember(portal, { organizationId: admin.organizationId });
    for (const person of [stranger, reader]) await freshProof(portal, person.userId, 'issue-offline-license');
    const request = product.request('activate');
    expect((await bring({ request }, stranger.api)).status).toBe(404);
    expect((await bring({ request }, reader.api)).status).toBe(403);
    expect((await bring({ request }, colleague.api)).body.code).toBe('step-up-required');
    expect((await bring({ request }, portal.api())).status).toBe(401);
    const { body } = await bring({ request });
    for (const path of [
      `/licenses/${license.licenseId}/offline`,
      `/licenses/offline-files/${body.file.id}`,
    ]) {
      expect((await stranger.visitor.get(path)).status).toBe(404);
      expect((await reader.visitor.get(path)).status).toBe(403);
      expect((await admin.visitor.get(path)).status).toBe(200);
    }
    expect((await reader.visitor.get(`/licenses/${license.licenseId}`)).html).not.toContain('/offline');
    await issue({}, newId<OrganizationId>());
    expect((await bringFile(product.request('activate'))).status).toBe(404);
  });

  it('LI-4 S1.22 the page takes a file or a code, without JavaScript', async () => {
    const path = `/licenses/${license.licenseId}/offline`;
    expect((await admin.visitor.get(`/licenses/${license.licenseId}`)).html).toContain(`href="${path}"`);
    await admin.visitor.get(path);
    const form = (content: string | Blob, fields: Record<string, string> = {}) => {
      const data = new FormData();
      for (const [name, value] of Object.entries({ code: '', machineName: '', ...fields }))
        data.append(name, value);
      data.append('request', typeof content === 'string' ? new Blob([content]) : content, 'lab-3.request');
      return data;
    };
    const sent = await admin.visitor.post(path, form(product.request('activate')));
    expect(sent.url).toMatch(/^\/licenses\/offline-files\//);
    const { bytes, headers } = await admin.visitor.bytes(`${sent.url}/download`);
    expect((await check(bytes.toString())).valid).toBe(true);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${license.serialNumber}.license"`);
    const desk = await admin.visitor.get(path);
    expect(desk.html).toContain('Lab 3');
    const wrong = await admin.visitor.post(path, form('', { code: 'ABCD', machineName: 'Cabin' }));
    expect([wrong.status, wrong.html]).toEqual([
      422,
      expect.stringContaining('The code has a typing error.'),
    ]);
    expect(wrong.html).toContain('value="Cabin"');
    expect((await admin.visitor.post(path, form(''))).html).toContain(
      'Choose the request file, or type the code.',
    );
    expect((await admin.visitor.post(path, form(new Blob(['x'.repeat(1_048_577)])))).status).toBe(413);
    const fileId = sent.url.split('/').at(-1);
    const released = await admin.visitor.post(path, form(product.request('deactivate', { fileId })));
    expect(released.url).toBe(`/licenses/${license.licenseId}`);
    expect(await inUse()).toBe(0);
    expect((await admin.visitor.get(sent.url)).status).toBe(404);
    expect((await admin.visitor.get(path)).html).not.toContain('Lab 3');
  });
});
