import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodPassword, keyHolder, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { unclaimedLicense } from './licensed.js';

const newPassword = 'Copper-Harbour-93?';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());

const ask = async (entry: object) => {
  const answer = await portal.api().post('/api/v1/password-resets', entry);
  await portal.settle();
  return answer;
};
const mailsTo = (address: string) => portal.mails().filter(({ to }) => to.includes(address));
const tokenTo = (address: string): string =>
  /reset-password\?token=([\w-]+)/.exec(mailsTo(address)[0]?.text ?? '')?.[1] ?? '';

describe('an account of serial number and UID without an e-mail address', () => {
  it('S1.20 works on both faces: it signs in, reads, and changes its profile', async () => {
    const license = await unclaimedLicense(portal);
    const { api } = await keyHolder(portal, license);
    const me = (await api.get('/api/v1/me')).body;
    expect(me).toMatchObject({ email: null, emailVerified: false });
    for (const path of ['licenses', 'orders', 'releases', 'tickets'])
      expect([path, (await api.get(`/api/v1/${path}`)).status]).toEqual([path, 200]);
    expect((await api.patch('/api/v1/me', { name: 'Ada Holm' })).status).toBe(204);
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const { serialNumber, uid } = license;
    const step = await visitor.post('/sign-in/serial', { serialNumber, uid, next: '' });
    expect(step.url).toBe('/sign-in/password');
    expect((await visitor.post('/sign-in/password', { password: goodPassword })).url).toBe('/');
    expect((await visitor.get('/account')).html).toContain('Ada Holm');
  });

  it('S1.24 is told on the page which ways are left, and gets no mail', async () => {
    const license = await unclaimedLicense(portal);
    await keyHolder(portal, license);
    const before = portal.mails().length;
    const visitor = portal.visitor();
    await visitor.get('/forgot-password');
    const { serialNumber, uid } = license;
    const page = await visitor.post('/forgot-password', { entry: 'serial', serialNumber, uid });
    await portal.settle();
    expect(portal.mails()).toHaveLength(before);
    expect(page.html).toContain('href="/recover"');
    expect(page.html).toContain('support@latchkey.test');
  });
});

describe('the mail with the link', () => {
  it('S1.21 goes to the stored address, never to one that waits for its proof', async () => {
    const member = await signedInMember(portal);
    const pending = 'waits.for.proof@example.com';
    await portal.sql('update identity.user set pending_email = $1 where id = $2', [pending, member.userId]);
    expect((await ask({ login: pending })).status).toBe(202);
    expect(mailsTo(pending)).toEqual([]);
    expect((await ask({ login: member.email.toUpperCase() })).status).toBe(202);
    const [mail] = mailsTo(member.email);
    expect(mail?.to).toEqual([member.email]);
    expect(mail?.text).toContain('/reset-password?token=');
    expect(mailsTo(pending)).toEqual([]);
  });

  it('S1.21 goes nowhere when two addresses are given in one', async () => {
    const member = await signedInMember(portal);
    for (const login of [`${member.email},evil@example.com`, `${member.email}\nCc: evil@example.com`])
      await ask({ login });
    expect(mailsTo('evil@example.com')).toEqual([]);
    expect(mailsTo(member.email)).toEqual([]);
  });
});

describe('S2.5 a new password', () => {
  it('is set signed out, by the link, on both faces', async () => {
    for (const face of ['page', 'api'] as const) {
      const member = await signedInMember(portal);
      await ask({ login: member.email });
      const token = tokenTo(member.email);
      if (face === 'api')
        await portal.api().post('/api/v1/password-resets/confirm', { token, password: newPassword });
      else {
        const visitor = portal.visitor();
        await visitor.get(`/reset-password?token=${token}`);
        await visitor.post('/reset-password', { token, password: newPassword, repetition: newPassword });
      }
      const login = { login: member.email, password: newPassword };
      expect([face, (await portal.api().post('/api/v1/sign-in/password', login)).status]).toEqual([
        face,
        200,
      ]);
    }
  });

  it('is offered signed in, in Account Settings', async () => {
    const member = await signedInMember(portal);
    const { url, html } = await member.visitor.get('/account');
    const row = /<dt>Password<\/dt>[\s\S]*?(?:href|action)="([^"]+)"/.exec(html)?.[1];
    expect([url, row]).toEqual(['/account', '/account/password']);
  });
});

describe('the steps of a forgotten password', () => {
  it('S2.6 S3.53 begin with a link of the sign-in card and of the password step, one press of Tab away', async () => {
    const visitor = portal.visitor();
    const { html } = await visitor.get('/sign-in');
    const links = [...html.matchAll(/<a [^>]*href="\/forgot-password"[^>]*>([^<]+)</g)];
    expect(links.map(([, text]) => text)).toEqual(expect.arrayContaining(['Forgot password?']));
    for (const [link] of links) expect(link).not.toMatch(/tabindex="-/);
    const license = await unclaimedLicense(portal);
    await keyHolder(portal, license);
    const { serialNumber, uid } = license;
    const step = await visitor.post('/sign-in/serial', { serialNumber, uid, next: '' });
    expect(step.url).toBe('/sign-in/password');
    expect(step.html).toMatch(/<a [^>]*href="\/forgot-password[^"]*"[^>]*>Forgot Password</);
  });

  it('S2.21 each show a contact that opens signed out', async () => {
    const member = await signedInMember(portal);
    await ask({ login: member.email });
    const visitor = portal.visitor();
    await visitor.get('/forgot-password');
    const pages = [
      await visitor.get('/forgot-password'),
      await visitor.post('/forgot-password', { entry: 'login', login: 'nobody@example.com' }),
      await visitor.post('/forgot-password', { entry: 'login', login: '' }),
      await visitor.get(`/reset-password?token=${tokenTo(member.email)}`),
      await visitor.get('/reset-password?token=over'),
      await visitor.get('/recover'),
    ];
    for (const { url, html } of pages)
      expect([url, /href="(?:mailto:support@latchkey\.test|\/contact)"/.test(html)]).toEqual([url, true]);
    const contact = await portal.visitor().get('/contact');
    expect([contact.status, contact.html.includes('support@latchkey.test')]).toEqual([200, true]);
  });

  it.each([
    ['S3.55 S2.10', 3_600_000, 'an expired link'],
    ['S3.55 S2.19', 0, 'a used link'],
  ])('%s %i ms later refuse %s on the page, with the way to a new one', async (_row, age) => {
    const member = await signedInMember(portal);
    await ask({ login: member.email });
    const token = tokenTo(member.email);
    if (age === 0)
      await portal.api().post('/api/v1/password-resets/confirm', { token, password: newPassword });
    portal.clock.advance(age);
    const visitor = portal.visitor();
    await visitor.get('/forgot-password');
    const fields = { token, password: newPassword, repetition: newPassword };
    for (const page of [
      await visitor.get(`/reset-password?token=${token}`),
      await visitor.post('/reset-password', fields),
    ]) {
      expect(page.status).toBe(410);
      expect(page.html).toMatch(/<a [^>]*href="\/forgot-password"[^>]*>Request a new link</);
    }
  });
});
