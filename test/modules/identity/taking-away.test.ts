import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { second } from '../../../src/kernel/clock.js';
import { freshProof, type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aProduct, aRelease, fileBytes } from '../downloads/shop.js';

/** What is asked with each credential: the status of the file's next range, and of a page or list beside it. */
type Asks = () => Promise<readonly [number, number]>;

describe('B5 taking access away', () => {
  let portal: Portal;
  let productId: string;
  let file: Awaited<ReturnType<typeof aRelease>>;
  beforeAll(async () => {
    portal = await startPortal({ worker: false });
    productId = await aProduct(portal);
    file = await aRelease(portal, productId, { version: '2.9.0', publishedAt: '2026-01-10T09:00:00Z' });
  });
  afterAll(() => portal.close());

  const range = { range: 'bytes=1000-1999' };

  /** A member with a license, who downloads with a browser, an access token and an API token. */
  async function downloader() {
    const member = await signedInMember(portal);
    const { organizationId } = member;
    await aLicense(portal, { productId, organizationId, maintenanceEndsAt: '2026-06-30T12:00:00Z' });
    await freshProof(portal, member.userId, 'create-api-token');
    const about = { name: 'Mirror', scopes: ['downloads.read', 'licenses.read'] };
    const token = (await member.api.post('/api/v1/me/api-tokens', about)).body;
    const program = portal.api(token.token);
    const both: Record<string, Asks> = {
      browser: async () => [
        (await member.visitor.bytes(file.page, range)).status,
        (await fetchPage(member, '/downloads')).status,
      ],
      'access token': async () => [
        (await member.api.get(file.content, range)).status,
        (await member.api.get('/api/v1/releases')).status,
      ],
      'API token': async () => [
        (await program.get(file.content, range)).status,
        (await program.get('/api/v1/releases')).status,
      ],
    };
    return { member, token, both };
  }

  // Without following the redirect to the sign-in page, which answers 200.
  async function fetchPage({ visitor }: SignedInMember, path: string) {
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return fetch(new URL(path, portal.baseUrl), {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
    });
  }

  const working = { browser: [206, 200], 'access token': [206, 200], 'API token': [206, 200] };

  async function answers(both: Record<string, Asks>) {
    const all = Object.entries(both).map(async ([name, ask]) => [name, await ask()] as const);
    return Object.fromEntries(await Promise.all(all));
  }

  /** The statuses after the change; fails when they are not there within a second. */
  async function answersAfter(about: Awaited<ReturnType<typeof downloader>>, change: () => Promise<unknown>) {
    expect(await answers(about.both)).toEqual(working);
    await change();
    const changedAt = performance.now();
    const found = await answers(about.both);
    expect(performance.now() - changedAt).toBeLessThan(second);
    return found;
  }

  const forbidden = { browser: [403, 403], 'access token': [403, 403], 'API token': [403, 403] };
  // A file is no page: a refused range answers 401, and only pages lead to the sign-in.
  const gone = { browser: [401, 303], 'access token': [401, 401], 'API token': [401, 401] };

  it('B5 a weaker role ends a running download on every credential within a second', async () => {
    const one = await downloader();
    const { userId } = one.member;
    const found = await answersAfter(one, () =>
      portal.sql(`update identity.membership set role = 'buyer' where user_id = $1`, [userId]),
    );
    expect(found).toEqual(forbidden);
  });

  it('B5 an exception that withholds the permission does so, too', async () => {
    const one = await downloader();
    const { userId } = one.member;
    const found = await answersAfter(one, () =>
      portal.sql(`update identity.membership set withheld = '{downloads.read}' where user_id = $1`, [userId]),
    );
    expect(found).toEqual(forbidden);
  });

  it('B5 the removal of the membership signs every credential out', async () => {
    const one = await downloader();
    const { userId } = one.member;
    const found = await answersAfter(one, () =>
      portal.sql('update identity.membership set removed_at = now() where user_id = $1', [userId]),
    );
    expect(found).toEqual(gone);
  });

  it('B5 disabling the user signs every credential out', async () => {
    const one = await downloader();
    const { userId } = one.member;
    const found = await answersAfter(one, () =>
      portal.sql('update identity.user set disabled_at = now() where id = $1', [userId]),
    );
    expect(found).toEqual(gone);
  });

  it('B5 a revoked license ends the download on every credential', async () => {
    const one = await downloader();
    const { organizationId } = one.member;
    const found = await answersAfter(one, () =>
      portal.sql(`update licensing.license set status = 'revoked' where organization_id = $1`, [
        organizationId,
      ]),
    );
    for (const [status] of Object.values(found)) expect(status).toBeGreaterThanOrEqual(400);
  });

  it('B5 a revoked API token ends, and nothing else does', async () => {
    const one = await downloader();
    const found = await answersAfter(one, () =>
      one.member.api.delete(`/api/v1/me/api-tokens/${one.token.id}`),
    );
    expect(found).toEqual({ ...working, 'API token': gone['API token'] });
  });

  it('B5 an ended session ends with its access token, and the API token goes on', async () => {
    const one = await downloader();
    const found = await answersAfter(one, async () => {
      await one.member.api.delete('/api/v1/me/sessions');
      await one.member.api.post('/api/v1/sign-out');
    });
    expect(found).toEqual({ ...gone, 'API token': working['API token'] });
  });

  it('B5 a range that is asked for afterwards gives no byte of the file', async () => {
    const { member, both } = await downloader();
    const first = await member.visitor.bytes(file.page, { range: 'bytes=0-999' });
    expect(first.bytes.equals(fileBytes.subarray(0, 1_000))).toBe(true);
    await portal.sql('update identity.user set disabled_at = now() where id = $1', [member.userId]);
    const next = await member.api.get(file.content, range);
    expect(JSON.stringify(next.body)).toContain('unauthenticated');
    expect(await answers(both)).toEqual(gone);
  });
});
