import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hour } from '../../../src/kernel/clock.js';
import {
  freshProof,
  goodPassword,
  type SignedInMember,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15';
const tokenIn = (text: string | undefined): string => /\/not-me\?token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';

describe('security of an account', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  const signIn = (login: string, password: string = goodPassword, agent = firefox) =>
    portal.api().post('/api/v1/sign-in/password', { login, password }, { 'user-agent': agent });
  const mailsTo = (address: string, subject: string) =>
    portal.mails().filter((mail) => mail.to.includes(address) && mail.subject.includes(subject));
  const events = async (member: SignedInMember, query = '') =>
    (await member.api.get(`/api/v1/me/security-events${query}`)).body;

  it('ID-5 lists what happened in plain words, on the page and for programs, in the reader’s language', async () => {
    const member = await signedInMember(portal);
    await signIn(member.email);
    await signIn(member.email, 'Wrong-Lantern-58!');
    const { items } = await events(member);
    expect(items[0]).toEqual({
      id: expect.any(String),
      at: expect.any(String),
      action: 'identity.password-refused',
      outcome: 'refused',
      by: 'visitor',
      description: 'A wrong password was entered',
      device: 'Firefox, Windows',
      network: '127.0.0.1',
    });
    expect(items[1]).toMatchObject({ action: 'identity.signed-in', description: 'Signed in' });
    const page = await member.visitor.get('/account/security');
    for (const words of ['A wrong password was entered', 'Firefox, Windows', 'from 127.0.0.1'])
      expect(page.html).toContain(words);
    await member.api.patch('/api/v1/me', { locale: 'de' });
    expect((await member.api.get('/api/v1/me/security-events')).body.items[1].description).toBe(
      'Ein falsches Passwort wurde eingegeben',
    );
    expect((await member.visitor.get('/account')).html).toContain('href="/account/security"');
  });

  it('ID-5 pages the timeline by keyset, without a gap and without repetition', async () => {
    const member = await signedInMember(portal);
    for (let guess = 0; guess < 6; guess += 1) await signIn(member.email, `Wrong-Lantern-${guess}!`);
    const all = (await events(member, '?limit=100')).items.map(({ id }: { id: string }) => id);
    const paged: string[] = [];
    let cursor = '';
    do {
      const page = await events(member, `?limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(6);
  });

  it('ID-5 shows nobody else’s events, and not where a colleague sat', async () => {
    const [one, other] = [await signedInMember(portal), await signedInMember(portal)];
    await one.api.patch('/api/v1/me', { name: 'Marker Person' });
    const ids = (await events(one, '?limit=100')).items.map(({ id }: { id: string }) => id);
    const foreign = JSON.stringify(await events(other, '?limit=100'));
    expect(ids.filter((id: string) => foreign.includes(id))).toEqual([]);
    const agent = await signedInStaff(portal);
    await portal.sql(
      `insert into platform.audit_entry
        (id, at, action, outcome, actor_kind, actor_id, about_user_id, network, user_agent, origin_digest)
       values (gen_random_uuid(), $1, 'identity.helped', 'done', 'staff', $2, $3, '10.9.8.7', 'Agent/1', 'x')`,
      [portal.clock.now(), agent.userId, other.userId],
    );
    const [entry] = (await events(other)).items;
    expect(entry).toMatchObject({
      by: 'staff',
      device: null,
      network: null,
      description: 'A change of your account',
    });
  });

  it('ID-5 tells of a sign-in from a new device, and not of one that is known or of a new account', async () => {
    const member = await signedInMember(portal);
    await portal.settle();
    expect(mailsTo(member.email, 'New sign-in')).toHaveLength(0);
    portal.clock.advance(2 * hour);
    await signIn(member.email, goodPassword, safari);
    await portal.settle();
    const [mail] = mailsTo(member.email, 'New sign-in');
    expect(mail?.text).toContain('Safari, macOS');
    expect(mail?.text).toContain(`${portal.baseUrl}/not-me?token=`);
    expect(mail?.html).toContain('/not-me?token');
    await signIn(member.email, goodPassword, safari);
    await portal.settle();
    expect(mailsTo(member.email, 'New sign-in')).toHaveLength(1);
  });

  it('ID-5 knows a browser by its cookie', async () => {
    const member = await signedInMember(portal);
    portal.clock.advance(2 * hour);
    const back = async () => {
      await member.visitor.get('/account');
      await member.visitor.post('/sign-out');
      await member.visitor.post('/sign-in', { login: member.email, password: goodPassword });
      await portal.settle();
    };
    await back();
    expect(mailsTo(member.email, 'New sign-in')).toHaveLength(0);
    const stranger = portal.visitor();
    await stranger.get('/sign-in');
    await stranger.post('/sign-in', { login: member.email, password: goodPassword });
    await portal.settle();
    expect(mailsTo(member.email, 'New sign-in')).toHaveLength(1);
  });

  it('ID-5 C9 closes the account by the link of the notice, once, and GET changes nothing', async () => {
    const member = await signedInMember(portal);
    portal.clock.advance(2 * hour);
    const { body: intruder } = await signIn(member.email, goodPassword, safari);
    await portal.settle();
    const token = tokenIn(mailsTo(member.email, 'New sign-in')[0]?.text);
    const visitor = portal.visitor();
    for (let look = 0; look < 3; look += 1)
      expect((await visitor.get(`/not-me?token=${token}`)).html).toContain('Was it somebody else?');
    expect((await member.visitor.get('/account')).url).toBe('/account');
    const done = await visitor.post('/not-me', { token });
    expect([done.status, done.html.includes('Your account is closed')]).toEqual([200, true]);
    for (const accessToken of [intruder.accessToken, member.accessToken])
      expect((await portal.api(accessToken).get('/api/v1/me')).status).toBe(401);
    expect(
      (await portal.api().post('/api/v1/sign-in/refresh', { refreshToken: intruder.refreshToken })).status,
    ).toBe(401);
    expect((await member.visitor.get('/account')).url).toContain('/sign-in');
    expect((await signIn(member.email)).status).toBe(401);
    expect((await visitor.get(`/not-me?token=${token}`)).status).toBe(410);
    expect((await portal.api().post('/api/v1/intrusion', { token })).status).toBe(410);
  });

  it('ID-5 opens an urgent request, due within the hour, and a reset opens the account again', async () => {
    const member = await signedInMember(portal);
    expect((await member.api.post('/api/v1/me/intrusion')).status).toBe(204);
    await portal.settle();
    const [request] = await portal.sql<{ subject: string; due: number }>(
      `select subject, extract(epoch from due_at - created_at)::int as due
       from support.ticket join support.service_clock on ticket_id = id where requester_id = $1`,
      [member.userId],
    );
    expect(request).toEqual({ subject: 'Urgent: somebody else used an account', due: 3_600 });
    await portal.api().post('/api/v1/password-resets', { login: member.email });
    await portal.settle();
    const token = /reset-password\?token=([\w-]+)/.exec(
      mailsTo(member.email, 'new password')[0]?.text ?? '',
    )?.[1];
    const password = 'Copper-Harbour-93?';
    expect((await portal.api().post('/api/v1/password-resets/confirm', { token, password })).status).toBe(
      204,
    );
    expect((await signIn(member.email, password)).status).toBe(200);
  });

  it('ID-5 asks once more on the page of somebody signed in, and signs out', async () => {
    const member = await signedInMember(portal);
    const ask = await member.visitor.get('/account/security/not-me');
    expect(ask.html).toContain('Was it somebody else?');
    expect((await member.api.get('/api/v1/me')).status).toBe(200);
    const done = await member.visitor.post('/account/security/not-me');
    expect(done.html).toContain('Set a new password');
    expect((await member.visitor.get('/account')).url).toContain('/sign-in');
  });

  it('S1.27 C4 ID-5 brings the old address back when its owner says that it was somebody else', async () => {
    const member = await signedInMember(portal);
    await freshProof(portal, member.userId, 'change-email');
    await member.api.post('/api/v1/me/email', { email: 'thief@example.com' });
    await portal.settle();
    const proof = /confirm-email\?token=([\w-]+)/.exec(portal.mailTo('thief@example.com')?.text ?? '')?.[1];
    await portal.api().post('/api/v1/me/email/confirm', { token: proof });
    const token = tokenIn(mailsTo(member.email, 'Another address')[0]?.text);
    expect((await portal.api().post('/api/v1/intrusion', { token })).status).toBe(204);
    const [user] = await portal.sql(
      'select email, pending_email, password_hash from identity.user where id = $1',
      [member.userId],
    );
    expect(user).toEqual({ email: member.email, pending_email: null, password_hash: null });
  });

  it('S1.19 S1.34 tells by mail that password and username were changed, with a way to say it was somebody else', async () => {
    const member = await signedInMember(portal, { locale: 'de' });
    await freshProof(portal, member.userId, 'change-username');
    await member.api.put('/api/v1/me/username', { username: 'notice_1' });
    await portal.settle();
    const [mail] = mailsTo(member.email, 'Ihr Benutzername');
    expect(mail?.text).toContain('/not-me?token=');
    expect(mail?.text).not.toContain('notice_1');
    await freshProof(portal, member.userId, 'change-password');
    await member.api.post('/api/v1/me/password', {
      currentPassword: goodPassword,
      newPassword: 'Copper-Harbour-93?',
    });
    await portal.settle();
    expect(mailsTo(member.email, 'Passwort').map(({ text }) => tokenIn(text) !== '')).toEqual([true]);
  });
});
