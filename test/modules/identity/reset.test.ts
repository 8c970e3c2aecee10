import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  freshProof,
  goodPassword,
  keyHolder,
  proveByPassword,
  signedInMember,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { unclaimedLicense } from './licensed.js';

const newPassword = 'Copper-Harbour-93?';
const tokenIn = (text: string | undefined): string =>
  /\/reset-password\?token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';

describe('a forgotten password', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  const ask = async (login: string) => {
    const answer = await portal.api().post('/api/v1/password-resets', { login });
    await portal.settle();
    return answer;
  };
  const linkFor = async (email: string, login = email): Promise<string> => {
    await ask(login);
    return tokenIn(portal.mailTo(email)?.text);
  };
  const confirm = (token: string, password = newPassword) =>
    portal.api().post('/api/v1/password-resets/confirm', { token, password });
  const signIn = (login: string, password: string) =>
    portal.api().post('/api/v1/sign-in/password', { login, password });

  it('S2.7 S2.9 S3.54 answers known and unknown alike and mails the known one only', async () => {
    const member = await signedInMember(portal);
    const before = portal.mails().length;
    const [known, unknown] = [await ask(member.email), await ask('nobody@example.com')];
    expect([known.status, known.body.toString()]).toEqual([202, unknown.body.toString()]);
    expect(unknown.status).toBe(202);
    expect(portal.mails()).toHaveLength(before + 1);
    const visitor = portal.visitor();
    await visitor.get('/forgot-password');
    const pages = [];
    for (const login of [member.email, 'nobody@example.com'])
      pages.push((await visitor.post('/forgot-password', { entry: 'login', login })).html);
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).toContain('spam or junk');
    await portal.settle();
  });

  it('S1.30 S2.8 mails one link in text and HTML, under a subject that names the portal', async () => {
    const member = await signedInMember(portal);
    const token = await linkFor(member.email);
    const mail = portal.mailTo(member.email);
    expect(mail?.subject).toContain('Latchkey');
    expect(mail?.text).toContain(`${portal.baseUrl}/reset-password?token=${token}`);
    expect(mail?.html).toContain(token);
  });

  it('S1.31 sets the password, ends every session, and asks for a normal sign-in', async () => {
    const member = await signedInMember(portal);
    const token = await linkFor(member.email);
    expect((await confirm(token)).status).toBe(204);
    expect((await member.api.get('/api/v1/me')).status).toBe(401);
    expect((await member.visitor.get('/account')).url).toContain('/sign-in');
    expect((await signIn(member.email, goodPassword)).status).toBe(401);
    expect((await signIn(member.email, newPassword)).status).toBe(200);
    await portal.settle();
    expect(portal.mailTo(member.email)?.subject).toContain('was changed');
  });

  it.each([
    ['S2.10 accepts at 59:59', 59 * 60_000 + 59_000, 204],
    ['S2.10 S2.20 refuses at 60:00', 60 * 60_000, 410],
  ])('%s', async (_name, age, status) => {
    const member = await signedInMember(portal);
    const token = await linkFor(member.email);
    const [row] = await portal.sql<{ left: number }>(
      `select extract(epoch from expires_at) * 1000 - $1 as left from identity.one_time_link
       where purpose = 'password-reset' order by created_at desc limit 1`,
      [portal.clock.now().getTime()],
    );
    // The link was minted some milliseconds ago; what counts is its own time.
    portal.clock.advance(Math.ceil(Number(row?.left)) - 3_600_000 + age - (status === 204 ? 500 : 0));
    const page = await portal.visitor().get(`/reset-password?token=${token}`);
    expect(page.status).toBe(status === 204 ? 200 : 410);
    if (status === 410) expect(page.html).toContain('Request a new link');
    expect((await confirm(token)).status).toBe(status);
  });

  it('S2.19 A6 works once under racing posts, untouched by GET, and a new request voids it', async () => {
    const member = await signedInMember(portal);
    const older = await linkFor(member.email);
    const newer = await linkFor(member.email);
    expect((await confirm(older)).status).toBe(410);
    await portal.visitor().get(`/reset-password?token=${newer}`);
    const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(newer)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(9);
    const hashed = await portal.sql('select 1 from identity.one_time_link where token_hash = $1', [newer]);
    expect(hashed).toEqual([]);
  });

  it('C5 starts from the username too', async () => {
    const member = await signedInMember(portal);
    await freshProof(portal, member.userId, 'change-username');
    await member.api.put('/api/v1/me/username', { username: 'mira_reset' });
    // The notice of the change would be the newest mail.
    await portal.settle();
    expect(await linkFor(member.email, 'MIRA_RESET')).not.toBe('');
  });

  it('S1.28 S1.29 starts from serial number and UID, and S1.24 sends nothing without an address', async () => {
    const license = await unclaimedLicense(portal);
    const holder = await keyHolder(portal, license);
    const { serialNumber, uid } = license;
    const before = portal.mails().length;
    const first = await portal.api().post('/api/v1/password-resets', { serialNumber, uid });
    await portal.settle();
    expect([first.status, portal.mails().length]).toEqual([202, before]);
    await proveByPassword(holder, 'change-email');
    await holder.api.post('/api/v1/me/email', { email: 'Holder@Example.com' });
    await portal.settle();
    const proof = /confirm-email\?token=([\w-]+)/.exec(portal.mailTo('holder@example.com')?.text ?? '')?.[1];
    expect((await portal.api().post('/api/v1/me/email/confirm', { token: proof })).status).toBe(204);
    await portal.api().post('/api/v1/password-resets', { serialNumber, uid });
    await portal.settle();
    expect(tokenIn(portal.mailTo('holder@example.com')?.text)).not.toBe('');
  });

  it('S2.12 lists the same rules wherever a password is set', async () => {
    const member = await signedInMember(portal);
    await freshProof(portal, member.userId, 'change-password');
    const visitor = portal.visitor();
    const { serialNumber, uid } = await unclaimedLicense(portal);
    await visitor.get('/sign-in');
    const first = await visitor.post('/sign-in/serial', { serialNumber, uid, next: '' });
    expect(first.url).toBe('/sign-in/set-password');
    const pages = [
      first,
      await visitor.get('/recover'),
      await visitor.get(`/reset-password?token=${await linkFor(member.email)}`),
      await member.visitor.get('/account/password'),
    ];
    const lists = pages.map(({ html }) =>
      [...html.matchAll(/data-rule="([\w-]+)"/g)].map(([, rule]) => rule),
    );
    expect(lists[0]).toEqual(['length', 'uppercase', 'digit', 'special', 'common', 'own-words']);
    for (const list of lists) expect(list).toEqual(lists[0]);
  });

  it.each([
    ['S2.13 with fewer than 8 characters', 'Xk4#vtq', 'length'],
    ['S2.14 without an uppercase letter', 'xk4#vtqzm', 'uppercase'],
    ['S2.15 without a digit', 'Xkw#vtqzm', 'digit'],
    ['S2.16 without a special character', 'Xk4wvtqzm', 'special'],
    ['S2.17 that is known to everybody', 'P@ssword123!', 'common'],
  ])('refuses a password %s, and keeps the link', async (_row, password, rule) => {
    const member = await signedInMember(portal);
    const token = await linkFor(member.email);
    const refused = await confirm(token, password);
    expect([refused.status, refused.body.code, refused.body.rules]).toEqual([
      422,
      'password-refused',
      [rule],
    ]);
    expect((await confirm(token)).status).toBe(204);
  });

  it('S2.11 S2.12 S2.18 lists the rules on the page, and refuses the own name there', async () => {
    const member = await signedInMember(portal, { name: 'Mira Solberg' });
    const token = await linkFor(member.email);
    const visitor = portal.visitor();
    const form = await visitor.get(`/reset-password?token=${token}`);
    for (const rule of ['length', 'uppercase', 'digit', 'special'])
      expect(form.html).toContain(`data-rule="${rule}"`);
    expect(form.html).toMatch(/autocomplete="new-password"/);
    const own = { token, password: 'Solberg#4711xk', repetition: 'Solberg#4711xk' };
    const refused = await visitor.post('/reset-password', own);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Leave out your name');
    const good = { token, password: newPassword, repetition: newPassword };
    const done = await visitor.post('/reset-password', good);
    expect(done.url).toBe('/sign-in');
    expect(done.html).toContain('Your new password is set.');
  });

  it('C3 sets a new password with a recovery code, once, and refuses unknown and wrong alike', async () => {
    const license = await unclaimedLicense(portal);
    const holder = await keyHolder(portal, license);
    const { serialNumber, uid } = license;
    const visitor = portal.visitor();
    await visitor.get('/recover');
    const password = { password: newPassword, repetition: newPassword };
    const send = (fields: Record<string, string>) => visitor.post('/recover', { ...password, ...fields });
    const code = holder.recoveryCodes[0] ?? '';
    const refused: Record<string, string>[] = [
      { serialNumber, uid, code: 'AAAA-BBBB-CCCC-DDDD' },
      { login: 'nobody_1', code },
    ];
    for (const wrong of refused) expect((await send(wrong)).html).toContain('Access denied');
    expect((await send({ serialNumber, uid, code: code.toLowerCase() })).url).toBe('/sign-in');
    expect((await holder.api.get('/api/v1/me')).status).toBe(401);
    expect((await send({ serialNumber, uid, code })).html).toContain('Access denied');
    const byApi = { serialNumber, uid, code: holder.recoveryCodes[1], password: newPassword };
    const recovery = () => portal.api().post('/api/v1/password-resets/recovery-code', byApi);
    expect([(await recovery()).status, (await recovery()).status]).toEqual([204, 401]);
    const { body } = await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid });
    const again = await portal
      .api()
      .post('/api/v1/sign-in/password', { ticket: body.ticket, password: newPassword });
    expect(again.status).toBe(200);
  });

  it('S2.20 S3.55 shows expired with Request a new link for an unknown token', async () => {
    const page = await portal.visitor().get('/reset-password?token=nothing');
    expect(page.html).toContain('expired');
    expect(page.html).toContain('href="/forgot-password"');
  });
});
