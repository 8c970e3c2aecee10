import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshProof, goodPassword, type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

describe('the sign-in pages', () => {
  let portal: Portal;
  let member: SignedInMember;
  beforeAll(async () => {
    portal = await startPortal();
    member = await signedInMember(portal);
  });
  afterAll(() => portal.close());

  it('S1.8 S1.11 answers an HTML sign-in page for a launch URL without a session', async () => {
    const page = await portal.visitor().get('/sign-in?serial=LK7Q%2B1&uid=a%2Fb%25%26c');
    expect(page.status).toBe(200);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.html).toContain('value="LK7Q+1"');
    expect(page.html).toContain('value="a/b%&amp;c"');
    expect(page.html).toContain('data-scrub-query="serial,uid"');
  });

  it('S1.10 has labeled, required fields for serial number and UID', async () => {
    const { html } = await portal.visitor().get('/sign-in');
    expect(html).toMatch(/<label for="f-serialNumber">Serial number/);
    expect(html).toMatch(/<label for="f-uid">UID/);
    expect(html).toMatch(/id="f-serialNumber"[^>]*required/);
    expect(html).toMatch(/id="f-uid"[^>]*required/);
  });

  it('S1.10 ties errors to the field', async () => {
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const page = await visitor.post('/sign-in/serial', { serialNumber: ' ', uid: 'x', next: '' });
    expect(page.status).toBe(422);
    expect(page.html).toMatch(/id="f-serialNumber"[^>]*aria-invalid="true"/);
    expect(page.html).toContain('Enter the serial number.');
  });

  it('S1.12 explains where serial number and UID are, with a picture, its text, and by keyboard', async () => {
    const visitor = portal.visitor();
    const { html } = await visitor.get('/sign-in');
    const help = /<details[^>]*>(?:(?!<\/details>)[\s\S])*<\/details>/.exec(
      html.slice(html.indexOf('f-uid')),
    )?.[0];
    expect(help).toMatch(/<summary[^>]*>[^<]*serial number and UID/i);
    const [, picture = ''] = /<img[^>]*src="([^"]+)"/.exec(help ?? '') ?? [];
    expect(help).toMatch(/<img[^>]*alt="[^"]{20,}"/);
    const file = await visitor.bytes(picture);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  it('S1.32 offers the way by username and password', async () => {
    const { html } = await portal.visitor().get('/sign-in');
    expect(html).toMatch(/<label for="f-login">[^<]*username/i);
    expect(html).toMatch(/id="f-password"[^>]*type="password"|type="password"[^>]*id="f-password"/);
  });

  it.each(['Sign in', 'Login', 'Forgot password?', 'Forgot Password', 'No invitation?'])(
    'S1.18 S3.17 S3.53 shows %s',
    async (label) => {
      expect((await portal.visitor().get('/sign-in')).html).toContain(label);
    },
  );

  it('S3.20 asks for the current password of a password manager', async () => {
    const { html } = await portal.visitor().get('/sign-in');
    expect(html).toMatch(/id="f-password"[^>]*autocomplete="current-password"/);
  });

  it('ID-2 offers no passkeys under an IP address, and explains it where they are listed', async () => {
    const { html } = await portal.visitor().get('/sign-in');
    expect(html).not.toContain('data-passkey');
    expect(html).toMatch(/name="login"[^>]* autocomplete="username"/);
    await freshProof(portal, member.userId, 'change-second-factor');
    for (const path of ['/account/passkeys', '/account/passkeys/new']) {
      const page = await member.visitor.get(path);
      expect(page.url).toBe('/account/passkeys');
      expect(page.html).toContain('Browsers make passkeys only for a host name over HTTPS.');
      expect(page.html).not.toContain('href="/account/passkeys/new"');
    }
  });

  it('S3.27 lands on the dashboard, and with a return path on that page', async () => {
    const visitor = portal.visitor();
    const asked = await visitor.get('/account');
    expect(asked.url).toBe('/sign-in?next=%2Faccount');
    const there = await visitor.post('/sign-in', {
      login: member.email,
      password: goodPassword,
      next: '/account',
    });
    expect(there.url).toBe('/account');
    expect(there.html).toContain('Account Settings');
  });

  it('S3.18 never returns to another origin', async () => {
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const fields = { login: member.email, password: goodPassword, next: '//evil.example/' };
    const answer = await visitor.post('/sign-in', fields);
    expect(answer.url).toBe('/');
  });

  it('C8 S3.23 S3.24 refuses unknown and wrong alike, with Access denied and the address that was invited', async () => {
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const refusals: string[] = [];
    for (const login of [member.email, 'nobody@example.com']) {
      const page = await visitor.post('/sign-in', { login, password: 'Wrong-Lantern-58!' });
      expect(page.status).toBe(422);
      refusals.push(page.html.replaceAll(login, '…'));
    }
    expect(refusals[0]).toContain('Access denied');
    expect(refusals[0]).toContain('address that received the invitation');
    expect(refusals[0]).toContain('href="/contact"');
    expect(refusals[0]).toBe(refusals[1]);
  });

  it.each(['/contact', '/no-invitation', '/forgot-password'])('S3.25 opens %s signed out', async (path) => {
    const page = await portal.visitor().get(path);
    expect(page.status).toBe(200);
    expect(page.html).toContain('support@latchkey.test');
  });

  it('signs out by a form and ends the session', async () => {
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    await visitor.post('/sign-in', { login: member.email, password: goodPassword });
    const before = new Map(visitor.cookies);
    await visitor.get('/account');
    expect((await visitor.post('/sign-out')).url).toBe('/sign-in');
    for (const [name, value] of before) visitor.cookies.set(name, value);
    expect((await visitor.get('/account')).url).toContain('/sign-in');
  });

  it('A9 never adopts a session id that the browser brings', async () => {
    const visitor = portal.visitor();
    visitor.cookies.set('latchkey-session', 'planted');
    await visitor.get('/sign-in');
    await visitor.post('/sign-in', { login: member.email, password: goodPassword });
    expect(visitor.cookies.get('latchkey-session')).not.toBe('planted');
  });
});
