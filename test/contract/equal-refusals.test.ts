import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InviteMember } from '../../src/modules/identity/application/organizations/invite-member.js';
import { RevokeLicense } from '../../src/modules/licensing/application/revoke-license.js';
import { goodPassword, keyHolder, type SignedInMember, signedInMember } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { boughtLicense, type Licensed, unclaimedLicense } from '../modules/identity/licensed.js';
import { seen, seenOnPage } from './seen.js';

const wrong = 'Wrong-Password-1!';
const newPassword = 'Copper-Harbour-93?';
const nobodysCode = 'AAAA-BBBB-CCCC-DDDD';

let portal: Portal;
let member: SignedInMember;
let temporary = '';
let networks = 0;

beforeAll(async () => {
  portal = await startPortal({ environment: { TRUSTED_PROXIES: '127.0.0.1' } });
  member = await signedInMember(portal);
  await portal.get(InviteMember).execute({
    organizationId: member.organizationId,
    invitedBy: member.userId,
    email: 'temporary@example.com',
    name: 'Ada Holm',
    locale: 'en',
    role: 'reader',
    way: 'temporary-password',
  });
  await portal.settle();
  temporary =
    /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(portal.mailTo('temporary@example.com')?.text ?? '')?.[0] ?? '';
});
afterAll(() => portal.close());

const newNetwork = () => {
  networks += 1;
  return { 'x-forwarded-for': `198.51.100.${networks}` };
};

async function withoutAccess(sql: string): Promise<SignedInMember> {
  const person = await signedInMember(portal);
  await portal.sql(sql, [person.userId]);
  return person;
}

/** Answers of both faces to each of the inputs, as far as they can be told apart. */
async function told<Input extends Record<string, string>>(about: {
  readonly api: string;
  readonly page: string;
  readonly inputs: readonly Input[];
  /** What the page asks for beside. */
  readonly extra?: Record<string, string>;
  /** What the API asks for beside. */
  readonly extraOfApi?: Record<string, string>;
}): Promise<{ api: object[]; pages: string[] }> {
  const api: object[] = [];
  const pages: string[] = [];
  for (const input of about.inputs) {
    const asked = await portal.api().post(about.api, { ...about.extraOfApi, ...input }, newNetwork());
    api.push(seen(asked, JSON.stringify(asked.body)));
    const visitor = portal.visitor();
    visitor.cookies.set('latchkey-visitor', 'AAAAAAAAAAAAAAAAAAAAAA');
    await visitor.get(about.page.replace(/(?<=sign-in).*/, ''));
    const answer = await visitor.post(about.page, { ...about.extra, ...input }, newNetwork());
    pages.push(seenOnPage(answer, Object.values(input)));
  }
  return { api, pages };
}

function expectAlike({ api, pages }: { api: object[]; pages: string[] }, statuses: [number, number]): void {
  expect(api[0]).toMatchObject({ status: statuses[0] });
  for (const answer of api) expect(answer).toEqual(api[0]);
  expect(pages[0]).toContain(`"status":${statuses[1]}`);
  for (const page of pages) expect(page).toBe(pages[0]);
}

