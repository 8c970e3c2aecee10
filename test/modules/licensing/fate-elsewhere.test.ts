import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssuedLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { ReinstateLicense } from '../../../src/modules/licensing/application/reinstate-license.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { SuspendLicense } from '../../../src/modules/licensing/application/suspend-license.js';
import { TransferLicense } from '../../../src/modules/licensing/application/transfer-license.js';
import { serialNumberBytes, serialNumberOf } from '../../../src/modules/licensing/domain/serial-number.js';
import type { PageAnswer } from '../../harness/clients.js';
import {
  freshProof,
  keyHolder,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aProduct, aRelease } from '../downloads/shop.js';
import { defineLumen } from '../orders/lumen.js';
import { aTicket } from '../support/desk.js';

let portal: Portal;
let owner: SignedInMember;
let agent: SignedInPerson;
let release: Awaited<ReturnType<typeof aRelease>>;
let license: IssuedLicense;

beforeAll(async () => {
  portal = await startPortal();
  agent = await signedInStaff(portal);
});
beforeEach(async () => {
  owner = await signedInMember(portal);
  const productId = await aProduct(portal);
  release = await aRelease(portal, productId, { version: '1.0.0', publishedAt: '2026-01-10T09:00:00Z' });
  license = await portal.get(IssueLicense).execute({ productId, organizationId: owner.organizationId });
});
afterAll(() => portal?.close());

const activate = async (serialNumber: string, name = 'Studio 2') => {
  const machine = { fingerprint: name, name, platform: 'windows-x64', version: '1.0.0' };
  const answer = await portal.api().post('/api/v1/product/activations', { serialNumber, ...machine });
  expect(answer.status).toBe(201);
  return answer.body as { activationId: string; uid: string };
};
const tail = { range: 'bytes=200000-' };
/** What the next range of the file answers, through the API and from the page. */
const nextRange = async (who: SignedInMember): Promise<readonly [number, number]> => {
  const pages: PageAnswer = await who.visitor.get(release.page, { accept: 'text/html', ...tail });
  return [(await who.api.get(release.content, tail)).status, pages.status];
};
const panel = async (who: SignedInMember) => {
  const { id } = await aTicket(who);
  return (await agent.visitor.get(`/admin/tickets/${id}`)).html;
};

describe('what happens to a license, elsewhere', () => {
  it('LI-1 B5 suspending ends the running download with its next range, reinstating lets it go on', async () => {
    const { licenseId } = license;
    expect(await nextRange(owner)).toEqual([206, 206]);
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'Unpaid' });
    expect(await nextRange(owner)).toEqual([403, 403]);
    const { html } = await owner.visitor.get(`/downloads/${release.releaseId}`);
    expect(html).toContain('suspended');
    await portal.get(ReinstateLicense).execute({ licenseId, reason: 'Paid' });
    expect(await nextRange(owner)).toEqual([206, 206]);
  });

  it('LI-1 B5 revoking ends the download and what programs get, and offers nothing', async () => {
    const { licenseId, serialNumber } = license;
    await activate(serialNumber);
    await portal.get(RevokeLicense).execute({ licenseId, reason: 'Refunded' });
    expect(await nextRange(owner)).toEqual([403, 403]);
    const { body } = await owner.api.get(`/api/v1/releases/${release.releaseId}`);
    expect(body).toMatchObject({ entitled: false, code: 'LICENSE_REVOKED', offer: null });
    const { html } = await owner.visitor.get(`/licenses/${licenseId}`);
    expect(html).toContain('This license is revoked');
  });

  it('LI-1 shows agents beside a request that a license does not hold', async () => {
    const { licenseId, serialNumber } = license;
    expect(await panel(owner)).not.toContain('not usable');
    await portal.get(SuspendLicense).execute({ licenseId, reason: 'Unpaid' });
    const html = await panel(owner);
    expect(html).toContain(serialNumber);
    expect(html).toContain('not usable');
  });

  it('LI-1 counts the leases of a floating license beside a request, not its machines', async () => {
    const productId = await defineLumen(portal, { kind: 'floating', installationLimit: 2 });
    const who = await signedInMember(portal);
    const sold = { productId, organizationId: who.organizationId };
    const { serialNumber } = await portal.get(IssueLicense).execute(sold);
    for (const name of ['Desk 1', 'Desk 2', 'Desk 3']) await activate(serialNumber, name);
    const lease = { serialNumber, fingerprint: 'Desk 1' };
    expect((await portal.api().post('/api/v1/product/leases', lease)).status).toBeLessThan(300);
    expect(await panel(who)).toContain('1 of 2');
  });
});

