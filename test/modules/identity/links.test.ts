import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddMember } from '../../../src/modules/identity/application/organizations/add-member.js';
import { Passwords } from '../../../src/modules/identity/application/passwords/passwords.js';
import { OpenSession } from '../../../src/modules/identity/application/sessions/open-session.js';
import {
  freshProof,
  goodPassword,
  keyHolder,
  type SignedInMember,
  signedInMember,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { anOrderPaid, Store } from '../orders/store.js';
import { browserOf } from '../support/desk.js';
import { unclaimedLicense } from './licensed.js';

const newPassword = 'Copper-Harbour-93?';
const allowed = 'portal.allowed.example';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({ environment: { ALLOWED_HOSTS: allowed } });
  await defineLumen(portal);
});
afterAll(() => portal.close());

const tokenTo = (address: string): string =>
  /\?token=([\w-]+)/.exec(portal.mailTo(address)?.text ?? '')?.[1] ?? '';
const askFor = async (login: string): Promise<string> => {
  await portal.api().post('/api/v1/password-resets', { login });
  await portal.settle();
  return tokenTo(login);
};
const signIn = (login: string, password: string) =>
  portal.api().post('/api/v1/sign-in/password', { login, password });
const invited = async (email: string): Promise<string> => {
  await new Store(portal).sell(anOrderPaid({ email }));
  await portal.settle();
  return tokenTo(email);
};

/** Posts the form of a page with the token of a form, without following where it leads. */
async function posting(path: string, fields: Record<string, string>) {
  const visitor = portal.visitor();
  const { html } = await visitor.get('/sign-in');
  const csrf = /name="_csrf"[^>]*value="([^"]*)"/.exec(html)?.[1] ?? '';
  const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
  const body = new URLSearchParams({ _csrf: csrf, ...fields });
  return () =>
    fetch(new URL(path, portal.baseUrl), { method: 'POST', redirect: 'manual', headers: { cookie }, body });
}

/** Sends all at once; how often each status was answered. */
async function racing(
  sends: readonly (() => Promise<{ status: number }>)[],
): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(sends.map((send) => send())))
    counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const withFactor = async (member: SignedInMember): Promise<void> => {
  // A second factor that counts; what its secret is does not matter for who gets no further.
  await portal.sql(`update identity.user set totp_secret = 'sealed', totp_since = now() where id = $1`, [
    member.userId,
  ]);
};

