import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrganizationId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { aKeyPair, signedCall } from './product-caller.js';

let portal: Portal;
let owner: SignedInMember;
let productId: string;
let license: { licenseId: string; serialNumber: string };

beforeAll(async () => {
  portal = await startPortal();
  owner = await signedInMember(portal);
  productId = await defineLumen(portal);
  license = await issue();
});
afterAll(() => portal?.close());

const issue = () =>
  portal.get(IssueLicense).execute({ organizationId: owner.organizationId as OrganizationId, productId });
const at = (more = '') => `/api/v1/licenses/${license.licenseId}/update-feeds${more}`;
const open = (name = 'Studio') => owner.api.post(at(), { name });
const answers = async (url: string) => (await portal.api().get(`${new URL(url).pathname}feed.json`)).status;

describe('DL-4 the update feeds of a license', () => {
  it('DL-4 shows the address once, keeps only its hash, and answers until it is closed', async () => {
    const { status, body } = await open('Build server');
    expect([status, body.channel]).toEqual([201, 'stable']);
    expect(body.url).toMatch(/\/updates\/lkf_[A-Za-z0-9_-]{43}\/$/);
    expect(await answers(body.url)).toBe(200);
    const listed = await owner.api.get(at());
    expect(listed.body.items).toEqual([
      expect.objectContaining({
        id: body.id,
        name: 'Build server',
        createdBy: 'Mira Solberg',
        installationId: null,
      }),
    ]);
    const secret = new URL(body.url).pathname.split('/')[2] ?? '';
    const rows = await portal.sql(
      'select f::text, a::text from licensing.update_feed f, platform.audit_entry a',
    );
    expect(JSON.stringify([listed.body, rows])).not.toContain(secret);
    expect((await owner.api.delete(at(`/${body.id}`))).status).toBe(204);
    expect(await answers(body.url)).toBe(404);
    expect((await owner.api.delete(at(`/${body.id}`))).status).toBe(204);
    expect((await owner.api.get(at())).body.items).toEqual([]);
  });

  it('DL-4 B7 opening and closing leave one entry each', async () => {
    const { body } = await open();
    await owner.api.delete(at(`/${body.id}`));
    const entries = await portal.sql<{ action: string }>(
      `select action from platform.audit_entry where details->>'feedId' = $1 order by at, id`,
      [body.id],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'licensing.update-feed-opened',
      'licensing.update-feed-closed',
    ]);
  });

  it('DL-4 is for who manages licenses: others get 403, strangers 404', async () => {
    const reader = await signedInMember(portal, { organizationId: owner.organizationId, role: 'reader' });
    const stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    const { body } = await open();
    for (const [who, status] of [
      [reader, 403],
      [stranger, 404],
    ] as const) {
      expect((await who.api.get(at())).status).toBe(status);
      expect((await who.api.post(at(), { name: 'Mine' })).status).toBe(status);
      expect((await who.api.delete(at(`/${body.id}`))).status).toBe(status);
    }
    expect(await answers(body.url)).toBe(200);
    expect((await owner.api.post(at(), { name: '', channel: 'nightly' })).status).toBe(422);
    expect((await owner.api.post(at(), { name: 'x', secret: 'y' })).status).toBe(422);
  });

  it('DL-4 B5 ends with the ownership of the license', async () => {
    license = await issue();
    const { body } = await open();
    const toOrganizationId = newId<OrganizationId>();
    await portal
      .get(TransferLicense)
      .execute({ licenseId: license.licenseId, toOrganizationId, reason: 'Sold' });
    expect(await answers(body.url)).toBe(404);
    license = await issue();
  });

  it('DL-4 has twenty at most', async () => {
    for (let n = 0; n < 20; n += 1) await open(`Studio ${n}`);
    const { status, body } = await open('One more');
    expect([status, body.code]).toEqual([409, 'too-many-update-feeds']);
    license = await issue();
  });
});

