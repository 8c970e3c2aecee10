import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM, RequestContext } from '@mikro-orm/core';
import { system } from '../../../src/kernel/actor.js';
import { day, hour } from '../../../src/kernel/clock.js';
import { ForgetTickets } from '../../../src/modules/downloads/application/tickets/forget-tickets.js';
import { YankRelease } from '../../../src/modules/downloads/application/yank-release.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import type { ApiClient } from '../../harness/clients.js';
import {
  freshProof,
  keyHolder,
  type SignedInMember,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { unclaimedLicense } from '../identity/licensed.js';
import { aLicense, aProduct, aRelease, fileBytes } from './shop.js';

const sha256 = createHash('sha256').update(fileBytes).digest('hex');
const unknown = '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11';

let portal: Portal;
let anyone: ApiClient;

beforeAll(async () => {
  portal = await startPortal();
  anyone = portal.api();
});

afterAll(() => portal?.close());

/** A member with a license, and a release that it covers. */
async function anEntitledMember(fileName = 'setup 1.0.exe') {
  const member = await signedInMember(portal, { organizationName: 'Fjord Instruments' });
  const productId = await aProduct(portal);
  const { organizationId } = member;
  const licenseId = await aLicense(portal, {
    productId,
    organizationId,
    maintenanceEndsAt: '2030-01-01T00:00:00Z',
  });
  const release = await aRelease(portal, productId, {
    version: '1.0.0',
    publishedAt: '2026-01-10T09:00:00Z',
    fileName,
  });
  const tickets = `/api/v1/releases/${release.releaseId}/artifacts/${release.artifactId}/tickets`;
  return { ...member, ...release, licenseId, tickets };
}

const pathOf = (url: string): string => new URL(url).pathname;

/** The path of a new ticket of the member. */
async function ticketOf(member: Pick<SignedInMember, 'api'> & { readonly tickets: string }) {
  const { status, body } = await member.api.post(member.tickets);
  if (status !== 201) throw new Error(`Making a ticket answered ${status}.`);
  return { id: body.id as string, path: pathOf(body.url) };
}

describe('DL-3 the download ticket', () => {
  it('DL-3 fetches the file without a session, whole, in ranges, and by HEAD', async () => {
    const member = await anEntitledMember('Übersicht (Größe) 1.0.exe');
    const { status, body } = await member.api.post(member.tickets);
    expect(status).toBe(201);
    const { fileName, sizeBytes, expiresAt } = body;
    expect({ fileName, sizeBytes, sha256: body.sha256 }).toEqual({
      fileName: 'Übersicht (Größe) 1.0.exe',
      sizeBytes: 400_000,
      sha256,
    });
    expect((Date.parse(expiresAt) - portal.clock.now().getTime()) / hour).toBeCloseTo(24, 2);
    expect(body.url).toMatch(new RegExp(`^${portal.baseUrl}/download/[\\w-]{43}/`));
    const path = pathOf(body.url);
    const whole = await anyone.get(path);
    expect([whole.status, whole.headers.get('etag')]).toEqual([200, `"${sha256}"`]);
    expect(whole.body.equals(fileBytes)).toBe(true);
    expect(whole.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''%C3%9Cbersicht%20%28Gr%C3%B6%C3%9Fe%29%201.0.exe",
    );
    const tail = await anyone.get(path, { range: 'bytes=399990-', 'if-range': `"${sha256}"` });
    expect([tail.status, tail.headers.get('content-range')]).toEqual([206, 'bytes 399990-399999/400000']);
    expect((await anyone.get(path, { 'if-none-match': `"${sha256}"` })).status).toBe(304);
    const past = await anyone.get(path, { range: 'bytes=400000-' });
    expect([past.status, past.headers.get('content-range')]).toEqual([416, 'bytes */400000']);
    const head = await anyone.call('HEAD', path, undefined);
    expect([head.status, head.headers.get('content-length'), head.body.length]).toEqual([200, '400000', 0]);
  });

  it('DL-3 sends all for several ranges, which RFC 9110 section 14.2 leaves to the server', async () => {
    const { path } = await ticketOf(await anEntitledMember());
    const { status, body, headers } = await anyone.get(path, { range: 'bytes=0-1, 5-6' });
    expect([status, body.length, headers.get('content-range')]).toEqual([200, 400_000, null]);
  });

  it('DL-3 gives the digest that is asked for', async () => {
    const { path } = await ticketOf(await anEntitledMember());
    const sha512 = createHash('sha512').update(fileBytes).digest('base64');
    const asked = await anyone.get(path, { 'want-repr-digest': 'md5=10, sha-512=7, sha-256=3' });
    expect(asked.headers.get('repr-digest')).toBe(`sha-512=:${sha512}:`);
    const refused = await anyone.get(path, {
      'want-repr-digest': 'sha-512=0, unixsum=3',
      range: 'bytes=0-1',
    });
    expect(refused.headers.get('repr-digest')).toMatch(/^sha-256=:/);
  });

  it('DL-3 stops after a day, and goes on at the same address with the same ETag once it is renewed', async () => {
    const member = await anEntitledMember();
    const { id, path } = await ticketOf(member);
    const before = await anyone.get(path, { range: 'bytes=0-99' });
    portal.clock.advance(24 * hour);
    const over = await anyone.get(path, { range: 'bytes=100-' });
    expect(over.status).toBe(410);
    expect(over.body).toMatchObject({
      code: 'download-ticket-over',
      page: `/downloads/${member.releaseId}`,
      renewal: `/api/v1/download-tickets/${id}/renewal`,
      remedy: expect.stringContaining('this very address works again'),
    });
    const page = await anyone.get(path, { accept: 'text/html', 'accept-language': 'de' });
    expect([page.status, page.body.toString()]).toEqual([410, expect.stringContaining('ist abgelaufen')]);

    const again = await portal.api(await signedInAgain(member)).post(over.body.renewal);
    expect([again.status, pathOf(again.body.url)]).toEqual([200, path]);
    const after = await anyone.get(path, {
      range: 'bytes=100-',
      'if-range': before.headers.get('etag') ?? '',
    });
    expect(after.status).toBe(206);
    expect(Buffer.concat([before.body, after.body]).equals(fileBytes)).toBe(true);
  });

  it('DL-3 is armed again by opening the page of the release, and the page sends browsers to it', async () => {
    const member = await anEntitledMember();
    const first = await member.visitor.bytes(member.page, { range: 'bytes=0-99' });
    expect([first.status, first.bytes.length]).toEqual([206, 100]);
    const { path } = await ticketOf(member);
    await portal.sql('update downloads.ticket set expires_at = $1 where artifact_id = $2', [
      portal.clock.now(),
      member.artifactId,
    ]);
    expect((await anyone.get(path)).status).toBe(410);
    expect((await member.visitor.get(`/downloads/${member.releaseId}`)).status).toBe(200);
    expect((await anyone.get(path)).status).toBe(200);
  });

  it('DL-3 keeps one ticket per person and file, of each person a hundred, and only hashes', async () => {
    const member = await anEntitledMember();
    const [one, two] = [await ticketOf(member), await ticketOf(member)];
    expect(two).toEqual(one);
    const rows = await portal.sql<{ secret_hash: string }>(
      'select secret_hash from downloads.ticket where user_id = $1',
      [member.userId],
    );
    const secret = one.path.split('/')[2] ?? '';
    expect(rows).toEqual([{ secret_hash: createHash('sha256').update(secret).digest('base64url') }]);
    await portal.sql(
      `insert into downloads.ticket select gen_random_uuid(), replace(gen_random_uuid()::text, '-', '') || '${'x'.repeat(11)}',
         user_id, gen_random_uuid(), null, null, release_id, artifact_id, made_at, armed_at - interval '1 day', expires_at
       from downloads.ticket, generate_series(1, 99) where user_id = $1`,
      [member.userId],
    );
    await portal.sql('delete from downloads.ticket where id = $1', [one.id]);
    const [three, four] = [await ticketOf(member), await ticketOf(member)];
    expect(four).toEqual(three);
    const [{ count }] = (await portal.sql<{ count: number }>(
      'select count(*)::int as count from downloads.ticket where user_id = $1',
      [member.userId],
    )) as [{ count: number }];
    expect(count).toBe(100);
  });

  it('DL-3 has no address that changes or removes a ticket: it ends by time and with its person', async () => {
    const { api, ...member } = await anEntitledMember();
    const { id, path } = await ticketOf({ api, tickets: member.tickets });
    for (const [method, address] of [
      ['DELETE', `/api/v1/download-tickets/${id}`],
      ['GET', `/api/v1/download-tickets/${id}`],
      ['DELETE', path],
      ['PUT', path],
    ] as const)
      expect([404, 405]).toContain((await api.call(method, address, undefined)).status);
    // If-Match guards what two people edit (RFC 9110 section 13.1.1); nobody edits a file, so it is not looked at.
    expect((await anyone.get(path, { 'if-match': '"other"', range: 'bytes=0-0' })).status).toBe(206);
  });

  it('DL-3 forgets tickets that nobody renewed for 30 days', async () => {
    const { path } = await ticketOf(await anEntitledMember());
    portal.clock.advance(31 * day);
    expect((await anyone.get(path)).status).toBe(410);
    await RequestContext.create(portal.get(MikroORM).em, () => portal.get(ForgetTickets).execute());
    expect((await anyone.get(path)).status).toBe(404);
    portal.clock.advance(-31 * day);
  });

  it('B2 gives the same 404 for foreign, missing and altered ones', async () => {
    const member = await anEntitledMember();
    const stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    const colleague = await signedInMember(portal, { organizationId: member.organizationId });
    const { id, path } = await ticketOf(member);
    expect((await stranger.api.post(member.tickets)).status).toBe(404);
    for (const { api } of [stranger, colleague])
      for (const ticket of [id, unknown])
        expect((await api.post(`/api/v1/download-tickets/${ticket}/renewal`)).status).toBe(404);
    const [, , secret = '', name = ''] = path.split('/');
    for (const wrong of [
      `/download/${secret}/other.exe`,
      `/download/${secret.slice(0, -1)}x/${name}`,
      `/download/${'%00'.repeat(20)}/${name}`,
    ]) {
      expect((await anyone.get(wrong)).status).toBe(404);
    }
    expect((await anyone.post(member.tickets)).status).toBe(401);
  });
});

describe('B5 a download that is under way', () => {
  const next = { range: 'bytes=100-199' };

  it('B5 stops with the next range when the license is revoked or the release withdrawn, and says why', async () => {
    const [revoked, yanked] = [await anEntitledMember(), await anEntitledMember()];
    const [one, two] = [await ticketOf(revoked), await ticketOf(yanked)];
    for (const { path } of [one, two]) expect((await anyone.get(path, next)).status).toBe(206);
    await portal.get(RevokeLicense).execute({ licenseId: revoked.licenseId, reason: 'refunded' });
    await portal.get(YankRelease).execute(system, { releaseId: yanked.releaseId, reason: 'It loses files.' });
    const answers = [await anyone.get(one.path, next), await anyone.get(two.path, next)];
    expect(answers.map(({ status, body }) => [status, body.verdict, body.remedy.length > 0])).toEqual([
      [403, 'LICENSE_REVOKED', true],
      [403, 'YANKED', true],
    ]);
  });

  it('B5 stops while the release is halted, and goes on with the same address and ETag', async () => {
    const member = await anEntitledMember();
    const { path } = await ticketOf(member);
    const before = await anyone.get(path, next);
    const { releaseId } = member;
    const staff = await signedInStaff(portal, 'manager');
    const turn = (what: string, body: object) =>
      staff.api.post(`/api/v1/staff/releases/${releaseId}/${what}`, body);
    expect((await turn('halt', { reason: 'Two customers report a crash.' })).status).toBe(200);
    const { status, body } = await anyone.get(path, next);
    expect([status, body.verdict]).toEqual([403, 'HALTED']);
    expect((await turn('resume', {})).status).toBe(200);
    const after = await anyone.get(path, { ...next, 'if-range': before.headers.get('etag') ?? '' });
    expect([after.status, after.body.equals(before.body)]).toEqual([206, true]);
  });

  it('B5 gives who came with serial number and UID a ticket of that license, and stops with it', async () => {
    const license = await unclaimedLicense(portal);
    const { licenseId } = license;
    const [{ productId }] = (await portal.sql<{ productId: string }>(
      'select product_id as "productId" from licensing.license where id = $1',
      [licenseId],
    )) as [{ productId: string }];
    const about = { version: '1.0.0', publishedAt: '2026-01-10T09:00:00Z' };
    const { releaseId, artifactId } = await aRelease(portal, productId, about);
    const { api } = await keyHolder(portal, license);
    const tickets = `/api/v1/releases/${releaseId}/artifacts/${artifactId}/tickets`;
    expect((await api.post((await anEntitledMember()).tickets)).status).toBe(404);
    const { path } = await ticketOf({ api, tickets });
    expect((await anyone.get(path, next)).status).toBe(206);
    await portal.get(RevokeLicense).execute({ licenseId, reason: 'refunded' });
    const { status, body } = await anyone.get(path, next);
    expect([status, body.verdict]).toEqual([403, 'LICENSE_REVOKED']);
  });

  it('B5 works only from the networks of the API token that made it', async () => {
    const member = await anEntitledMember();
    await freshProof(portal, member.userId, 'create-api-token');
    const about = { name: 'Mirror', scopes: ['downloads.read'], networks: ['127.0.0.0/8', '::1'] };
    const { id, token } = (await member.api.post('/api/v1/me/api-tokens', about)).body;
    const { path } = await ticketOf({ api: portal.api(token), tickets: member.tickets });
    expect((await anyone.get(path, next)).status).toBe(206);
    await portal.sql("update identity.api_token set networks = '{192.0.2.0/24}' where id = $1", [id]);
    const { status, body } = await anyone.get(path, next);
    expect([status, body.code]).toEqual([410, 'download-ticket-over']);
  });

  it('B5 stops with the next range when the member is removed, loses the permission, or is disabled', async () => {
    const changes = [
      'update identity.membership set removed_at = now() where user_id = $1',
      "update identity.membership set withheld = '{downloads.read}' where user_id = $1",
      'update identity.user set disabled_at = now() where id = $1',
    ];
    for (const change of changes) {
      const member = await anEntitledMember();
      const { path } = await ticketOf(member);
      expect((await anyone.get(path, next)).status).toBe(206);
      await portal.sql(change, [member.userId]);
      const { status, body } = await anyone.get(path, next);
      expect([status, body.code]).toEqual([410, 'download-ticket-over']);
      expect(body.remedy).toContain('Sign in');
    }
  });

  it('B5 stops for good when the password changes: the person gets another address', async () => {
    const member = await anEntitledMember();
    const { path } = await ticketOf(member);
    portal.clock.advance(1_000);
    await portal.sql('update identity.user set password_changed_at = $1 where id = $2', [
      portal.clock.now(),
      member.userId,
    ]);
    expect((await anyone.get(path)).status).toBe(410);
    portal.clock.advance(1_000);
    const other = await ticketOf(member);
    expect(other.path).not.toBe(path);
    expect([(await anyone.get(path)).status, (await anyone.get(other.path)).status]).toEqual([404, 200]);
  });

  it('B5 lasts no longer than the API token that made it, and needs its scope', async () => {
    const member = await anEntitledMember();
    await freshProof(portal, member.userId, 'create-api-token');
    const make = async (scopes: string[]) =>
      (await member.api.post('/api/v1/me/api-tokens', { name: 'Mirror', scopes })).body;
    const [reading, other] = [await make(['downloads.read']), await make(['licenses.read'])];
    const mirror = { api: portal.api(reading.token), tickets: member.tickets };
    expect((await portal.api(other.token).post(member.tickets)).status).toBe(403);
    const [own, { path }] = [await ticketOf(member), await ticketOf(mirror)];
    expect(path).not.toBe(own.path);
    expect((await anyone.get(path, next)).status).toBe(206);
    await member.api.delete(`/api/v1/me/api-tokens/${reading.id}`);
    expect((await anyone.get(path, next)).status).toBe(410);
    expect((await anyone.get(own.path, next)).status).toBe(206);
  });
});

describe('DL-3 DL-7 what counts as downloaded', () => {
  const rangesOf = (member: { readonly artifactId: string }) =>
    portal.sql<{ completed: boolean }>(
      'select completed from downloads.download_log where artifact_id = $1 order by ended_at, id',
      [member.artifactId],
    );

  // An answer is written down when it has ended, which may be a moment after the last byte is here.
  async function fetched(member: { readonly artifactId: string }, path: string, ranges: readonly string[]) {
    const before = (await rangesOf(member)).length;
    for (const [index, range] of ranges.entries()) {
      await anyone.get(path, { range });
      while ((await rangesOf(member)).length <= before + index) await new Promise(setImmediate);
    }
  }

  it('DL-3 counts a file once every byte was sent, over any ranges, and tells it once per person', async () => {
    const member = await anEntitledMember();
    const { path } = await ticketOf(member);
    await fetched(member, path, ['bytes=300000-', 'bytes=0-99999', 'bytes=200000-299999', 'bytes=0-199998']);
    expect((await member.api.get('/api/v1/downloads')).body.items).toEqual([]);
    await fetched(member, path, ['bytes=199999-199999', 'bytes=0-']);
    expect((await rangesOf(member)).map(({ completed }) => completed)).toEqual([
      ...[false, false, false, false],
      ...[true, true],
    ]);
    const { body } = await member.api.get('/api/v1/downloads');
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({
      userId: member.userId,
      person: 'Mira Solberg',
      productName: 'Northwind Draft',
      version: '1.0.0',
      fileName: 'setup 1.0.exe',
      sha256,
      delivery: 'completed',
      yankedAt: null,
    });
    const events = await portal.sql<{ payload: object }>(
      "select payload from platform.outbox where name = 'downloads.artifact-downloaded' and payload->>'userId' = $1",
      [member.userId],
    );
    const { releaseId, artifactId, organizationId, userId } = member;
    const delivery = 'completed';
    expect(events.map(({ payload }) => payload)).toEqual([
      { releaseId, artifactId, organizationId, userId, delivery },
    ]);
  });

  it('DL-7 lists the downloads of the organization to who manages it, to others their own', async () => {
    const owner = await anEntitledMember('=cmd.exe');
    const reader = await signedInMember(portal, {
      organizationId: owner.organizationId,
      role: 'reader',
      name: 'Ada Reader',
    });
    const stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
    const whole = ['bytes=0-'];
    await fetched(owner, (await ticketOf(owner)).path, whole);
    await fetched(owner, (await ticketOf({ api: reader.api, tickets: owner.tickets })).path, whole);
    const peopleIn = async ({ api }: Pick<SignedInMember, 'api'>, path: string) =>
      (await api.get(path)).body.items.map(({ person }: { person: string }) => person);
    const people = (member: Pick<SignedInMember, 'api'>) => peopleIn(member, '/api/v1/downloads');
    expect(await people(owner)).toEqual(['Ada Reader', 'Mira Solberg']);
    expect(await people(reader)).toEqual(['Ada Reader']);
    expect(await people(stranger)).toEqual([]);
    const first = (await owner.api.get('/api/v1/downloads?limit=1')).body;
    const second = (await owner.api.get(`/api/v1/downloads?limit=1&cursor=${first.nextCursor}`)).body;
    expect([second.items[0].person, second.nextCursor]).toEqual(['Mira Solberg', null]);

    const { html } = await owner.visitor.get('/downloads/log');
    expect(html).toMatch(/Ada Reader[\s\S]*Mira Solberg/);
    expect((await reader.visitor.get('/downloads/log')).html).not.toContain('Mira Solberg');
    expect((await stranger.visitor.get('/downloads/log')).html).toContain('Nothing downloaded yet');
    const csv = (await reader.api.get('/api/v1/downloads/export')).body.toString();
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).toContain(`"'=cmd.exe"`);
    expect((await owner.visitor.bytes('/downloads/log/export')).bytes.toString()).toContain('Mira Solberg');
    expect((await anyone.get('/api/v1/downloads')).status).toBe(401);

    const agent = await signedInStaff(portal);
    const ofCustomer = `/api/v1/staff/customers/${owner.organizationId}/downloads`;
    expect(await peopleIn(agent, ofCustomer)).toEqual(['Ada Reader', 'Mira Solberg']);
    expect(await peopleIn(agent, `${ofCustomer}?userId=${owner.userId}`)).toEqual(['Mira Solberg']);
    const others = `/api/v1/staff/customers/${stranger.organizationId}/downloads?userId=${owner.userId}`;
    expect(await peopleIn(agent, others)).toEqual([]);
    const missing = `/api/v1/staff/customers/${unknown}/downloads`;
    expect([(await agent.api.get(missing)).status, (await owner.api.get(ofCustomer)).status]).toEqual([
      404, 403,
    ]);
  });
});

async function signedInAgain({ email, password }: SignedInMember): Promise<string> {
  const { body } = await portal.api().post('/api/v1/sign-in/password', { login: email, password });
  return body.accessToken;
}