describe('A6 the link that resets a password', () => {
  it('S2.19 takes one of 200 racing posts of both faces', async () => {
    const member = await signedInMember(portal);
    const token = await askFor(member.email);
    const form = await posting('/reset-password', { token, password: newPassword, repetition: newPassword });
    const api = () => portal.api().post('/api/v1/password-resets/confirm', { token, password: newPassword });
    const counts = await racing(Array.from({ length: 200 }, (_, n) => (n % 2 ? form : api)));
    // Whoever came when 200 others waited for their hash is told to come back.
    expect((counts[204] ?? 0) + (counts[303] ?? 0)).toBe(1);
    expect((counts[410] ?? 0) + (counts[429] ?? 0)).toBe(199);
    const told = await portal.sql(
      `select 1 from platform.outbox where name = 'identity.password-changed' and payload ->> 'userId' = $1`,
      [member.userId],
    );
    expect(told).toHaveLength(1);
    expect((await signIn(member.email, newPassword)).status).toBe(200);
  }, 60_000);

  it('S1.30 C9 is not used up by GET and HEAD, of the page and of what a mail scanner tries', async () => {
    const member = await signedInMember(portal);
    const token = await askFor(member.email);
    for (const method of ['GET', 'HEAD', 'HEAD', 'GET']) {
      const page = await fetch(new URL(`/reset-password?token=${token}`, portal.baseUrl), { method });
      expect([method, page.status, page.headers.get('referrer-policy')]).toEqual([
        method,
        200,
        'no-referrer',
      ]);
    }
    const api = await portal.api().get(`/api/v1/password-resets/confirm?token=${token}`);
    expect(api.status).toBe(404);
    const reset = { token, password: newPassword };
    expect((await portal.api().post('/api/v1/password-resets/confirm', reset)).status).toBe(204);
  });

  it('S2.19 is void once a newer one was mailed, and once the password was changed another way', async () => {
    const member = await signedInMember(portal);
    const [older, newer] = [await askFor(member.email), await askFor(member.email)];
    const confirm = async (token: string) =>
      (await portal.api().post('/api/v1/password-resets/confirm', { token, password: newPassword })).status;
    expect(older).not.toBe(newer);
    expect([await confirm(older), await confirm(newer), await confirm(newer)]).toEqual([410, 204, 410]);
  });

  it('S1.31 ends sessions, access and refresh tokens of every device, and signs nobody in', async () => {
    const member = await signedInMember(portal);
    const devices = [member.visitor, await browserOf(portal, member), await browserOf(portal, member)];
    const { accessToken, refreshToken } = (await signIn(member.email, goodPassword)).body;
    const token = await askFor(member.email);
    const send = await posting('/reset-password', { token, password: newPassword, repetition: newPassword });
    const done = (await send()) as Response;
    expect([done.status, done.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(done.headers.getSetCookie().join()).not.toMatch(/latchkey-(session|step)=[^;]/);
    for (const device of devices) expect((await device.get('/account')).url).toMatch(/^\/sign-in/);
    expect((await portal.api(accessToken).get('/api/v1/me')).status).toBe(401);
    expect((await member.api.get('/api/v1/me')).status).toBe(401);
    expect((await portal.api().post('/api/v1/sign-in/refresh', { refreshToken })).status).toBe(401);
    expect((await signIn(member.email, goodPassword)).status).toBe(401);
    expect((await signIn(member.email, newPassword)).status).toBe(200);
  });

  it('S2.42 never takes the place of the second factor, and ends a sign-in that waited for it', async () => {
    const member = await signedInMember(portal);
    await withFactor(member);
    const { ticket } = (await signIn(member.email, goodPassword)).body;
    const token = await askFor(member.email);
    await portal.api().post('/api/v1/password-resets/confirm', { token, password: newPassword });
    const step = await signIn(member.email, newPassword);
    expect(step.body).toEqual({ next: 'mfa', ticket: expect.any(String) });
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const page = await visitor.post('/sign-in', { login: member.email, password: newPassword });
    expect(page.url).toBe('/sign-in/mfa');
    const late = await portal.api().post('/api/v1/sign-in/mfa', { ticket, code: '000000' });
    expect(late.status).toBe(410);
  });

  it('opens no session for the old password that was compared just before', async () => {
    const member = await signedInMember(portal);
    const token = await askFor(member.email);
    const passwords = portal.get(Passwords);
    const compare = passwords.matches.bind(passwords);
    for (const face of ['api', 'page'] as const) {
      const link = face === 'api' ? token : await askFor(member.email);
      const [old, next] = face === 'api' ? [goodPassword, newPassword] : [newPassword, 'Basalt-Lantern-77!'];
      passwords.matches = async (...about) => {
        const matched = await compare(...about);
        await portal.api().post('/api/v1/password-resets/confirm', { token: link, password: next });
        return matched;
      };
      const visitor = portal.visitor();
      await visitor.get('/sign-in');
      const status =
        face === 'api'
          ? (await signIn(member.email, old)).status
          : (await visitor.post('/sign-in', { login: member.email, password: old })).status;
      passwords.matches = compare;
      expect([face, status]).toEqual([face, face === 'api' ? 401 : 422]);
    }
    const alive = await portal.sql('select 1 from identity.session where user_id = $1 and ended_at is null', [
      member.userId,
    ]);
    expect(alive).toEqual([]);
  });

  it('always leads to the public address, whatever Host was asked; an unknown one is refused with 421', async () => {
    const member = await signedInMember(portal);
    const ask = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { host, 'content-type': 'application/json', 'x-forwarded-host': 'evil.example' };
        const asked = request(
          `${portal.baseUrl}/api/v1/password-resets`,
          { method: 'POST', headers },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        );
        asked.on('error', reject).end(JSON.stringify({ login: member.email }));
      });
    expect(await ask('evil.example')).toBe(421);
    await portal.settle();
    expect(portal.mailTo(member.email)).toBeUndefined();
    expect(await ask(allowed)).toBe(202);
    await portal.settle();
    const { text = '', html = '' } = portal.mailTo(member.email) ?? {};
    expect(text).toContain(`${portal.baseUrl}/reset-password?token=`);
    expect(`${text}${html}`).not.toMatch(/evil\.example|portal\.allowed\.example/);
  });
});

