import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { minute } from '../../../src/kernel/clock.js';
import type { ApiClient } from '../../harness/clients.js';
import { goodPassword, keyHolder, type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { withAuthenticator } from './authenticator.js';
import { unclaimedLicense } from './licensed.js';

const stepUp = '/api/v1/me/step-up';
const action = 'change-username';

describe('the proof for important actions', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  const rename = (api: ApiClient) =>
    api.put('/api/v1/me/username', { username: `u_${Math.random().toString(36).slice(2, 12)}` });
  const state = (api: ApiClient, of = action) => api.get(`${stepUp}?action=${of}`);
  const give = (api: ApiClient, method: string, secret: string, of = action) =>
    api.post(stepUp, { action: of, method, secret });

  async function mailedCode(person: SignedInMember, of = action): Promise<string> {
    expect((await person.api.post(`${stepUp}/code`, { action: of })).status).toBe(202);
    await portal.settle();
    return /\b\d{4} \d{4}\b/.exec(portal.mailTo(person.email)?.text ?? '')?.[0] ?? '';
  }

  it('S1.22 ID-6 refuses an important action without a fresh proof, and says where to give it', async () => {
    const { api, visitor } = await signedInMember(portal);
    const refused = await rename(api);
    expect([refused.status, refused.body.code, refused.body.action]).toEqual([
      403,
      'step-up-required',
      action,
    ]);
    const page = await visitor.get('/account/username');
    expect(page.url).toBe('/step-up?action=change-username&next=%2Faccount%2Fusername');
    expect(page.html).toContain('change your username');
  });

  it('S1.22 takes the mailed code once, however people type it', async () => {
    const person = await signedInMember(portal);
    expect((await state(person.api)).body).toMatchObject({
      methods: ['email'],
      codeSent: false,
      provedUntil: null,
    });
    const code = await mailedCode(person);
    expect((await state(person.api)).body).toMatchObject({ codeSent: true, maskedEmail: 'm•••@example.com' });
    expect((await give(person.api, 'email', '0000 0000')).body.code).toBe('code-refused');
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => give(person.api, 'email', ` ${code.replace(' ', '-')} `)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    expect((await rename(person.api)).status).toBe(204);
  });

  const entriesAbout = (userId: string) =>
    portal.sql(
      `select action, outcome, details from platform.audit_entry
      where about_user_id = $1 and action like 'identity.step-up%' order by at, id`,
      [userId],
    );

  /** A session of its own, whose access token can be renewed when the clock has moved. */
  async function sessionOf({ email }: SignedInMember) {
    const login = { login: email, password: goodPassword };
    const { body } = await portal.api().post('/api/v1/sign-in/password', login);
    const renewed = async () => {
      const { refreshToken } = body;
      return portal.api(
        (await portal.api().post('/api/v1/sign-in/refresh', { refreshToken })).body.accessToken,
      );
    };
    return { api: portal.api(body.accessToken), renewed };
  }

  it('S1.22 refuses an expired code, and one that a newer one replaced', async () => {
    const person = await signedInMember(portal);
    const { api, renewed } = await sessionOf(person);
    const first = await mailedCode({ ...person, api });
    const second = await mailedCode({ ...person, api });
    expect((await give(api, 'email', first)).status).toBe(422);
    portal.clock.advance(10 * minute);
    const later = await renewed();
    expect((await give(later, 'email', second)).status).toBe(422);
    expect((await rename(later)).status).toBe(403);
  });

  it('S1.22 refuses the right code after five wrong ones', async () => {
    const person = await signedInMember(portal);
    const code = await mailedCode(person);
    for (let tries = 0; tries < 5; tries += 1)
      expect((await give(person.api, 'email', '1234 5678')).status).toBe(422);
    const refused = await give(person.api, 'email', code);
    expect([refused.status, refused.headers.get('retry-after') === null]).toEqual([429, false]);
    expect((await rename(person.api)).status).toBe(403);
  });

  it('ID-6 counts for that action, that session and ten minutes only', async () => {
    const person = await signedInMember(portal);
    const [{ api, renewed }, other] = [await sessionOf(person), await sessionOf(person)];
    const { body } = await give(api, 'email', await mailedCode({ ...person, api }));
    expect((await rename(api)).status).toBe(204);
    expect((await state(api, 'change-email')).body.provedUntil).toBeNull();
    expect((await rename(other.api)).status).toBe(403);
    portal.clock.advance(Date.parse(body.provedUntil) - portal.clock.now().getTime() - 5_000);
    expect((await state(api)).body.provedUntil).toBe(body.provedUntil);
    portal.clock.advance(5_000);
    const later = await renewed();
    expect((await state(later)).body.provedUntil).toBeNull();
    expect((await rename(later)).status).toBe(403);
  });

  it('ID-6 never takes the code of another person', async () => {
    const [mine, theirs] = await Promise.all([signedInMember(portal), signedInMember(portal)]);
    const code = await mailedCode(theirs);
    expect((await give(mine.api, 'email', code)).status).toBe(422);
    expect((await give(theirs.api, 'email', code)).status).toBe(200);
  });

  it('ID-3 asks whoever has an authenticator for its code, and mails none', async () => {
    const person = await signedInMember(portal);
    const app = await withAuthenticator(portal, person);
    const [recoveryCode = ''] = app.recoveryCodes;
    expect((await state(person.api)).body.methods).toEqual(['totp', 'recovery-code']);
    expect((await person.api.post(`${stepUp}/code`, { action })).body.code).toBe('proof-not-offered');
    expect((await give(person.api, 'password', goodPassword)).body.methods).toEqual([
      'totp',
      'recovery-code',
    ]);
    expect((await give(person.api, 'totp', app.nextCode())).status).toBe(200);
    expect((await give(person.api, 'totp', app.code())).status).toBe(422);
    expect((await give(person.api, 'recovery-code', recoveryCode, 'change-email')).status).toBe(200);
    expect((await give(person.api, 'recovery-code', recoveryCode)).status).toBe(422);
  });

  it('S1.20 asks for the password where there is neither factor nor address', async () => {
    const holder = await keyHolder(portal, await unclaimedLicense(portal));
    expect((await state(holder.api)).body).toMatchObject({ methods: ['password'], maskedEmail: null });
    expect((await give(holder.api, 'password', 'Wrong-Lantern-58!')).body.code).toBe(
      'current-password-wrong',
    );
    expect((await give(holder.api, 'password', holder.password)).status).toBe(200);
    expect((await rename(holder.api)).status).toBe(204);
  });

  it('S1.22 A9 works by pages alone, comes back, and goes on under a new session id', async () => {
    const person = await signedInMember(portal);
    const { visitor } = person;
    const due = await visitor.get('/account/username');
    expect(due.html).toContain('We send a code to m•••@example.com.');
    const asked = { action, next: '/account/username' };
    const sent = await visitor.post('/step-up/code', asked);
    expect(sent.html).toContain('We sent a code to m•••@example.com.');
    await portal.settle();
    const secret = /\b\d{4} \d{4}\b/.exec(portal.mailTo(person.email)?.text ?? '')?.[0] ?? '';
    const wrong = await visitor.post('/step-up', { ...asked, method: 'email', secret: '1111 1111' });
    expect([wrong.status, wrong.html.includes('This code is wrong or expired.')]).toEqual([422, true]);
    const before = visitor.cookies.get('latchkey-session') ?? '';
    const back = await visitor.post('/step-up', { ...asked, method: 'email', secret });
    expect(back.url).toBe('/account/username');
    expect(visitor.cookies.get('latchkey-session')).not.toBe(before);
    const stolen = portal.visitor();
    stolen.cookies.set('latchkey-session', before);
    expect((await stolen.get('/account')).url).toContain('/sign-in');
    expect((await visitor.post('/account/username', { username: 'by_pages_1' })).url).toBe('/account');
  });

  it('ID-6 leads back to where the person came from, in every state of the page', async () => {
    const { visitor } = await signedInMember(portal);
    const referer = (path: string) => ({ referer: `${portal.baseUrl}${path}` });
    const cancelled = ({ html }: { html: string }) => /<a href="([^"]+)"[^>]*>Cancel</.exec(html)?.[1];
    const address = `/step-up?action=${action}&next=%2Faccount%2Fusername`;
    expect(cancelled(await visitor.get(address, referer('/account/security')))).toBe('/account/security');
    const asked = { action, next: '/account/username', back: '/account/security' };
    expect(cancelled(await visitor.post('/step-up/code', asked))).toBe('/account/security');
    const wrong = { ...asked, method: 'email', secret: '1111 1111' };
    expect(cancelled(await visitor.post('/step-up', wrong))).toBe('/account/security');
    // Neither in a circle nor out of the portal.
    for (const from of [referer(address), referer('/sign-in'), { referer: 'https://evil.example/x' }, {}])
      expect(cancelled(await visitor.get(address, { ...from }))).toBe('/account');
    for (const back of ['https://evil.example/', '//evil.example', 'javascript:alert(1)'])
      expect(cancelled(await visitor.post('/step-up', { ...wrong, back }))).toBe('/account');
  });

  it('C3 leads to no other place than the portal', async () => {
    const { visitor, userId } = await signedInMember(portal);
    const page = await visitor.get('/step-up?action=change-email&next=https://evil.example/');
    expect(page.html).toContain('name="next" value="/account"');
    expect(page.html).not.toContain('value="https://evil.example');
    expect((await visitor.get('/step-up?action=nonsense')).status).toBe(422);
    expect(await entriesAbout(userId)).toEqual([]);
  });

  it('B7 leaves one audit entry for a proof given, and one for a wrong one', async () => {
    const person = await signedInMember(portal);
    const code = await mailedCode(person);
    await give(person.api, 'email', '2222 2222');
    await give(person.api, 'email', code);
    const details = { action, method: 'email' };
    expect(await entriesAbout(person.userId)).toEqual([
      { action: 'identity.step-up-refused', outcome: 'refused', details },
      { action: 'identity.step-up-proved', outcome: 'done', details },
    ]);
  });
});