describe('a license that was transferred', () => {
  let next: SignedInMember;
  beforeEach(async () => {
    next = await signedInMember(portal, { organizationName: 'Kranich Werke' });
  });
  const transfer = (more: { newSerialNumber?: boolean } = {}) => {
    const { licenseId } = license;
    const to = { licenseId, toOrganizationId: next.organizationId, reason: 'Sold', ...more };
    return portal.get(TransferLicense).execute(to);
  };

  it('LI-1 B2 takes the downloads along: nothing left for the old owner, all for the new one', async () => {
    expect([await nextRange(owner), await nextRange(next)]).toEqual([
      [206, 206],
      [404, 404],
    ]);
    await transfer();
    expect([await nextRange(owner), await nextRange(next)]).toEqual([
      [404, 404],
      [206, 206],
    ]);
    expect((await owner.api.get('/api/v1/releases')).body.items).toEqual([]);
    expect((await owner.visitor.get(`/downloads/${release.releaseId}`)).status).toBe(404);
  });

  it('LI-1 B2 is not found by the old owner on any page and any route, like one that never was', async () => {
    const { licenseId } = license;
    await activate(license.serialNumber);
    await transfer();
    await freshProof(portal, owner.userId, 'issue-offline-license');
    for (const path of ['', '/history', '/history.jsonl', '/offline'])
      expect([path, (await owner.visitor.get(`/licenses/${licenseId}${path}`)).status]).toEqual([path, 404]);
    for (const path of ['', '/history', '/renewal-preview', '/usage'])
      expect([path, (await owner.api.get(`/api/v1/licenses/${licenseId}${path}`)).status]).toEqual([
        path,
        404,
      ]);
    expect((await owner.visitor.get('/licenses')).html).not.toContain(license.serialNumber);
    expect((await next.visitor.get('/licenses')).html).toContain(license.serialNumber);
  });

  it('LI-1 B2 is out of reach of the requests of the old owner, and beside those of the new one', async () => {
    const { licenseId, serialNumber } = license;
    const about = { subject: 'Layers', body: 'Where?', licenseId };
    const before = (await owner.api.post('/api/v1/tickets', about)).body;
    await transfer();
    const refused = await owner.api.post('/api/v1/tickets', about);
    expect([refused.status, refused.body.errors[0].field]).toEqual([422, 'licenseId']);
    const { html } = await owner.visitor.get(`/requests/${before.id}`);
    expect(html).toContain('Where?');
    expect(html).not.toContain(`/licenses/${licenseId}`);
    expect((await owner.visitor.get('/requests/new')).html).not.toContain(serialNumber);
    expect(await panel(owner)).not.toContain(serialNumber);
    expect(await panel(next)).toContain(serialNumber);
  });

  it('LI-1 C2 the machine of the old owner opens nothing any more, neither the pair nor a session it had', async () => {
    const { licenseId, serialNumber } = license;
    const { uid } = await activate(serialNumber);
    const holder = await keyHolder(portal, { serialNumber, uid });
    await transfer();
    expect((await holder.api.get(`/api/v1/licenses/${licenseId}`)).status).not.toBe(200);
    const pair = await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid });
    expect(pair.status).toBe(401);
  });

  it('LI-1 A3 a new serial number makes the old one answer like one that never was, everywhere', async () => {
    const { licenseId, serialNumber } = license;
    const { uid } = await activate(serialNumber);
    const now = await transfer({ newSerialNumber: true });
    expect(now).not.toBe(serialNumber);
    const never = serialNumberOf(randomBytes(serialNumberBytes));
    const machine = { fingerprint: 'Desk 9', name: 'Desk 9', platform: 'windows-x64', version: '1.0.0' };
    const answers = async (serial: string) => {
      const product = (name: string, body: object) =>
        portal.api().post(`/api/v1/product/${name}`, { serialNumber: serial, ...body });
      const all = [
        await product('activations', machine),
        await product('validations', { fingerprint: 'Studio 2' }),
        await product('heartbeats', { fingerprint: 'Studio 2' }),
        await product('leases', { fingerprint: 'Studio 2' }),
        await portal.api().post('/api/v1/sign-in/serial', { serialNumber: serial, uid }),
        await agent.api.get(`/api/v1/staff/licenses?query=${serial}`),
      ];
      return all.map(({ status, body }) => [status, body.code ?? body.verdict?.code ?? body.items]);
    };
    expect(await answers(serialNumber)).toEqual(await answers(never));
    expect((await answers(serialNumber)).slice(0, 2)).toEqual([
      [404, 'license-not-found'],
      [200, 'NOT_FOUND'],
    ]);
    expect((await next.visitor.get('/licenses')).html).toContain(now);
    await activate(now, 'New desk');
    expect((await next.visitor.get(`/licenses/${licenseId}`)).html).toContain(
      'The license got a new serial number',
    );
    await portal.settle();
    const mail = portal.mailTo(next.email);
    expect(mail?.subject).toContain('your new serial number');
    expect([mail?.text, mail?.html].every((text) => text?.includes(now))).toBe(true);
    const stored = await portal.sql(
      `select payload::text from platform.outbox where payload::text like $1 union all
       select details::text from platform.audit_entry where details::text like $1`,
      [`%${now}%`],
    );
    expect(stored).toEqual([]);
  });

  it('LI-1 D1 activations that race with a transfer leave the new owner no machine of the old one', async () => {
    const { licenseId, serialNumber } = license;
    const tries = Array.from({ length: 8 }, (_, place) =>
      portal.api().post('/api/v1/product/activations', {
        serialNumber,
        fingerprint: `m${place}`,
        name: `m${place}`,
        platform: 'windows-x64',
        version: '1.0.0',
      }),
    );
    const [now, ...answers] = await Promise.all([transfer({ newSerialNumber: true }), ...tries]);
    expect(answers.filter(({ status }) => ![201, 404, 409].includes(status))).toEqual([]);
    const inUse = await portal.sql(
      'select id from licensing.installation where license_id = $1 and released_at is null',
      [licenseId],
    );
    expect([inUse, now === serialNumber]).toEqual([[], false]);
  });
});
