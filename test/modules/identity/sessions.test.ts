import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hour, minute } from '../../../src/kernel/clock.js';
import type { PageClient } from '../../harness/clients.js';
import { goodPassword, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const laptop = 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0';

describe('sessions', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ worker: false });
  });
  afterAll(() => portal.close());

  const signIn = (login: string) =>
    portal
      .api()
      .post('/api/v1/sign-in/password', { login, password: goodPassword }, { 'user-agent': laptop });
  const refresh = (refreshToken: string) => portal.api().post('/api/v1/sign-in/refresh', { refreshToken });
  const isSignedIn = async (visitor: PageClient) => (await visitor.get('/account')).url === '/account';
  const browser = async (email: string, fields: Record<string, string> = {}) => {
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    await visitor.post('/sign-in', { login: email, password: goodPassword, ...fields });
    return visitor;
  };

  it('ID-4 lists device, network and way of each session, and marks this one', async () => {
    const person = await signedInMember(portal);
    const { body: other } = await signIn(person.email);
    const { items } = (await person.api.get('/api/v1/me/sessions')).body;
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    expect(items.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['api', 'api', 'page']);
    const fromLaptop = items.find(({ device }: { device: string }) => device === 'Firefox, Linux');
    expect(fromLaptop).toMatchObject({
      network: '127.0.…',
      thisNetwork: true,
      signedInWith: 'password',
      current: false,
    });
    expect(JSON.stringify(items)).not.toContain('127.0.0.1');
    const page = (await person.visitor.get('/account')).html;
    for (const words of ['Firefox, Linux', 'This network', 'with password', 'This device'])
      expect([words, page.includes(words)]).toEqual([words, true]);
    await portal.sql(`update identity.session set network = '2001:db8:1::7' where user_id = $1`, [
      person.userId,
    ]);
    const elsewhere = (await portal.api(other.accessToken).get('/api/v1/me/sessions')).body.items[0];
    expect(elsewhere).toMatchObject({ network: '2001:db8:…', thisNetwork: false });
  });

  it('ID-4 ends one session or all others, and nobody else’s', async () => {
    const [person, stranger] = await Promise.all([signedInMember(portal), signedInMember(portal)]);
    const sessions = async () => (await person.api.get('/api/v1/me/sessions')).body.items;
    const page = (await sessions()).find(({ kind }: { kind: string }) => kind === 'page');
    const foreign = await stranger.api.delete(`/api/v1/me/sessions/${page.id}`);
    const missing = await stranger.api.delete('/api/v1/me/sessions/019a0000-0000-7000-8000-000000000000');
    expect([foreign.status, { ...foreign.body, requestId: null }]).toEqual([
      404,
      { ...missing.body, requestId: null },
    ]);
    expect(await isSignedIn(person.visitor)).toBe(true);
    expect((await person.api.delete(`/api/v1/me/sessions/${page.id}`)).status).toBe(204);
    expect(await isSignedIn(person.visitor)).toBe(false);
    const { body: other } = await signIn(person.email);
    expect((await person.api.delete('/api/v1/me/sessions')).status).toBe(204);
    expect((await portal.api(other.accessToken).get('/api/v1/me')).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(401);
    expect(await sessions()).toHaveLength(1);
    expect((await stranger.api.get('/api/v1/me')).status).toBe(200);
  });

  it('A9 keeps session ids of at least 128 bits, as hashes only', async () => {
    const { visitor, userId } = await signedInMember(portal);
    const cookie = visitor.cookies.get('latchkey-session') ?? '';
    expect(Buffer.from(cookie, 'base64url').length).toBeGreaterThanOrEqual(16);
    const rows = await portal.sql('select row_to_json(s)::text from identity.session s where user_id = $1', [
      userId,
    ]);
    expect(rows.length).toBe(2);
    expect(JSON.stringify(rows)).not.toContain(cookie);
  });

  it('A9 names the cookie differently in the clear, and takes no other name', async () => {
    const { email } = await signedInMember(portal);
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    await visitor.post('/sign-in', { login: email, password: goodPassword });
    const secret = visitor.cookies.get('latchkey-session') ?? '';
    expect([...visitor.cookies.keys()].filter((name) => name.startsWith('__Host-'))).toEqual([]);
    const other = portal.visitor();
    other.cookies.set('__Host-session', secret);
    expect(await isSignedIn(other)).toBe(false);
    other.cookies.set('latchkey-session', secret);
    expect(await isSignedIn(other)).toBe(true);
  });

  it('A9 ends the session of the browser before when it signs in anew, and on the server when it signs out', async () => {
    const { visitor, email } = await signedInMember(portal);
    const before = visitor.cookies.get('latchkey-session') ?? '';
    const old = portal.visitor();
    old.cookies.set('latchkey-session', before);
    await visitor.get('/account');
    await visitor.post('/sign-in', { login: email, password: goodPassword });
    expect(visitor.cookies.get('latchkey-session')).not.toBe(before);
    expect([await isSignedIn(visitor), await isSignedIn(old)]).toEqual([true, false]);
    const kept = portal.visitor();
    kept.cookies.set('latchkey-session', visitor.cookies.get('latchkey-session') ?? '');
    await visitor.get('/account');
    await visitor.post('/sign-out');
    expect(await isSignedIn(kept)).toBe(false);
  });

  it('A9 lets one of 20 parallel uses of a refresh token win, and then ends the family', async () => {
    const { email } = await signedInMember(portal);
    const { body } = await signIn(email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(body.refreshToken)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect((await portal.api(won[0]?.body.accessToken).get('/api/v1/me')).status).toBe(401);
    expect((await refresh(won[0]?.body.refreshToken)).status).toBe(401);
    expect((await portal.api(body.accessToken).get('/api/v1/me')).status).toBe(401);
  });

  it('A9 refreshes nothing after signing out, disabling or removal', async () => {
    const ends = {
      'signing out': async (token: string) => void (await portal.api(token).post('/api/v1/sign-out')),
      disabling: (_: string, userId: string) =>
        portal.sql('update identity.user set disabled_at = now() where id = $1', [userId]),
      removal: (_: string, userId: string) =>
        portal.sql('update identity.membership set removed_at = now() where user_id = $1', [userId]),
    };
    for (const [name, end] of Object.entries(ends)) {
      const { email, userId } = await signedInMember(portal);
      const { body } = await signIn(email);
      await end(body.accessToken, userId);
      const refused = await refresh(body.refreshToken);
      expect([name, refused.status, refused.body.code]).toEqual([name, 401, 'unauthenticated']);
    }
  });

  // These move the clock, so they are the last.
  it.each([
    ['staff', 30 * minute, 12 * hour],
    ['customers', 12 * hour, 7 * day],
    ['customers who asked to be remembered', 14 * day, 90 * day],
  ])('A9 ends sessions of %s when idle, and at the latest after the limit', async (who, idleMs, limitMs) => {
    const { email } = who === 'staff' ? await signedInStaff(portal) : await signedInMember(portal);
    const fields: Record<string, string> = who.endsWith('remembered') ? { remember: 'true' } : {};
    const used = await browser(email, fields);
    const idle = await browser(email, fields);
    const rest = idleMs - minute;
    portal.clock.advance(rest);
    expect([await isSignedIn(used), await isSignedIn(idle)]).toEqual([true, true]);
    await seen(portal, 2);
    portal.clock.advance(idleMs + 1);
    expect(await isSignedIn(idle)).toBe(false);
    const again = await browser(email, fields);
    for (let passed = 0; passed + rest < limitMs; passed += rest) {
      portal.clock.advance(rest);
      expect([passed, await isSignedIn(again)]).toEqual([passed, true]);
      await seen(portal, 1);
    }
    portal.clock.advance(rest);
    expect(await isSignedIn(again)).toBe(false);
  });
});

/** Waits until so many sessions are noted as seen just now: that happens beside the request. */
async function seen(portal: Portal, count: number): Promise<void> {
  for (let found = 0; found < count; ) {
    const since = new Date(portal.clock.now().getTime() - 30_000);
    const [row] = await portal.sql<{ found: number }>(
      'select count(*)::int as found from identity.session where last_seen_at > $1 and ended_at is null',
      [since],
    );
    found = row?.found ?? 0;
  }
}
