import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddMember } from '../../../src/modules/identity/application/organizations/add-member.js';
import { RegisterOrganization } from '../../../src/modules/identity/application/organizations/register-organization.js';
import { goodPassword } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const host = 'portal.example.com';
// What a proxy in front of the portal tells it, which ends TLS.
const proxied = { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' };

describe('cookies over HTTPS', () => {
  let portal: Portal;
  beforeAll(async () => {
    const environment = { PUBLIC_URL: `https://${host}`, TRUSTED_PROXIES: '127.0.0.1' };
    portal = await startPortal({ worker: false, environment });
  });
  afterAll(() => portal.close());

  const ask = (path: string, cookie = '', body?: URLSearchParams) =>
    fetch(new URL(path, portal.baseUrl), {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { ...proxied, accept: 'text/html', ...(cookie ? { cookie } : {}) },
      ...(body ? { body } : {}),
    });
  const pairs = (answer: Response) => answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');

  /** What the browser is told to keep after signing in. */
  async function signedIn(): Promise<string[]> {
    const email = `member-${randomUUID().slice(0, 8)}@example.com`;
    const organizationId = await portal.get(RegisterOrganization).execute({ name: 'Fjord Instruments' });
    const about = { organizationId, email, name: 'Mira Solberg', password: goodPassword } as const;
    await portal.get(AddMember).execute({ ...about, role: 'owner' });
    const page = await ask('/sign-in');
    const csrf = /name="_csrf"[^>]*value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
    const form = new URLSearchParams({ _csrf: csrf, login: email, password: goodPassword });
    const answer = await ask('/sign-in', pairs(page).join('; '), form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    return [...page.headers.getSetCookie(), ...answer.headers.getSetCookie()];
  }
  const where = async (cookie: string) => (await ask('/account', cookie)).headers.get('location');

  it('A9 are bound to this host, to HTTPS and to the server, each of them', async () => {
    const cookies = await signedIn();
    const session = cookies.find((line) => line.startsWith('__Host-session='));
    expect(session).toMatch(/^__Host-session=[\w-]{22,}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    for (const line of cookies) {
      expect(line).toMatch(/^__Host-\w+=/);
      expect(line).toMatch(/; Path=\/(;|$)/);
      expect(line).toMatch(/; Secure(;|$)/);
      expect(line).not.toMatch(/domain/i);
    }
  });

  it('A9 signs nobody in by the name that a page in the clear could have set', async () => {
    const cookies = await signedIn();
    const [, secret] =
      /^__Host-session=([^;]+)/.exec(cookies.find((line) => /session/.test(line)) ?? '') ?? [];
    expect(await where(`__Host-session=${secret}`)).toBeNull();
    for (const name of ['latchkey-session', 'session', '__host-session', '__Secure-session'])
      expect([name, await where(`${name}=${secret}`)]).toEqual([name, '/sign-in?next=%2Faccount']);
  });
});
