import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import {
  freshProof,
  goodPassword,
  type SignedInMember,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

describe('account settings', () => {
  let portal: Portal;
  let member: SignedInMember;
  beforeAll(async () => {
    portal = await startPortal();
    member = await signedInMember(portal);
  });
  afterAll(() => portal.close());

  const signIn = (login: string, password = goodPassword) =>
    portal.api().post('/api/v1/sign-in/password', { login, password });

  it('S1.26 S1.33 shows Username and Email Address with Change in the same row', async () => {
    const { html } = await member.visitor.get('/account');
    for (const label of ['Username', 'Email Address', 'Password'])
      expect(html).toMatch(new RegExp(`<dt>${label}</dt>\\s*<dd[^]*?Change`));
    expect(html).toContain('<h1');
    expect(html).toContain('Account Settings');
  });

  it('answers who you are, exactly', async () => {
    const { body } = await member.api.get('/api/v1/me');
    expect(Object.keys(body).sort()).toEqual(
      'company email emailVerified id locale name organization permissions phone postalAddress provisional role staff timeZone username'.split(
        ' ',
      ),
    );
    expect(body).toMatchObject({ email: member.email, role: 'owner', staff: false, provisional: false });
    const staff = await signedInStaff(portal, 'administrator');
    expect((await staff.api.get('/api/v1/me')).body).toMatchObject({ staff: true, organization: null });
  });

  it('S1.34 S1.36 treats Alice_1 and ALICE_1 as one username, also in a race', async () => {
    const [one, two] = await Promise.all([signedInMember(portal), signedInMember(portal)]);
    for (const { userId } of [one, two]) await freshProof(portal, userId, 'change-username');
    const answers = await Promise.all([
      one.api.put('/api/v1/me/username', { username: 'Alice_1' }),
      two.api.put('/api/v1/me/username', { username: 'ALICE_1' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await signIn('aLiCe_1')).status).toBe(200);
  });

  it('S1.37 frees the old username at once', async () => {
    await freshProof(portal, member.userId, 'change-username');
    await member.api.put('/api/v1/me/username', { username: 'before_1' });
    await member.api.put('/api/v1/me/username', { username: 'after_1' });
    expect((await signIn('before_1')).status).toBe(401);
    expect((await signIn('after_1')).status).toBe(200);
    const other = await signedInMember(portal);
    await freshProof(portal, other.userId, 'change-username');
    expect((await other.api.put('/api/v1/me/username', { username: 'BEFORE_1' })).status).toBe(204);
  });

  it('S1.34 refuses a taken username on the page, with the reason at the field', async () => {
    const other = await signedInMember(portal);
    for (const { userId } of [member, other]) await freshProof(portal, userId, 'change-username');
    await other.api.put('/api/v1/me/username', { username: 'taken_1' });
    await member.visitor.get('/account/username');
    const page = await member.visitor.post('/account/username', { username: 'Taken_1' });
    expect(page.status).toBe(422);
    expect(page.html).toContain('This username is taken.');
  });

  it('S1.19 changes the password against the current one, ends other sessions and tells by mail', async () => {
    const person = await signedInMember(portal);
    await freshProof(portal, person.userId, 'change-password');
    const change = (currentPassword: string, newPassword = 'Copper-Harbour-93?') =>
      person.api.post('/api/v1/me/password', { currentPassword, newPassword });
    const wrong = await change('Wrong-Lantern-58!');
    expect([wrong.status, wrong.body.code]).toEqual([422, 'current-password-wrong']);
    expect((await change(goodPassword, 'Mira-Solberg-93?')).body.rules).toEqual(['personal']);
    expect((await change(goodPassword)).status).toBe(204);
    expect((await person.api.get('/api/v1/me')).status).toBe(200);
    expect((await person.visitor.get('/account')).url).toContain('/sign-in');
    expect((await signIn(person.email)).status).toBe(401);
    await portal.settle();
    expect(portal.mailTo(person.email)?.subject).toContain('was changed');
  });

  it('S1.27 C4 counts a new address once it is proved, and tells the old one', async () => {
    const person = await signedInMember(portal);
    await freshProof(portal, person.userId, 'change-email');
    expect((await person.api.post('/api/v1/me/email', { email: 'nonsense' })).status).toBe(422);
    expect((await person.api.post('/api/v1/me/email', { email: 'new.mira@example.com' })).status).toBe(202);
    await portal.settle();
    expect((await person.api.get('/api/v1/me')).body.email).toBe(person.email);
    expect(portal.mailTo(person.email)?.subject).toContain('Another address');
    const token = /token=([\w-]+)/.exec(portal.mailTo('new.mira@example.com')?.text ?? '')?.[1] ?? '';
    const visitor = portal.visitor();
    await visitor.get(`/confirm-email?token=${token}`);
    await visitor.post('/confirm-email', { token });
    expect((await person.api.get('/api/v1/me')).body.email).toBe('new.mira@example.com');
    expect((await portal.api().post('/api/v1/me/email/confirm', { token })).status).toBe(410);
  });

  it('updates name, language and time zone, and refuses what is none', async () => {
    const person = await signedInMember(portal);
    const patch = (body: object) => person.api.patch('/api/v1/me', body);
    expect((await patch({ name: 'Mira S.', locale: 'de', timeZone: 'Europe/Oslo' })).status).toBe(204);
    expect((await person.api.get('/api/v1/me')).body).toMatchObject({ name: 'Mira S.', locale: 'de' });
    for (const body of [{ locale: 'xx' }, { timeZone: 'Mars/Base' }, { name: '' }, { role: 'owner' }])
      expect([body, (await patch(body)).status]).toEqual([body, 422]);
  });

  it('ID-4 lists the sessions and ends the others', async () => {
    const person = await signedInMember(portal);
    const page = await person.visitor.get('/account');
    expect(page.html).toContain('This device');
    expect(page.html).toContain('End all other sessions');
    await person.visitor.post('/account/sessions/end-others');
    expect((await person.api.get('/api/v1/me')).status).toBe(401);
    expect((await person.visitor.get('/account')).url).toBe('/account');
  });

  it('rotates refresh tokens, and reuse ends the family', async () => {
    const { body } = await signIn(member.email);
    const refresh = (refreshToken: string) => portal.api().post('/api/v1/sign-in/refresh', { refreshToken });
    const second = await refresh(body.refreshToken);
    expect(second.status).toBe(200);
    expect((await refresh(body.refreshToken)).status).toBe(401);
    expect((await refresh(second.body.refreshToken)).status).toBe(401);
    expect((await portal.api(second.body.accessToken).get('/api/v1/me')).status).toBe(401);
  });

  it('S2.40 S2.41 S2.42 S3.22 asks for the code of the authenticator once it is on', async () => {
    const person = await signedInMember(portal);
    const page = await person.visitor.get('/account/mfa');
    const secret = /\b([A-Z2-7]{32})\b/.exec(page.html)?.[1] ?? '';
    const totp = new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 });
    const codeNow = () => totp.generate({ timestamp: portal.clock.now().getTime() });
    const on = await person.visitor.post('/account/mfa/enable', { code: codeNow() });
    expect(on.html).toContain('Your recovery codes');
    const recovery = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(on.html)?.[0] ?? '';
    const step = await signIn(person.email);
    expect(step.body).toEqual({ next: 'mfa', ticket: expect.any(String) });
    const enter = (ticket: string, code: string) =>
      portal.api().post('/api/v1/sign-in/mfa', { ticket, code });
    expect((await enter(step.body.ticket, codeNow())).status).toBe(422);
    portal.clock.advance(30_000);
    const code = codeNow();
    const tickets = await Promise.all([1, 2, 3].map(async () => (await signIn(person.email)).body.ticket));
    const answers = await Promise.all(tickets.map((ticket) => enter(ticket, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    expect((await enter((await signIn(person.email)).body.ticket, recovery)).status).toBe(200);
    expect((await enter((await signIn(person.email)).body.ticket, recovery)).status).toBe(422);
  });

  it('A5 refuses the eleventh guess like the first, also with the right password', async () => {
    const person = await signedInMember(portal);
    const answers = [];
    for (let guess = 0; guess < 11; guess += 1)
      answers.push(await signIn(person.email, `Wrong-Guess-${guess}?`));
    answers.push(await signIn(person.email));
    const bodies = answers.map(({ status, body }) => ({ ...body, status, requestId: null }));
    for (const body of bodies) expect(body).toEqual(bodies[0]);
    await person.visitor.get('/account');
    await person.visitor.post('/sign-out');
    const known = await person.visitor.post('/sign-in', { login: person.email, password: goodPassword });
    expect(known.url).toBe('/');
  });
});
