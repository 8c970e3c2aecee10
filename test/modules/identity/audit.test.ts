import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import pg from 'pg';
import { InviteMember } from '../../../src/modules/identity/application/organizations/invite-member.js';
import { InviteStaff } from '../../../src/modules/identity/application/staff/invite-staff.js';
import { AuditChain } from '../../../src/platform/audit/audit-chain.js';
import { eventually } from '../../harness/eventually.js';
import { freshProof, goodPassword, keyHolder, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense, unclaimedLicense } from './licensed.js';

const newPassword = 'Copper-Harbour-93?';
const tokenIn = (text: string | undefined): string => /token=([\w-]+)/.exec(text ?? '')?.[1] ?? '';

interface Entry {
  readonly action: string;
  readonly outcome: string;
  readonly about_user_id: string | null;
}

describe('B7 the audit log of identity', () => {
  let portal: Portal;
  const secrets: string[] = [goodPassword, newPassword];
  beforeAll(async () => {
    portal = await startPortal();
    for (let guess = 0; guess < 9; guess += 1) await signIn(`nobody-${guess}@example.com`);
    await signedInMember(portal);
  });
  afterAll(() => portal.close());

  /** What the work left in the log, as `action` or `action!` where it was refused, and whom it is about. */
  async function traceOf(work: () => Promise<unknown>): Promise<{ actions: string[]; about: string[] }> {
    const before = await portal.sql<{ id: string }>('select id from platform.audit_entry');
    await work();
    const entries = await portal.sql<Entry>(
      'select action, outcome, about_user_id from platform.audit_entry where id <> all($1::uuid[]) order by id',
      [before.map(({ id }) => id)],
    );
    return {
      actions: entries.map(({ action, outcome }) => (outcome === 'refused' ? `${action}!` : action)),
      about: entries.map(({ about_user_id }) => about_user_id ?? 'nobody'),
    };
  }
  const actionsOf = async (work: () => Promise<unknown>) => (await traceOf(work)).actions;
  const signIn = (login: string, password: string = goodPassword) =>
    portal.api().post('/api/v1/sign-in/password', { login, password });

  it('B7 leaves one entry for a sign-in, and one for a refused one, whoever is meant', async () => {
    const member = await signedInMember(portal);
    expect(await traceOf(() => signIn(member.email))).toEqual({
      actions: ['identity.signed-in'],
      about: [member.userId],
    });
    expect(await traceOf(() => signIn(member.email, 'Wrong-Lantern-58!'))).toEqual({
      actions: ['identity.password-refused!'],
      about: [member.userId],
    });
    expect(await traceOf(() => signIn('nobody@example.com'))).toEqual({
      actions: ['identity.password-refused!'],
      about: ['nobody'],
    });
    expect(await actionsOf(() => member.visitor.post('/sign-out'))).toEqual(['identity.signed-out']);
  });

  it('B7 leaves one entry for each step of a first claim and its proof', async () => {
    const license = await boughtLicense(portal, 'buyer.audit@example.com');
    const wrong = { serialNumber: license.serialNumber, uid: 'wrong' };
    expect(await actionsOf(() => portal.api().post('/api/v1/sign-in/serial', wrong))).toEqual([
      'identity.serial-number-refused!',
    ]);
    let holder = { api: portal.api() };
    const claim = async () => {
      holder = await keyHolder(portal, license);
    };
    expect(await actionsOf(claim)).toEqual(['identity.license-claimed', 'identity.signed-in']);
    await portal.settle();
    const code = /\d{4} \d{4}/.exec(portal.mailTo('buyer.audit@example.com')?.text ?? '')?.[0] ?? '';
    secrets.push(code, code.replace(' ', ''));
    const prove = (typed: string) => () => holder.api.post('/api/v1/claims/proof', { code: typed });
    expect(await actionsOf(prove(code.startsWith('0') ? '11111111' : '00000000'))).toEqual([
      'identity.claim-code-refused!',
    ]);
    expect(await actionsOf(prove(code))).toEqual(['identity.claim-proved']);
  });

  it('B7 leaves one entry for each change of an identifier or a password', async () => {
    const member = await signedInMember(portal);
    for (const action of ['change-username', 'change-email', 'change-password'] as const)
      await freshProof(portal, member.userId, action);
    const put = () => member.api.put('/api/v1/me/username', { username: 'audited_1' });
    expect(await traceOf(put)).toEqual({ actions: ['identity.username-changed'], about: [member.userId] });
    const email = 'audited.mira@example.com';
    expect(await actionsOf(() => member.api.post('/api/v1/me/email', { email }))).toEqual([
      'identity.email-requested',
    ]);
    await portal.settle();
    const token = tokenIn(portal.mailTo(email)?.text);
    secrets.push(token);
    expect(await traceOf(() => portal.api().post('/api/v1/me/email/confirm', { token }))).toEqual({
      actions: ['identity.email-changed'],
      about: [member.userId],
    });
    expect(await actionsOf(() => member.api.patch('/api/v1/me', { name: 'Mira S.' }))).toEqual([
      'identity.profile-changed',
    ]);
    const mails = { replies: false, confirmations: true, invoices: true, reminders: true };
    expect(await actionsOf(() => member.api.put('/api/v1/me/notifications', mails))).toEqual([
      'identity.notifications-changed',
    ]);
    const change = (currentPassword: string) => () =>
      member.api.post('/api/v1/me/password', { currentPassword, newPassword });
    expect(await actionsOf(change('Wrong-Lantern-58!'))).toEqual(['identity.password-refused!']);
    expect(await actionsOf(change(goodPassword))).toEqual(['identity.password-changed']);
  });

  it('B7 leaves one entry for a reset by link and by recovery code', async () => {
    const member = await signedInMember(portal);
    await portal.api().post('/api/v1/password-resets', { login: member.email });
    await portal.settle();
    const token = tokenIn(portal.mailTo(member.email)?.text);
    secrets.push(token);
    const reset = () =>
      portal.api().post('/api/v1/password-resets/confirm', { token, password: newPassword });
    expect(await traceOf(reset)).toEqual({ actions: ['identity.password-reset'], about: [member.userId] });
    const license = await unclaimedLicense(portal);
    const { recoveryCodes } = await keyHolder(portal, license);
    const [code = ''] = recoveryCodes;
    secrets.push(...recoveryCodes);
    const visitor = portal.visitor();
    await visitor.get('/recover');
    const recover = (typed: string) => () =>
      visitor.post('/recover', {
        serialNumber: license.serialNumber,
        uid: license.uid,
        code: typed,
        password: newPassword,
        repetition: newPassword,
      });
    expect(await actionsOf(recover('AAAA-BBBB-CCCC-DDDD'))).toEqual(['identity.recovery-code-refused!']);
    expect(await actionsOf(recover(code))).toEqual(['identity.password-recovered']);
  });

  it('B7 leaves one entry for each change of the second factor, and for the use of a recovery code', async () => {
    const { visitor, userId, email } = await signedInMember(portal);
    await freshProof(portal, userId, 'change-second-factor');
    const page = await visitor.get('/account/mfa');
    const secret = /\b([A-Z2-7]{32})\b/.exec(page.html)?.[1] ?? '';
    const totp = new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 });
    const code = () => totp.generate({ timestamp: portal.clock.now().getTime() });
    secrets.push(secret);
    let html = '';
    const enable = async () => {
      html = (await visitor.post('/account/mfa/enable', { code: code() })).html;
    };
    expect(await traceOf(enable)).toEqual({ actions: ['identity.authenticator-added'], about: [userId] });
    const recovery = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(html)?.[0] ?? '';
    secrets.push(recovery);
    const { ticket } = (await signIn(email)).body;
    const enter = (typed: string) => () => portal.api().post('/api/v1/sign-in/mfa', { ticket, code: typed });
    expect(await actionsOf(enter('AAAA-BBBB-CCCC-DDDD'))).toEqual(['identity.second-factor-refused!']);
    expect(await actionsOf(enter(recovery))).toEqual(['identity.recovery-code-used', 'identity.signed-in']);
    await visitor.get('/account');
    expect(await actionsOf(() => visitor.post('/account/recovery-codes'))).toEqual([
      'identity.recovery-codes-renewed',
    ]);
    portal.clock.advance(30_000);
    await freshProof(portal, userId, 'change-second-factor');
    expect(await actionsOf(() => visitor.post('/account/mfa/disable'))).toEqual([
      'identity.authenticator-removed',
    ]);
  });

  it('B7 leaves one entry for ended sessions, and for a refresh token that is used twice', async () => {
    const { visitor, email } = await signedInMember(portal);
    await visitor.get('/account');
    expect(await actionsOf(() => visitor.post('/account/sessions/end-others'))).toEqual([
      'identity.sessions-ended',
    ]);
    const { refreshToken } = (await signIn(email)).body;
    secrets.push(refreshToken);
    const refresh = () => portal.api().post('/api/v1/sign-in/refresh', { refreshToken });
    expect(await actionsOf(refresh)).toEqual([]);
    expect(await actionsOf(refresh)).toEqual(['identity.refresh-token-reused!']);
  });

  it('B7 leaves one entry for an invitation, its repetition, its acceptance, and a new colleague', async () => {
    const { organizationId } = await signedInMember(portal);
    const email = 'invited.audit@example.com';
    const invitation = {
      organizationId,
      email,
      name: 'Ida Berg',
      locale: 'en',
      role: 'buyer',
      invitedBy: null,
    };
    const invite = () => portal.get(InviteMember).execute(invitation as never);
    expect(await actionsOf(invite)).toEqual(['identity.member-invited']);
    expect(await actionsOf(invite)).toEqual(['identity.member-invited']);
    await portal.settle();
    const token = tokenIn(portal.mailTo(email)?.text);
    secrets.push(token);
    const accept = () => portal.api().post('/api/v1/invitations/accept', { token, password: newPassword });
    expect(await actionsOf(accept)).toEqual(['identity.invitation-accepted', 'identity.signed-in']);
    const colleague = { name: 'Jo Falk', email: 'jo.falk@example.com', role: 'agent' as const };
    expect(
      await actionsOf(async () => secrets.push(tokenIn(await portal.get(InviteStaff).execute(colleague)))),
    ).toEqual(['identity.staff-invited']);
  });

  it('B7 rolls an entry back with its fact', async () => {
    const [one, two] = [await signedInMember(portal), await signedInMember(portal)];
    for (const { userId } of [one, two]) await freshProof(portal, userId, 'change-username');
    await one.api.put('/api/v1/me/username', { username: 'only_one' });
    const taken = () => two.api.put('/api/v1/me/username', { username: 'ONLY_one' });
    expect(await actionsOf(taken)).toEqual([]);
  });

  it('B7 keeps secrets, names and addresses out of the log', async () => {
    const rows = await portal.sql<{ entry: string }>(
      `select concat_ws(' ', action, object_id, details) as entry from platform.audit_entry`,
    );
    const text = rows.map(({ entry }) => entry).join('\n');
    expect(rows.length).toBeGreaterThan(40);
    expect(secrets.filter((secret) => secret.length < 6)).toEqual([]);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/@|Mira|Solberg|audited_1|127\.0\.0\.1/);
  });

  it('B7 is sealed by the worker into a chain without a gap, each entry once', async () => {
    await eventually('the worker seals entries', async () => {
      const rows = await portal.sql('select 1 from platform.audit_entry where sequence is not null limit 1');
      return rows.length > 0;
    });
    const chain = portal.get(AuditChain);
    await Promise.all([chain.seal(), chain.seal()]);
    const entries = await portal.sql<{ sequence: string; hash: Buffer }>(
      'select sequence, hash from platform.audit_entry order by sequence nulls last',
    );
    expect(entries.map(({ sequence }) => Number(sequence))).toEqual(entries.map((_, index) => index + 1));
    await chain.seal();
    expect(
      await portal.sql('select sequence, hash from platform.audit_entry order by sequence nulls last'),
    ).toEqual(entries);
    expect(await chain.firstBroken()).toBeNull();
  }, 30_000);

  const refused = `(select min(sequence) from platform.audit_entry where outcome = 'refused')`;
  const last = '(select max(sequence) from platform.audit_entry)';
  it.each([
    ['changed', '7', `update platform.audit_entry set action = 'identity.forged' where sequence = 7`],
    [
      'made harmless',
      refused,
      `update platform.audit_entry set outcome = 'done' where sequence = ${refused}`,
    ],
    [
      'given to somebody else',
      '5',
      `update platform.audit_entry set actor_id = gen_random_uuid() where sequence = 5`,
    ],
    ['removed', '9', 'delete from platform.audit_entry where sequence = 9'],
    ['removed at the end', last, `delete from platform.audit_entry where sequence = ${last}`],
    [
      'swapped',
      '4',
      `update platform.audit_entry set sequence = sequence - 100 where sequence in (4, 5);
       update platform.audit_entry set sequence = -91 - sequence where sequence < 0`,
    ],
  ])('B7 shows an entry that was %s', async (_name, place, tampering) => {
    await portal.get(AuditChain).seal();
    const client = new pg.Client({ connectionString: portal.databaseUrl });
    await client.connect();
    try {
      await client.query('begin');
      const expected = await client.query(`select ${place}::bigint as place`);
      await client.query(tampering);
      const found = await client.query('select platform.verify_audit() as place');
      expect(found.rows).toEqual(expected.rows);
      await client.query('rollback');
    } finally {
      await client.end();
    }
    expect(await portal.get(AuditChain).firstBroken()).toBeNull();
  });

  it('B7 still holds when network and device of an entry are erased', async () => {
    await portal.get(AuditChain).seal();
    await portal.sql('update platform.audit_entry set network = null, user_agent = null, origin_salt = null');
    expect(await portal.get(AuditChain).firstBroken()).toBeNull();
  });
});
