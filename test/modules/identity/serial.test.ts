import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { goodPassword, keyHolder, proveByPassword } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense, type Licensed, unclaimedLicense } from './licensed.js';

describe('signing in with serial number and UID', () => {
  let portal: Portal;
  let license: Licensed;
  beforeAll(async () => {
    portal = await startPortal();
    license = await unclaimedLicense(portal);
  });
  afterAll(() => portal.close());

  const start = (pair: { serialNumber: string; uid: string }) =>
    portal.api().post('/api/v1/sign-in/serial', { serialNumber: pair.serialNumber, uid: pair.uid });

  it('S1.13 refuses an unknown serial, a wrong UID, a foreign pair and a revoked license with equal bytes', async () => {
    const other = await unclaimedLicense(portal);
    const revoked = await unclaimedLicense(portal);
    await portal.get(RevokeLicense).execute({ licenseId: revoked.licenseId, reason: 'Charged back' });
    const answers = await Promise.all([
      start({ serialNumber: '0000-0000-0000-0000', uid: license.uid }),
      start({ serialNumber: license.serialNumber, uid: 'wrong' }),
      start({ serialNumber: license.serialNumber, uid: other.uid }),
      start(revoked),
    ]);
    const bodies = answers.map(({ status, body }) => ({ status, ...body, requestId: null }));
    expect(bodies[0]).toMatchObject({ status: 401, code: 'access-denied' });
    for (const body of bodies) expect(body).toEqual(bodies[0]);
  });

  it('S1.15 S1.16 asks for the first password and opens nothing before', async () => {
    const fresh = await unclaimedLicense(portal);
    const { status, body } = await start(fresh);
    expect(status).toBe(200);
    expect(body).toEqual({ next: 'set-password', ticket: expect.any(String) });
    expect((await portal.api(body.ticket).get('/api/v1/me')).status).toBe(401);
    expect(
      await portal.sql('select 1 from identity.key_holder where license_id = $1', [fresh.licenseId]),
    ).toEqual([]);
  });

  it('S1.16 A1 lets one of many parallel first sign-ins win, and tells the others of the conflict', async () => {
    const contested = await unclaimedLicense(portal);
    const tickets = await Promise.all(
      Array.from({ length: 200 }, async () => (await start(contested)).body.ticket),
    );
    const answers = await Promise.all(
      tickets.map((ticket) =>
        portal.api().post('/api/v1/sign-in/set-password', { ticket, password: goodPassword }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(199).fill(409)]);
  }, 120_000);

  it('S1.17 asks for the password only the second time, and counts wrong ones', async () => {
    const owned = await unclaimedLicense(portal);
    const first = await keyHolder(portal, owned);
    expect(first.recoveryCodes).toHaveLength(10);
    const { body } = await start(owned);
    expect(body.next).toBe('password');
    const enter = (password: string) =>
      portal.api().post('/api/v1/sign-in/password', { ticket: body.ticket, password });
    expect((await enter('Wrong-Lantern-58!')).status).toBe(401);
    expect((await enter(goodPassword)).status).toBe(200);
    expect((await enter(goodPassword)).status).toBe(410);
  });

  it('S1.37 signs in to the same account by username, and serial + UID keep working', async () => {
    const owned = await unclaimedLicense(portal);
    const holder = await keyHolder(portal, owned);
    await proveByPassword(holder, 'change-username');
    expect((await holder.api.put('/api/v1/me/username', { username: 'Kestrel_1' })).status).toBe(204);
    const me = (await holder.api.get('/api/v1/me')).body;
    const byName = await portal
      .api()
      .post('/api/v1/sign-in/password', { login: 'KESTREL_1', password: goodPassword });
    expect((await portal.api(byName.body.accessToken).get('/api/v1/me')).body.id).toBe(me.id);
    expect((await start(owned)).body.next).toBe('password');
  });

  it('C2 opens the claim at once where nobody is on file', async () => {
    const holder = await keyHolder(portal, await unclaimedLicense(portal));
    const { body } = await holder.api.get('/api/v1/me');
    expect(body).toMatchObject({ provisional: false, role: 'key-holder', email: null, emailVerified: false });
    expect(body.permissions).toContain('licenses.read');
  });

  it('C2 A2 holds a claim back until the code from the mail to the buyer is entered', async () => {
    const bought = await boughtLicense(portal, 'buyer.c2@example.com');
    const holder = await keyHolder(portal, bought);
    const before = (await holder.api.get('/api/v1/me')).body;
    expect(before).toMatchObject({ provisional: true, permissions: [], organization: null });
    for (const path of ['/licenses', '/orders', '/releases', '/tickets'])
      expect([path, (await holder.api.get(`/api/v1${path}`)).status]).toEqual([path, 403]);
    await portal.settle();
    const mail = portal.mails().find(({ text }) => /\d{4} \d{4}/.test(text));
    expect(mail?.to).toContain('buyer.c2@example.com');
    const code = /\d{4} \d{4}/.exec(mail?.text ?? '')?.[0] ?? '';
    expect((await holder.api.post('/api/v1/claims/proof', { code: '00000000' })).status).toBe(422);
    expect((await holder.api.post('/api/v1/claims/proof', { code })).status).toBe(204);
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(200);
    const left = JSON.stringify(await portal.sql('select * from platform.outbox'));
    expect(left).not.toContain(code.replace(' ', ''));
  });

  it('C2 voids the code after five wrong ones, and mails a new one when asked', async () => {
    const holder = await keyHolder(portal, await boughtLicense(portal, 'buyer.five@example.com'));
    await portal.settle();
    const codeOf = () => /\d{4} \d{4}/.exec(portal.mailTo('buyer.five@example.com')?.text ?? '')?.[0] ?? '';
    const first = codeOf();
    const prove = (code: string) => holder.api.post('/api/v1/claims/proof', { code });
    const wrong = first.startsWith('0') ? '11111111' : '00000000';
    for (let tries = 0; tries < 5; tries += 1) expect((await prove(wrong)).status).toBe(422);
    expect((await prove(first)).status).toBe(422);
    expect((await holder.api.post('/api/v1/claims/proof/resend')).status).toBe(202);
    await portal.settle();
    expect((await prove(codeOf())).status).toBe(204);
  });

  it('S1.15 walks the first sign-in in the browser: password twice, codes once, then the dashboard', async () => {
    const fresh = await unclaimedLicense(portal);
    const visitor = portal.visitor();
    await visitor.get(`/sign-in?serial=${fresh.serialNumber}&uid=${fresh.uid}`);
    const step = await visitor.post('/sign-in/serial', {
      serialNumber: ` ${fresh.serialNumber.toLowerCase()} `,
      uid: fresh.uid,
      next: '',
    });
    expect(step.url).toBe('/sign-in/set-password');
    expect(step.html).toContain('Set login password');
    expect(step.html).toContain('data-rule="uppercase"');
    const weak = await visitor.post('/sign-in/set-password', {
      password: 'Password1!',
      repetition: 'Password1!',
    });
    expect(weak.status).toBe(422);
    expect(weak.html).toContain('too easy to guess');
    const differ = await visitor.post('/sign-in/set-password', { password: goodPassword, repetition: 'x' });
    expect(differ.html).toContain('Type the same password twice.');
    const codes = await visitor.post('/sign-in/set-password', {
      password: goodPassword,
      repetition: goodPassword,
    });
    expect(codes.status).toBe(200);
    expect(codes.html.match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/g)?.length).toBeGreaterThanOrEqual(10);
    expect((await visitor.get('/account')).html).toContain('10 left');
  });

  it('S1.14 stops evaluating after ten wrong pairs of a serial number, the right one included', async () => {
    const guessed = await unclaimedLicense(portal);
    for (let tries = 0; tries < 10; tries += 1) await start({ ...guessed, uid: `wrong-${tries}` });
    const answer = await start(guessed);
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('access-denied');
  });
});
