import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InvoiceClaimCodes } from '../../../src/modules/orders/application/invoice-claim-codes.js';
import { pdfText } from '../../harness/pdf-text.js';
import { goodPassword, keyHolder, type SignedInPerson, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { launch, launchOf, type SigningInstallation, signingInstallation } from './launcher.js';
import { boughtLicense, type Licensed, printed } from './licensed.js';

let portal: Portal;
let agent: SignedInPerson;
beforeAll(async () => {
  portal = await startPortal();
  agent = await signedInStaff(portal);
});
beforeEach(() => portal.sql('delete from platform.rate_limit'));
afterAll(() => portal.close());

const api = (path: string, body: object) => portal.api().post(`/api/v1/sign-in/${path}`, body);
const ownPassword = 'Heron-Basalt-71!';
const setPassword = (ticket: string) => api('set-password', { ticket, password: ownPassword });

async function startedBy({ serialNumber, uid }: { serialNumber: string; uid: string }) {
  return (await api('serial', { serialNumber, uid })).body.ticket as string;
}

/** As the buyer reads it on the PDF. */
async function invoiceCode(license: Licensed): Promise<string> {
  const [row] = await portal.sql<{ order_id: string }>(
    'select order_id from licensing.license where id = $1',
    [license.licenseId],
  );
  const { status, bytes } = await agent.visitor.bytes(`/admin/orders/${row?.order_id}/invoice.pdf`);
  if (status !== 200) throw new Error(`The invoice answered ${status}.`);
  // Nachweiscode: the buyer reads German, and so does the invoice.
  return /(?:Claim code|Nachweiscode) ([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})/.exec(pdfText(bytes))?.[1] ?? '';
}

/** Somebody who had serial number and UID first, and prepared to stay. */
async function thief(license: { serialNumber: string; uid: string }, username: string) {
  const holder = await keyHolder(portal, license);
  const { body: me } = await holder.api.get('/api/v1/me');
  await portal.sql(
    'update identity.user set username = $2, email = $3, email_verified_at = $4 where id = $1',
    [me.id, username, `${username}@example.com`, portal.clock.now()],
  );
  const visitor = portal.visitor();
  await visitor.get('/sign-in');
  await visitor.post('/sign-in', { login: username, password: goodPassword });
  const second = await api('password', { login: username, password: goodPassword });
  await portal.sql(
    `insert into identity.passkey (id, user_id, credential_id, public_key, counter, rp_id, name, created_at)
     values (gen_random_uuid(), $1, $2, '\\x00', 0, '127.0.0.1', 'Mine', now())`,
    [me.id, `credential-${username}`],
  );
  return { ...holder, id: me.id as string, username, visitor, refreshToken: second.body.refreshToken };
}

async function isDead(who: Awaited<ReturnType<typeof thief>>): Promise<void> {
  const { username, recoveryCodes, refreshToken } = who;
  expect((await who.api.get('/api/v1/me')).status).toBe(401);
  expect((await who.visitor.get('/account')).url).toMatch(/^\/sign-in/);
  expect((await api('refresh', { refreshToken })).status).toBe(401);
  for (const login of [username, `${username}@example.com`])
    expect((await api('password', { login, password: goodPassword })).status).toBe(401);
  const recovery = { login: username, code: recoveryCodes[0], password: ownPassword };
  expect((await portal.api().post('/api/v1/password-resets/recovery', recovery)).status).not.toBe(204);
  const left = await portal.sql(
    `select 1 from identity.passkey where user_id = $1 union all
     select 1 from identity.recovery_code where user_id = $1 union all
     select 1 from identity.session where user_id = $1 and ended_at is null union all
     select 1 from identity.user where id = $1 and (disabled_at is null or password_hash is not null)`,
    [who.id],
  );
  expect(left).toEqual([]);
}

describe('C2 A2 a provisional claim gives way to a stronger proof', () => {
  it('C2 A2 to a launch: all that was planted is dead at once, and its owner is told', async () => {
    const license = await boughtLicense(portal, 'evict.launch@example.com');
    const own = await signingInstallation(portal, license.serialNumber);
    const other = await thief(license, 'magpie_1');
    const { ticket } = (await launch(portal, launchOf(portal, own))).body;
    const over = await api('start-over', { ticket });
    expect([over.status, over.body.next]).toEqual([200, 'set-password']);
    const first = await setPassword(over.body.ticket);
    expect(first.status).toBe(200);
    await isDead(other);
    const me = (await portal.api(first.body.accessToken).get('/api/v1/me')).body;
    expect(me).toMatchObject({ provisional: false, email: null });
    expect(me.id).not.toBe(other.id);
    await portal.settle();
    expect(portal.mailTo('magpie_1@example.com')?.subject).toContain('ended');
    const entries = await portal.sql<{ details: object }>(
      `select details from platform.audit_entry where action = 'identity.claim-evicted' and about_user_id = $1`,
      [other.id],
    );
    expect(entries.map(({ details }) => details)).toEqual([{ by: 'launch' }]);
  });

  it('C2 to the claim code of the invoice, on the pages, however it is typed', async () => {
    const license = await boughtLicense(portal, 'evict.invoice@example.com');
    const other = await thief(license, 'magpie_2');
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const { serialNumber, uid } = license;
    const step = await visitor.post('/sign-in/serial', { serialNumber, uid, next: '' });
    expect(step.html).toContain('I bought this license');
    const contest = await visitor.post('/sign-in/start-over');
    expect(contest.url).toBe('/sign-in/contest');
    expect((await visitor.post('/sign-in/contest', { code: 'AAAA-BBBB-CCCC-DDDD' })).status).toBe(422);
    const code = (await invoiceCode(license)).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    expect((await visitor.post('/sign-in/contest', { code })).url).toBe('/sign-in/set-password');
    await isAliveStill(other);
    const codes = await visitor.post('/sign-in/set-password', {
      password: ownPassword,
      repetition: ownPassword,
    });
    expect(codes.status).toBe(200);
    await isDead(other);
    expect((await visitor.get('/licenses')).url).toBe('/licenses');
  });

  async function isAliveStill(who: Awaited<ReturnType<typeof thief>>): Promise<void> {
    expect((await who.api.get('/api/v1/me')).status).toBe(200);
  }

  it('C2 to the code mailed to the contact, which is of no use to the first claimant', async () => {
    const license = await boughtLicense(portal, 'evict.contact@example.com');
    const other = await thief(license, 'magpie_3');
    const { ticket } = (await api('start-over', { ticket: await startedBy(license) })).body;
    expect((await api('contest/mail', { ticket })).status).toBe(202);
    await portal.settle();
    const mail = portal.mails().find(({ subject }) => /Did you buy|Haben Sie diese/.test(subject));
    expect(mail?.to).toContain('evict.contact@example.com');
    const code = /\d{4} \d{4}/.exec(mail?.text ?? '')?.[0] ?? '';
    expect((await other.api.post('/api/v1/claims/proof', { code })).status).toBe(422);
    const rival = (await api('start-over', { ticket: await startedBy(license) })).body.ticket;
    expect((await api('contest', { ticket: rival, code })).status).toBe(422);
    const proved = await api('contest', { ticket, code });
    expect([proved.status, proved.body.next]).toEqual([200, 'set-password']);
    expect((await setPassword(proved.body.ticket)).status).toBe(200);
    await isDead(other);
    const outbox = JSON.stringify(await portal.sql('select * from platform.outbox'));
    expect(outbox).not.toContain(code.replace(' ', ''));
  });

  it('C2 not to guesses: the fifth wrong code ends the step', async () => {
    const license = await boughtLicense(portal, 'evict.guess@example.com');
    await keyHolder(portal, license);
    const { ticket } = (await api('start-over', { ticket: await startedBy(license) })).body;
    for (let tries = 0; tries < 5; tries += 1)
      expect((await api('contest', { ticket, code: '00000000' })).status).toBe(422);
    expect((await api('contest', { ticket, code: await invoiceCode(license) })).status).toBe(410);
  });

  it('C2 once: of 20 parallel proofs one wins, and the others get the conflict', async () => {
    const license = await boughtLicense(portal, 'evict.race@example.com');
    await keyHolder(portal, license);
    const code = await invoiceCode(license);
    const tickets: string[] = [];
    for (let one = 0; one < 20; one += 1) {
      const { ticket } = (await api('start-over', { ticket: await startedBy(license) })).body;
      tickets.push((await api('contest', { ticket, code })).body.ticket);
    }
    const answers = await Promise.all(tickets.map(setPassword));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  }, 120_000);
});

describe('C2 C3 a proved claim', () => {
  async function proved(email: string): Promise<{ own: SigningInstallation; license: Licensed }> {
    const license = await boughtLicense(portal, email);
    const own = await signingInstallation(portal, license.serialNumber);
    const { ticket } = (await launch(portal, launchOf(portal, own))).body;
    await api('set-password', { ticket, password: goodPassword });
    return { own, license };
  }

  it('C2 stands against the invoice code and against a launch of another installation', async () => {
    const { license } = await proved('stands@example.com');
    const plain = await api('start-over', { ticket: await startedBy(license) });
    expect([plain.status, plain.body.code]).toEqual([409, 'claim-stands']);
    const another = await signingInstallation(portal, license.serialNumber);
    const { ticket } = (await launch(portal, launchOf(portal, another))).body;
    expect((await api('start-over', { ticket })).status).toBe(409);
  });

  it('C2 a proof that was given before the claim was proved comes too late after it', async () => {
    const license = await boughtLicense(portal, 'late@example.com');
    const holder = await keyHolder(portal, license);
    const code = await invoiceCode(license);
    const { ticket } = (await api('start-over', { ticket: await startedBy(license) })).body;
    const late = (await api('contest', { ticket, code })).body.ticket;
    expect((await holder.api.post('/api/v1/claims/proof', { code })).status).toBe(204);
    expect((await setPassword(late)).status).toBe(409);
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(200);
  });

  it('C3 a launch of its own installation replaces the forgotten password at once', async () => {
    const { own } = await proved('forgotten@example.com');
    const { ticket } = (await launch(portal, launchOf(portal, own))).body;
    const over = await api('start-over', { ticket });
    expect([over.status, over.body.next]).toEqual([200, 'new-password']);
    const weak = await api('new-password', { ticket: over.body.ticket, password: 'Password1!' });
    expect(weak.status).toBe(422);
    const done = await api('new-password', { ticket: over.body.ticket, password: ownPassword });
    expect((await portal.api(done.body.accessToken).get('/api/v1/licenses')).status).toBe(200);
    expect((await api('new-password', { ticket: over.body.ticket, password: ownPassword })).status).toBe(410);
    const again = await startedBy(own);
    expect((await api('password', { ticket: again, password: goodPassword })).status).toBe(401);
    expect((await api('password', { ticket: again, password: ownPassword })).status).toBe(200);
  });

  it('C3 does so on the pages, and ends the sessions from before', async () => {
    const { own } = await proved('forgotten.page@example.com');
    const visitor = portal.visitor();
    await visitor.get('/launch');
    const step = await visitor.post('/launch', { token: launchOf(portal, own) });
    expect(step.html).toContain('Forgot Password: set a new one');
    expect((await visitor.post('/sign-in/start-over')).url).toBe('/sign-in/new-password');
    const done = await visitor.post('/sign-in/new-password', {
      password: ownPassword,
      repetition: ownPassword,
    });
    expect([done.status, done.url]).toEqual([200, '/']);
    const live = await portal.sql(
      `select 1 from identity.session s join identity.key_holder k on k.user_id = s.user_id
       join licensing.license l on l.id = k.license_id
       where l.serial_number = $1 and s.ended_at is null`,
      [own.serialNumber.replaceAll('-', '')],
    );
    expect(live).toHaveLength(1);
  });
});

describe('C2 the claim code of the invoice', () => {
  it('C2 proves the claim of who is signed in, on both faces', async () => {
    const first = await boughtLicense(portal, 'invoice.api@example.com');
    const holder = await keyHolder(portal, first);
    const wrong = await invoiceCode(await boughtLicense(portal, 'invoice.other@example.com'));
    expect((await holder.api.post('/api/v1/claims/proof', { code: wrong })).status).toBe(422);
    expect((await holder.api.post('/api/v1/claims/proof', { code: await invoiceCode(first) })).status).toBe(
      204,
    );
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(200);

    const second = await boughtLicense(portal, 'invoice.page@example.com');
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    await visitor.post('/sign-in/serial', { serialNumber: second.serialNumber, uid: second.uid, next: '' });
    await visitor.post('/sign-in/set-password', { password: goodPassword, repetition: goodPassword });
    await visitor.get('/claim');
    expect((await visitor.post('/claim', { code: await invoiceCode(second) })).url).toBe('/');
    expect((await visitor.get('/licenses')).status).toBe(200);
  });

  it('C2 is told to the contact once it proved the claim, with what to do when it was none of theirs', async () => {
    const license = await boughtLicense(portal, 'invoice.told@example.com');
    const holder = await keyHolder(portal, license);
    await portal.settle();
    const asked = portal.mailTo('invoice.told@example.com');
    expect(asked?.text).toContain(printed(license));
    expect(asked?.text).toContain('Ich habe diese Lizenz gekauft');
    const code = await invoiceCode(license);
    expect((await holder.api.post('/api/v1/claims/proof', { code })).status).toBe(204);
    await portal.settle();
    const told = portal.mailTo('invoice.told@example.com');
    expect(told?.subject).toContain('beansprucht');
    expect(told?.text).toContain(printed(license));
    expect(told?.text).toContain('Nachweiscode');
    expect(told?.text).toContain(`${portal.baseUrl}/contact`);
    for (const secret of [license.uid, code]) expect(told?.text).not.toContain(secret);
  });

  it('C2 has 80 bits, is the same for the same order, and another for another', async () => {
    const codes = portal.get(InvoiceClaimCodes);
    expect(codes.of('a')).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(codes.of('a')).toBe(codes.of('a'));
    expect(codes.of('a')).not.toBe(codes.of('b'));
  });
});