describe('A3 one refusal for every cause', () => {
  it('C8 S3.23 of a sign-in: unknown, wrong, disabled, left, without an organization, expired temporary password', async () => {
    const disabled = await withoutAccess('update identity.user set disabled_at = now() where id = $1');
    const removed = await withoutAccess(
      'update identity.membership set removed_at = now() where user_id = $1',
    );
    const passwordless = await withoutAccess('update identity.user set password_hash = null where id = $1');
    expect(temporary).not.toBe('');
    await portal.sql(
      `update identity.invitation set temporary_password_expires_at = now() - interval '1 minute'
       where email = 'temporary@example.com'`,
    );
    const answers = await told({
      api: '/api/v1/sign-in/password',
      page: '/sign-in',
      inputs: [
        { login: 'nobody@example.com', password: goodPassword },
        { login: 'nobody_1', password: goodPassword },
        { login: member.email, password: wrong },
        { login: disabled.email, password: goodPassword },
        { login: removed.email, password: goodPassword },
        { login: passwordless.email, password: goodPassword },
        { login: 'temporary@example.com', password: temporary },
        { login: 'temporary@example.com', password: wrong },
      ],
    });
    expectAlike(answers, [401, 422]);
    expect(answers.pages[0]).toContain('Access denied');
  });

  it('S1.13 of serial number and UID: unknown, misspelled, wrong, of another license, revoked', async () => {
    const license = await unclaimedLicense(portal);
    const other = await boughtLicense(portal, 'other.pair@example.com');
    const revoked = await unclaimedLicense(portal);
    await portal.get(RevokeLicense).execute({ licenseId: revoked.licenseId, reason: 'Charged back' });
    const pair = (serial: Pick<Licensed, 'serialNumber'>, secret: Pick<Licensed, 'uid'>) => ({
      serialNumber: serial.serialNumber,
      uid: secret.uid,
    });
    const answers = await told({
      api: '/api/v1/sign-in/serial',
      page: '/sign-in/serial',
      inputs: [
        pair({ serialNumber: '0000-0000-0000-0000' }, license),
        pair({ serialNumber: 'not a serial number' }, license),
        pair(license, { uid: 'wrong' }),
        pair(license, other),
        pair(other, license),
        pair(revoked, revoked),
      ],
    });
    expectAlike(answers, [401, 422]);
    expect(answers.pages[0]).not.toMatch(/set-cookie":"[^"]*latchkey-(session|step)=[^;]/);
  });

  it('C3 of a recovery code: unknown account, wrong code, disabled account, no codes at all', async () => {
    const { recoveryCodes, api } = await keyHolder(portal, await unclaimedLicense(portal));
    const { id } = (await api.get('/api/v1/me')).body;
    await portal.sql(`update identity.user set username = 'coded_1', disabled_at = now() where id = $1`, [
      id,
    ]);
    const other = await keyHolder(portal, await unclaimedLicense(portal));
    const { id: second } = (await other.api.get('/api/v1/me')).body;
    await portal.sql(`update identity.user set username = 'coded_2' where id = $1`, [second]);
    const answers = await told({
      api: '/api/v1/password-resets/recovery-code',
      page: '/recover',
      inputs: [
        { login: 'nobody_1', code: nobodysCode },
        { login: 'coded_1', code: recoveryCodes[0] ?? '' },
        { login: 'coded_2', code: recoveryCodes[1] ?? '' },
        { login: 'coded_2', code: nobodysCode },
        { login: member.email, code: nobodysCode },
      ],
      extra: { password: newPassword, repetition: newPassword },
      extraOfApi: { password: newPassword },
    });
    expectAlike(answers, [401, 422]);
  });

  it('S2.7 of a forgotten password: known, unknown, disabled, without an address, a wrong UID, asked too often', async () => {
    const disabled = await withoutAccess('update identity.user set disabled_at = now() where id = $1');
    const often = await signedInMember(portal);
    for (let asked = 0; asked < 6; asked += 1)
      await portal.api().post('/api/v1/password-resets', { login: often.email }, newNetwork());
    const license = await unclaimedLicense(portal);
    await keyHolder(portal, license);
    const { serialNumber, uid } = license;
    const logins = await told({
      api: '/api/v1/password-resets',
      page: '/forgot-password',
      inputs: [member.email, 'nobody@example.com', 'nobody_1', disabled.email, often.email].map((login) => ({
        login,
      })),
      extra: { entry: 'login' },
    });
    expectAlike(logins, [202, 200]);
    const pairs = await told({
      api: '/api/v1/password-resets',
      page: '/forgot-password',
      inputs: [
        { serialNumber, uid },
        { serialNumber, uid: 'QQQQ-WWWW' },
        { serialNumber: '0000-0000-0000-0000', uid },
      ],
      extra: { entry: 'serial' },
    });
    expectAlike(pairs, [202, 200]);
    expect(pairs).toEqual({
      api: pairs.api.map(() => logins.api[0]),
      pages: pairs.pages.map(() => logins.pages[0]),
    });
    await portal.settle();
    expect(portal.mails().filter(({ to }) => to.includes(disabled.email))).toEqual([]);
  });
});
