import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import { freshProof, goodPassword, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { withAuthenticator } from './authenticator.js';

const factor = '/api/v1/me/second-factor';

describe('second factors', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  const ticketOf = async (login: string): Promise<string> => {
    const { body } = await portal.api().post('/api/v1/sign-in/password', { login, password: goodPassword });
    return body.ticket;
  };
  const enter = (ticket: string, code: string) => portal.api().post('/api/v1/sign-in/mfa', { ticket, code });
  const actionsAbout = async (userId: string) =>
    (
      await portal.sql<{ action: string }>(
        'select action from platform.audit_entry where about_user_id = $1 order by at, id',
        [userId],
      )
    ).map(({ action }) => action);

  it('S2.40 ID-3 sets up, shows and turns off the authenticator app over the API', async () => {
    const person = await signedInMember(portal);
    const none = { authenticatorSince: null, passkeys: 0, recoveryCodesLeft: 0, rememberedDevices: 0 };
    expect((await person.api.get(factor)).body).toEqual({ ...none, required: false });
    const prepared = await person.api.post(`${factor}/totp`);
    expect(prepared.body.uri).toContain(`secret=${prepared.body.secret}`);
    expect((await person.api.post(`${factor}/totp`)).body).toEqual(prepared.body);
    const wrong = await person.api.post(`${factor}/totp/enable`, { code: '000000' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'code-refused']);
    await withAuthenticator(portal, person);
    const on = await person.api.get(factor);
    expect(on.body).toMatchObject({ authenticatorSince: expect.any(String), recoveryCodesLeft: 10 });
    expect((await person.api.post(`${factor}/totp`)).body.code).toBe('authenticator-on');
    expect((await person.api.delete(`${factor}/totp`)).body.code).toBe('step-up-required');
    await freshProof(portal, person.userId, 'change-second-factor');
    expect((await person.api.delete(`${factor}/totp`)).status).toBe(204);
    expect((await person.api.get(factor)).body.authenticatorSince).toBeNull();
    expect(await actionsAbout(person.userId)).toEqual(
      expect.arrayContaining(['identity.authenticator-added', 'identity.authenticator-removed']),
    );
  });

  it('S2.40 does the same on the pages, and asks for a fresh proof to turn it off', async () => {
    const person = await signedInMember(portal);
    const { visitor } = person;
    const secret = /\b([A-Z2-7]{32})\b/.exec((await visitor.get('/account/mfa')).html)?.[1] ?? '';
    const code = new TOTP({ secret }).generate({ timestamp: portal.clock.now().getTime() });
    const wrong = await visitor.post('/account/mfa/enable', { code: '٠٥٠٤٧١' });
    expect([wrong.status, wrong.html.includes(secret)]).toEqual([422, true]);
    expect((await visitor.post('/account/mfa/enable', { code })).html).toContain('Your recovery codes');
    expect((await visitor.get('/account')).html).toMatch(/Authenticator app\s*<\/span>/);
    await visitor.get('/account/mfa');
    const unproved = await visitor.post('/account/mfa/disable');
    expect(unproved.url).toContain('/step-up?action=change-second-factor');
    await freshProof(portal, person.userId, 'change-second-factor');
    await visitor.get('/account/mfa');
    const off = await visitor.post('/account/mfa/disable');
    expect(off.html).toContain('Multi-factor authentication is off.');
  });

  it('ID-4 ends the other sessions when a factor changes, and tells it by mail', async () => {
    const person = await signedInMember(portal);
    await withAuthenticator(portal, person);
    expect((await person.api.get('/api/v1/me')).status).toBe(200);
    expect((await person.visitor.get('/account')).url).toContain('/sign-in');
    await portal.settle();
    const mail = portal.mailTo(person.email);
    expect(mail?.subject).toContain('Your sign-in to');
    expect(mail?.text).toContain('An authenticator app was added');
  });

  it('A7 keeps secrets sealed and recovery codes hashed', async () => {
    const person = await signedInMember(portal);
    const { body } = await person.api.post(`${factor}/totp`);
    const { recoveryCodes } = await withAuthenticator(portal, person);
    const [user] = await portal.sql<{ totp_secret: string }>(
      'select totp_secret from identity.user where id = $1',
      [person.userId],
    );
    expect(user?.totp_secret).not.toContain(body.secret);
    expect(Buffer.from(user?.totp_secret ?? '', 'base64url')).toHaveLength(12 + 16 + 20);
    const kept = JSON.stringify(
      await portal.sql('select * from identity.recovery_code where user_id = $1', [person.userId]),
    );
    expect(recoveryCodes).toHaveLength(10);
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes) {
      // Sixteen characters of 32: 80 bits.
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replaceAll('-', ''));
    }
  });

  it.each(['code', 'recovery code'])('A7 takes a %s once of 20 requests at the same time', async (what) => {
    const person = await signedInMember(portal);
    const app = await withAuthenticator(portal, person);
    const code = what === 'code' ? app.nextCode() : (app.recoveryCodes[0] ?? '');
    const tickets: string[] = [];
    for (let each = 0; each < 20; each += 1) tickets.push(await ticketOf(person.email));
    const answers = await Promise.all(tickets.map((ticket) => enter(ticket, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => ![200, 401, 422].includes(status))).toEqual([]);
    expect((await enter(await ticketOf(person.email), code)).status).not.toBe(200);
  });

  it('ID-3 renews the recovery codes after a fresh proof, and voids the old ones', async () => {
    const person = await signedInMember(portal);
    const { recoveryCodes } = await withAuthenticator(portal, person);
    const renew = () => person.api.post('/api/v1/me/recovery-codes');
    expect((await renew()).body.code).toBe('step-up-required');
    await freshProof(portal, person.userId, 'change-second-factor');
    const { body } = await renew();
    expect(body.recoveryCodes).toHaveLength(10);
    expect((await enter(await ticketOf(person.email), recoveryCodes[0] ?? '')).status).toBe(422);
    expect((await enter(await ticketOf(person.email), body.recoveryCodes[0])).status).toBe(200);
    expect((await person.api.get(factor)).body.recoveryCodesLeft).toBe(9);
    await portal.settle();
    expect(portal.mailTo(person.email)?.text).toContain('with one of its recovery codes');
  });

  it('A5 gives whoever knows the password no more than ten guesses at the code', async () => {
    const person = await signedInMember(portal);
    const app = await withAuthenticator(portal, person);
    const statuses = [];
    for (let guess = 0; guess < 12; guess += 1)
      statuses.push((await enter(await ticketOf(person.email), '000000')).status);
    expect(statuses).toEqual([...Array<number>(10).fill(422), 401, 401]);
    expect((await enter(await ticketOf(person.email), app.nextCode())).status).toBe(401);
    portal.clock.advance(901_000);
  });

  it('S3.22 shows no data before the second step', async () => {
    const person = await signedInMember(portal);
    const app = await withAuthenticator(portal, person);
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const step = await visitor.post('/sign-in', { login: person.email, password: goodPassword });
    expect(step.url).toBe('/sign-in/mfa');
    for (const path of ['/', '/account', '/licenses', '/requests', '/account/mfa'])
      expect([path, (await visitor.get(path)).url.startsWith('/sign-in')]).toEqual([path, true]);
    await visitor.get('/sign-in/mfa');
    expect((await visitor.post('/sign-in/mfa', { code: app.nextCode() })).url).toBe('/');
  });

  it.each(['optional', 'required'])('keeps the last factor of staff where it is %s', async (setting) => {
    const own = await startPortal({ environment: { STAFF_SECOND_FACTOR: setting } });
    try {
      const staff = await signedInStaff(own, 'administrator');
      const refused = await staff.api.get('/api/v1/staff/tickets');
      if (setting === 'required') expect(refused.body.code).toBe('second-factor-due');
      await withAuthenticator(own, staff);
      await freshProof(own, staff.userId, 'change-second-factor');
      const off = await staff.api.delete(`${factor}/totp`);
      expect(off.body.code ?? off.status).toBe(setting === 'required' ? 'last-factor-needed' : 204);
    } finally {
      await own.close();
    }
  });
});