describe('DL-4 the update feed of a machine', () => {
  const path = '/api/v1/product/update-feeds';
  const activate = async (fingerprint: string, more: object = {}) => {
    const machine = { name: 'Rig', platform: 'linux-x64', version: '4.2.0' };
    const about = { serialNumber: license.serialNumber, fingerprint, ...machine, ...more };
    return (await portal.api().post('/api/v1/product/activations', about)).body;
  };
  const ask = (body: object) => portal.api().post(path, { serialNumber: license.serialNumber, ...body });

  it('DL-4 the product opens its own, which takes the place of the one before and ends with it', async () => {
    await activate('rig 1');
    const first = await ask({ fingerprint: 'rig 1' });
    expect(first.status).toBe(201);
    const second = await ask({ fingerprint: 'rig 1', channel: 'beta' });
    expect([await answers(first.body.url), await answers(second.body.url)]).toEqual([404, 200]);
    const [listed] = (await owner.api.get(at())).body.items;
    expect(listed).toMatchObject({ id: second.body.id, name: 'Rig', channel: 'beta', createdBy: null });
    const { serialNumber } = license;
    await portal.api().post('/api/v1/product/deactivations', { serialNumber, fingerprint: 'rig 1' });
    expect(await answers(second.body.url)).toBe(404);
  });

  it('DL-4 a machine with a key proves itself, by its UID or by signing', async () => {
    const { privateKey, publicKey } = aKeyPair();
    const { uid, activationId } = await activate('rig 2', { publicKey });
    expect((await ask({ fingerprint: 'rig 2' })).status).toBe(403);
    expect((await ask({ fingerprint: 'rig 2', uid: 'wrong' })).status).toBe(403);
    expect((await ask({ fingerprint: 'rig 2', uid })).status).toBe(201);
    const signedBy = { kid: activationId, key: privateKey };
    expect((await signedCall(portal, 'update-feeds', {}, signedBy)).status).toBe(201);
  });

  it('DL-4 refuses a machine that is not installed, and a license that does not exist', async () => {
    const { status, body } = await ask({ fingerprint: 'nowhere' });
    expect([status, body.code]).toEqual([409, 'installation-not-active']);
    expect((await ask({ fingerprint: 'rig 1', serialNumber: 'LK7Q-3M8D-X2PA-9R4T' })).status).toBe(404);
    expect((await ask({ fingerprint: 'a\u0000b' })).status).toBe(422);
  });
});

describe('DL-4 the pages of update feeds', () => {
  it('DL-4 open one, show its address once with what each updater takes, and close it', async () => {
    const pages = `/licenses/${license.licenseId}`;
    expect((await owner.visitor.get(pages)).html).toContain(`href="${pages}/update-feeds"`);
    await owner.visitor.get(`${pages}/update-feeds`);
    const refused = await owner.visitor.post(`${pages}/update-feeds`, { name: '', channel: 'stable' });
    expect([refused.status, refused.html.includes('Enter the name.')]).toEqual([422, true]);
    const shown = await owner.visitor.post(`${pages}/update-feeds`, { name: 'Kiosk', channel: 'beta' });
    const url = /https?:\/\/[^"<]*\/updates\/lkf_[\w-]{43}\//.exec(shown.html)?.[0] ?? '';
    expect(await answers(url)).toBe(200);
    expect(shown.html).toContain('appcast.xml');
    const listed = await owner.visitor.get(`${pages}/update-feeds`);
    expect(listed.html).toContain('Kiosk');
    expect(listed.html).not.toContain('lkf_');
    const action = /action="([^"]+\/close)"/.exec(listed.html)?.[1] ?? '';
    const closed = await owner.visitor.post(action);
    expect(closed.html).toContain('Its address answers no more.');
    expect(await answers(url)).toBe(404);
    const stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    expect((await stranger.visitor.get(`${pages}/update-feeds`)).status).toBe(404);
  });
});
