import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodPassword, keyHolder, type SignedInMember, signedInMember } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { boughtLicense, type Licensed } from '../modules/identity/licensed.js';
import { browserOf } from '../modules/support/desk.js';
import { seen } from './seen.js';

let portal: Portal;
let member: SignedInMember;
let disabled: SignedInMember;
let throttled: SignedInMember;
let license: Licensed;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  disabled = await signedInMember(portal);
  throttled = await signedInMember(portal);
  license = await boughtLicense(portal, 'refused@example.com');
  await portal.sql('update identity.user set disabled_at = $1 where id = $2', [
    portal.clock.now(),
    disabled.userId,
  ]);
  for (let guess = 0; guess < 10; guess += 1) await signIn(throttled.email, 'Wrong-Password-1!');
});
afterAll(() => portal.close());

const signIn = (login: string, password: string) =>
  portal.api().post('/api/v1/sign-in/password', { login, password });

// The right password for whom it must not help.
const causes = () => [
  { login: 'nobody@example.com', password: goodPassword },
  { login: 'nobody', password: goodPassword },
  { login: member.email, password: 'Wrong-Password-1!' },
  { login: disabled.email, password: goodPassword },
  { login: throttled.email, password: goodPassword },
];

describe('A3 S3.23 a refused sign-in', () => {
  it('reads the same through the API whatever the cause', async () => {
    const answers: object[] = [];
    for (const { login, password } of causes()) {
      const answer = await signIn(login, password);
      answers.push(seen(answer, JSON.stringify(answer.body)));
    }
    expect(answers[0]).toMatchObject({ status: 401 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('reads the same on the page whatever the cause', async () => {
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const answers: object[] = [];
    for (const { login, password } of causes()) {
      const answer = await visitor.post('/sign-in', { login, password });
      answers.push(seen(answer, answer.html.replaceAll(login, 'LOGIN')));
    }
    expect(answers[0]).toMatchObject({ status: 422 });
    expect(JSON.stringify(answers[0])).toContain('Access denied');
    // Lengths differ with what was typed and is shown again.
    const bare = answers.map((answer) => JSON.stringify(answer).replace(/"content-length":"\d+",?/, ''));
    expect(new Set(bare).size).toBe(1);
  });

  it('C1 stays a refusal with a device cookie of other letters', async () => {
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    // As many characters as the signature has, and more bytes.
    visitor.cookies.set('latchkey-device', `nonce.${encodeURIComponent('ü'.repeat(43))}`);
    const answer = await visitor.post('/sign-in', { login: member.email, password: 'Wrong-Password-1!' });
    expect(answer.status).toBe(422);
  });
});

describe('A3 S2.7 asking for a new password', () => {
  it('reads the same for a known, an unknown and a disabled account, and for a wrong UID', async () => {
    const { serialNumber, uid } = license;
    const answers: object[] = [];
    for (const entry of [
      { login: member.email },
      { login: 'nobody@example.com' },
      { login: disabled.email },
      { serialNumber, uid },
      { serialNumber, uid: 'QQQQ-WWWW' },
    ]) {
      const answer = await portal.api().post('/api/v1/password-resets', entry);
      answers.push(seen(answer, JSON.stringify(answer.body)));
    }
    expect(answers[0]).toMatchObject({ status: 202 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await portal.settle();
    expect(portal.mails().filter(({ to }) => to.includes(disabled.email))).toEqual([]);
  });
});

describe('A6 A9 secrets at rest', () => {
  it('are in no table as they are handed out: sessions, tickets, links, tokens, codes, UIDs, passwords', async () => {
    const { serialNumber, uid } = license;
    const { ticket } = (await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid })).body;
    const holder = await keyHolder(portal, license);
    const tokens = (await signIn(member.email, goodPassword)).body;
    const session = (await browserOf(portal, member)).cookies.get('latchkey-session');
    await portal.api().post('/api/v1/password-resets', { login: member.email });
    await portal.settle();
    const reset = /token=([\w-]+)/.exec(portal.mailTo(member.email)?.text ?? '')?.[1];
    const claim = portal.mails().find(({ text }) => /^\d{4} \d{4}$/m.test(text ?? ''));
    const code = /^\d{4} \d{4}$/m.exec(claim?.text ?? '')?.[0].replace(' ', '');
    const secrets = { ticket, uid, session, reset, code, goodPassword };
    const more = {
      access: tokens.accessToken,
      refresh: tokens.refreshToken,
      recovery: holder.recoveryCodes[0],
    };
    const tables = await portal.sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('identity', 'licensing', 'orders', 'platform', 'queue', 'support') and table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(15);
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await portal.sql<{ row: string }>(`select t::text as row from ${name} t`);
      const text = rows.map(({ row }) => row).join('\n');
      for (const [what, secret] of Object.entries({ ...secrets, ...more })) {
        expect([what, typeof secret]).toEqual([what, 'string']);
        if (text.includes(String(secret))) found.push(`${what} in ${name}`);
      }
    }
    expect(found).toEqual([]);
  });
});