describe('A6 the link of an invitation', () => {
  it('C9 takes one of 200 racing posts of both faces, after any number of GET and HEAD', async () => {
    const email = 'many.at.once@example.com';
    const token = await invited(email);
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await fetch(new URL(`/invitation?token=${token}`, portal.baseUrl), { method })).status).toBe(
        200,
      );
    const form = await posting('/invitation', { token, password: goodPassword, repetition: goodPassword });
    const api = () => portal.api().post('/api/v1/invitations/accept', { token, password: goodPassword });
    const counts = await racing(Array.from({ length: 200 }, (_, n) => (n % 2 ? form : api)));
    expect((counts[200] ?? 0) + (counts[303] ?? 0)).toBe(1);
    expect(Object.keys(counts).filter((status) => Number(status) >= 500)).toEqual([]);
    const [made] = await portal.sql<{ users: number; memberships: number; sessions: number }>(
      `select count(distinct u.id)::int as users, count(distinct m.id)::int as memberships,
        count(distinct s.id)::int as sessions
       from identity.user u left join identity.membership m on m.user_id = u.id
         left join identity.session s on s.user_id = u.id where u.email = $1`,
      [email],
    );
    expect(made).toEqual({ users: 1, memberships: 1, sessions: 1 });
  }, 60_000);

  it('asks whoever has an account for its second factor, and opens no account by itself', async () => {
    const member = await signedInMember(portal);
    await withFactor(member);
    const token = await invited(member.email);
    const accept = (password: string) => portal.api().post('/api/v1/invitations/accept', { token, password });
    expect((await accept('Wrong-Lantern-58!')).status).toBe(401);
    expect((await accept(goodPassword)).body).toEqual({ next: 'mfa', ticket: expect.any(String) });
  });
});

describe('secrets that work once, in a race', () => {
  it('C3 A7 a recovery code sets one password, voids mailed links, and is used up', async () => {
    const license = await unclaimedLicense(portal);
    const { recoveryCodes, api } = await keyHolder(portal, license);
    const { id } = (await api.get('/api/v1/me')).body;
    await portal.sql(
      `update identity.user set email = 'recovers@example.com', email_verified_at = now() where id = $1`,
      [id],
    );
    const token = await askFor('recovers@example.com');
    const { serialNumber, uid } = license;
    const code = recoveryCodes[3] ?? '';
    const sends = await Promise.all(
      Array.from({ length: 8 }, (_, n) => {
        const password = `Copper-Harbour-9${n}?`;
        return posting('/recover', { serialNumber, uid, code, password, repetition: password });
      }),
    );
    expect(await racing(sends)).toEqual({ 303: 1, 422: 7 });
    const late = await portal.api().post('/api/v1/password-resets/confirm', { token, password: newPassword });
    expect(late.status).toBe(410);
    expect((await api.get('/api/v1/me')).status).toBe(401);
  });

  it('S1.34 S1.36 a username goes to one of 50 who want it, in any spelling', async () => {
    const { organizationId } = await signedInMember(portal);
    const people = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const userId = await portal.get(AddMember).execute({
          organizationId,
          role: 'reader',
          name: `Reader ${n}`,
          email: `racer.${n}@example.com`,
          password: goodPassword,
        });
        const opened = await portal
          .get(OpenSession)
          .execute({ userId, face: { kind: 'api', userAgent: null } });
        await freshProof(portal, userId, 'change-username');
        return portal.api(opened.kind === 'api' ? opened.accessToken : null);
      }),
    );
    const spellings = ['Alice_1', 'ALICE_1', 'alice_1', 'aLiCe_1'];
    const counts = await racing(
      people.map((api, n) => () => api.put('/api/v1/me/username', { username: spellings[n % 4] })),
    );
    expect(counts).toEqual({ 204: 1, 409: 49 });
    const owners = await portal.sql(`select 1 from identity.user where lower(username) = 'alice_1'`);
    expect(owners).toHaveLength(1);
  });

  it('S1.27 a confirmation of an address counts once, and for one of two who ask for the same', async () => {
    const [one, two] = [await signedInMember(portal), await signedInMember(portal)];
    const tokens: string[] = [];
    for (const { userId } of [one, two]) {
      await portal.sql(`update identity.user set pending_email = 'wanted@example.com' where id = $1`, [
        userId,
      ]);
      await portal.sql(
        `insert into platform.outbox (id, name, version, occurred_at, payload)
         values (gen_random_uuid(), 'identity.email-change-requested', 1, now(), $1)`,
        [{ userId }],
      );
      await portal.settle();
      tokens.push(tokenTo('wanted@example.com'));
    }
    expect(new Set(tokens).size).toBe(2);
    const sends = tokens.flatMap((token) =>
      Array.from({ length: 25 }, () => () => portal.api().post('/api/v1/me/email/confirm', { token })),
    );
    const counts = await racing(sends);
    expect(counts[204]).toBe(1);
    expect(Object.keys(counts).every((status) => ['204', '409', '410'].includes(status))).toBe(true);
    const owners = await portal.sql(`select 1 from identity.user where lower(email) = 'wanted@example.com'`);
    expect(owners).toHaveLength(1);
  });
});
