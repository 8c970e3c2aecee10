import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/platform/config/config.js';
import { goodPassword, type SignedInMember, signedInMember } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { browserOf } from '../modules/support/desk.js';

let portal: Portal;
let behind: Portal;
let member: SignedInMember;

beforeAll(async () => {
  portal = await startPortal({ worker: false });
  behind = await startPortal({ worker: false, environment: { TRUSTED_PROXIES: '127.0.0.1' } });
  member = await signedInMember(portal);
});
afterAll(() => Promise.all([portal.close(), behind.close()]));

const signIn = (to: Portal, forwarded: string) =>
  to
    .api()
    .post(
      '/api/v1/sign-in/password',
      { login: 'nobody', password: 'wrong' },
      { 'x-forwarded-for': forwarded },
    );

/** How many addresses the failed sign-ins were counted under. */
async function networksCounted(of: Portal): Promise<number> {
  const [row] = await of.sql<{ networks: number }>(
    `select count(*)::int as networks from platform.rate_limit where key like '%sign-in-network%'`,
  );
  return row?.networks ?? 0;
}

describe('A5 X-Forwarded-For', () => {
  it('is not believed when no proxy is trusted', async () => {
    for (const last of [1, 2, 3]) await signIn(portal, `203.0.113.${last}`);
    expect(await networksCounted(portal)).toBe(1);
  });

  it('is believed of a trusted proxy, its last word only', async () => {
    for (const first of [1, 2, 3]) await signIn(behind, `198.51.100.${first}, 203.0.113.9`);
    expect(await networksCounted(behind)).toBe(1);
    await signIn(behind, '203.0.113.10');
    expect(await networksCounted(behind)).toBe(2);
  });

  it('is refused as a setting that names no network', () => {
    for (const wrong of ['proxy', '10.0.0.0/40', '10.0.0.0/0', '10.0.0.0/8/8']) {
      expect(() => loadConfig({ TRUSTED_PROXIES: wrong })).toThrow(/TRUSTED_PROXIES is not usable/);
    }
    expect(() => loadConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1, loopback' })).not.toThrow(/TRUSTED_PROXIES/);
  });
});

describe('A9 a session of a browser', () => {
  const cookie = 'latchkey-session';

  it('ends when the same browser signs in again', async () => {
    const visitor = await browserOf(portal, member);
    const before = visitor.cookies.get(cookie);
    await visitor.get('/account/password');
    await visitor.post('/sign-in', { login: member.email, password: goodPassword });
    const after = visitor.cookies.get(cookie);
    expect(after).not.toBe(before);
    visitor.cookies.set(cookie, before ?? '');
    expect((await visitor.get('/account')).url).toMatch(/^\/sign-in/);
    visitor.cookies.set(cookie, after ?? '');
    expect((await visitor.get('/account')).url).toBe('/account');
  });

  it('ends on the server when it signs out', async () => {
    const visitor = await browserOf(portal, member);
    const token = visitor.cookies.get(cookie) ?? '';
    await visitor.get('/account/password');
    await visitor.post('/sign-out');
    visitor.cookies.set(cookie, token);
    expect((await visitor.get('/account')).url).toMatch(/^\/sign-in/);
  });
});

describe('C3 a way back', () => {
  it.each([
    '//evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'https://evil.example',
  ])('never leads out of the portal: %s', async (next) => {
    const visitor = portal.visitor();
    await visitor.get(`/sign-in?next=${encodeURIComponent(next)}`);
    const token = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(new URL(`/language?to=de&back=${encodeURIComponent(next)}`, portal.baseUrl), {
      redirect: 'manual',
      headers: { cookie: token },
    });
    expect(new URL(answer.headers.get('location') ?? '', portal.baseUrl).origin).toBe(portal.baseUrl);
    expect(
      (await visitor.post('/sign-in', { login: member.email, password: goodPassword, next })).status,
    ).toBe(200);
  });
});

describe('What is sent', () => {
  it('is packed for whom unpacks it, and the same', async () => {
    const answer = async (encoding: string) => {
      const { headers, body } = await portal.api().get('/api/docs/problems', { 'accept-encoding': encoding });
      return {
        packed: headers.get('content-encoding'),
        text: String(body).replaceAll(/"[\w-]{43}"/g, 'token'),
      };
    };
    const [packed, plain] = [await answer('gzip'), await answer('identity')];
    expect([packed.packed, plain.packed]).toEqual(['gzip', null]);
    expect(packed.text).toBe(plain.text);
    expect(plain.text).toContain('</html>');
  });
});

describe('What may be kept', () => {
  it('is no personal answer: pages nowhere, the API asked anew, tokens nowhere', async () => {
    const visitor = await browserOf(portal, member);
    for (const path of ['/', '/account', '/requests', '/licenses', '/orders', '/downloads', '/sign-in']) {
      const { headers } = await visitor.get(path);
      expect([path, headers.get('cache-control'), headers.get('etag')]).toEqual([path, 'no-store', null]);
    }
    for (const path of [
      '/api/v1/me',
      '/api/v1/tickets',
      '/api/v1/licenses',
      '/api/v1/orders',
      '/api/v1/releases',
    ]) {
      const { headers } = await member.api.get(path);
      expect([path, headers.get('cache-control')]).toEqual([path, 'private, no-cache']);
      expect(headers.get('etag')).not.toBeNull();
    }
    const login = { login: member.email, password: goodPassword };
    const { headers } = await portal.api().post('/api/v1/sign-in/password', login);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('C1 tells no other page the serial number and UID of an address', async () => {
    const { headers, html } = await portal.visitor().get('/sign-in?serial=LK7Q-3M8D-X2PA-9R4T&uid=AAAA-BBBB');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).toContain('LK7Q-3M8D-X2PA-9R4T');
  });
});

describe('A6 an unknown host', () => {
  it('is refused with 421, also when a stranger says that it was forwarded', async () => {
    const { request } = await import('node:http');
    const status = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const asked = request(`${portal.baseUrl}/sign-in`, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.on('error', reject).end();
      });
    expect(await status({ host: 'evil.example' })).toBe(421);
    expect(await status({ host: 'evil.example', 'x-forwarded-host': new URL(portal.baseUrl).host })).toBe(
      421,
    );
    expect(await status({ 'x-forwarded-host': 'evil.example' })).toBe(200);
  });
});
