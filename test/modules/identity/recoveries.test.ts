import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, minute } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { SendDueRecoveries } from '../../../src/modules/identity/application/recoveries/send-due-recoveries.js';
import {
  goodPassword,
  keyHolder,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { unclaimedLicense } from './licensed.js';

let portal: Portal;
let first: SignedInPerson;
let second: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  [first, second] = [await signedInStaff(portal), await signedInStaff(portal)];
});
afterAll(() => portal.close());

const newPassword = 'Copper-Harbour-93?';
const tokenIn = (address: string) => /token=([\w-]+)/.exec(portal.mailTo(address)?.text ?? '')?.[1] ?? '';
const start = (userId: string, sendTo = 'way-in@example.com', more: object = {}) =>
  first.api.post(`/api/v1/staff/people/${userId}/recoveries`, {
    reason: 'Lost phone and password.',
    verifiedBy: 'Called back the number on file.',
    sendTo,
    ...more,
  });
const approve = (by: SignedInPerson, id: string) => by.api.post(`/api/v1/staff/recoveries/${id}/approve`);
const statusOf = async (id: string) => (await second.api.get(`/api/v1/staff/recoveries/${id}`)).body.status;
const sendDue = async () => {
  await portal.get(SendDueRecoveries).execute();
  await portal.settle();
};
const complete = (token: string, password = newPassword) =>
  portal.api().post('/api/v1/recoveries/complete', { token, password });
const signIn = (login: string, password: string) =>
  portal.api().post('/api/v1/sign-in/password', { login, password });

/** Moves the beginning of a wait a day back, so that people stay signed in. */
const letADayPass = (id: string) =>
  portal.sql("update identity.recovery set ready_at = ready_at - interval '24 hours' where id = $1", [id]);

describe('C3 a recovery that two agents approve', () => {
  it('C3 tells the owner, waits for another agent and 24 hours, then lets set a password once', async () => {
    const owner = await signedInMember(portal, { name: 'Vera Lund' });
    const sendTo = 'vera.new@example.com';
    const { status, body } = await start(owner.userId, sendTo);
    expect([status, body.status]).toEqual([201, 'requested']);
    await portal.settle();
    expect(portal.mailTo(owner.email)?.subject).toContain('way into your account');
    const own = await approve(first, body.id);
    expect([own.status, own.body.code]).toEqual([409, 'second-agent-needed']);
    expect((await approve(second, body.id)).body.status).toBe('approved');
    await sendDue();
    expect(portal.mailTo(owner.email)?.subject).toContain('will be recovered');
    expect(portal.mailTo(sendTo)).toBeUndefined();
    portal.clock.advance(day - minute);
    await sendDue();
    expect(portal.mailTo(sendTo)).toBeUndefined();
    portal.clock.advance(2 * minute);
    await sendDue();
    const token = tokenIn(sendTo);
    expect((await complete(token, 'short')).body.code).toBe('password-refused');
    expect((await complete(token)).status).toBe(204);
    expect((await complete(token)).status).toBe(410);
    expect((await signIn(owner.email, goodPassword)).status).toBe(401);
    expect((await signIn(owner.email, newPassword)).status).toBe(200);
    expect((await owner.api.get('/api/v1/me')).status).toBe(401);
    const entries = await portal.sql<{ action: string }>(
      "select action from platform.audit_entry where about_user_id = $1 and action like 'identity.recovery-%' order by at",
      [owner.userId],
    );
    const said = entries.map(({ action }) => action.replace('identity.recovery-', ''));
    expect(said).toEqual(['requested', 'approved', 'completed']);
    portal.clock.advance(-day - minute);
  });

  it('C3 works for a key holder without any address, and tells the contact of the purchase', async () => {
    const license = await unclaimedLicense(portal);
    await keyHolder(portal, license);
    const { organizationId } = license;
    const owner = await signedInMember(portal, { organizationId, organizationName: 'Kestrel Optics' });
    const [holder] = await portal.sql<{ user_id: string }>(
      'select user_id from identity.key_holder where license_id = $1',
      [license.licenseId],
    );
    const { body } = await start(holder?.user_id ?? '', 'holder@example.com');
    await portal.settle();
    expect(portal.mailTo(owner.email)?.subject).toContain('way into your account');
    await approve(second, body.id);
    await letADayPass(body.id);
    await sendDue();
    expect((await complete(tokenIn('holder@example.com'))).status).toBe(204);
    const { serialNumber, uid } = license;
    const begun = await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid });
    expect(begun.body.next).toBe('password');
  });

  it('C3 keeps the second factor, unless the agents chose to remove it and the notices said so', async () => {
    for (const removesFactors of [false, true]) {
      const owner = await withTotp();
      const sendTo = `factor-${removesFactors}@example.com`;
      const { body } = await start(owner.userId, sendTo, { removesFactors });
      await portal.settle();
      expect(portal.mailTo(owner.email)?.text.includes('removes the second factor')).toBe(removesFactors);
      await approve(second, body.id);
      await letADayPass(body.id);
      await sendDue();
      expect((await complete(tokenIn(sendTo))).status).toBe(204);
      const { body: signedIn } = await signIn(owner.email, newPassword);
      expect([removesFactors, signedIn.next ?? null]).toEqual([
        removesFactors,
        removesFactors ? null : 'mfa',
      ]);
    }
  });
});

// Only whether a code is asked for matters here, so the secret is none.
async function withTotp(): Promise<SignedInMember> {
  const owner = await signedInMember(portal);
  await portal.sql("update identity.user set totp_secret = 'sealed', totp_since = now() where id = $1", [
    owner.userId,
  ]);
  return owner;
}

describe('stopping a recovery', () => {
  it('shows the owner a banner on every page, and stops from any session', async () => {
    const owner = await signedInMember(portal);
    const { body } = await start(owner.userId);
    const page = await owner.visitor.get('/');
    expect(page.html).toContain('let somebody back into your account');
    expect((await owner.api.get('/api/v1/me/recovery')).body.recovery).toMatchObject({ status: 'requested' });
    await owner.visitor.get('/account/recovery');
    const done = await owner.visitor.post('/account/recovery/stop');
    expect(done.html).toContain('The recovery is stopped.');
    expect(done.html).not.toContain('let somebody back into your account');
    expect(await statusOf(body.id)).toBe('stopped');
    expect((await approve(second, body.id)).body.code).toBe('recovery-status-conflict');
    expect((await owner.api.post('/api/v1/me/recovery/stop')).status).toBe(404);
    expect((await owner.api.get('/api/v1/me/recovery')).body).toEqual({ recovery: null });
  });

  it('C9 stops by the link of the notice, which opening does not use up', async () => {
    const owner = await signedInMember(portal);
    const { body } = await start(owner.userId, 'thief@example.com');
    await portal.settle();
    const token = tokenIn(owner.email);
    await approve(second, body.id);
    await letADayPass(body.id);
    await sendDue();
    const visitor = portal.visitor();
    for (const _ of [1, 2]) expect((await visitor.get(`/stop-recovery?token=${token}`)).status).toBe(200);
    expect(await statusOf(body.id)).toBe('approved');
    expect((await visitor.post('/stop-recovery', { token })).html).toContain('The recovery is stopped');
    expect((await visitor.get(`/stop-recovery?token=${token}`)).status).toBe(410);
    const late = tokenIn('thief@example.com');
    expect((await portal.visitor().get(`/account-recovery?token=${late}`)).status).toBe(410);
    expect((await complete(late)).status).toBe(410);
    expect((await portal.api().post('/api/v1/recoveries/stop', { token: 'x' })).status).toBe(410);
  });

  it('keeps another one from stopping it, and customers and foreign agents from deciding', async () => {
    const [owner, other] = [await signedInMember(portal), await signedInMember(portal)];
    const { body } = await start(owner.userId);
    expect((await other.api.post('/api/v1/me/recovery/stop')).status).toBe(404);
    expect((await other.api.get('/api/v1/me/recovery')).body.recovery).toBeNull();
    expect((await approve(other, body.id)).status).toBe(403);
    expect((await other.visitor.get('/admin/recoveries')).status).toBe(403);
    expect((await approve(second, newId())).status).toBe(404);
    const again = await start(owner.userId);
    expect([again.status, again.body.code]).toEqual([409, 'recovery-open']);
    const colleague = await signedInStaff(portal);
    expect((await start(colleague.userId)).status).toBe(404);
    expect((await start(first.userId)).body.code).toBe('own-account');
  });
});

describe('races', () => {
  it('C3 approves once of many approvals, and never by the agent who started it', async () => {
    const owner = await signedInMember(portal);
    const { body } = await start(owner.userId);
    const third = await signedInStaff(portal);
    const answers = await Promise.all(
      [first, second, third, first, second].map((by) => approve(by, body.id)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const [row] = await portal.sql<{ approved_by: string }>(
      'select approved_by from identity.recovery where id = $1',
      [body.id],
    );
    expect(row?.approved_by).not.toBe(first.userId);
  });

  it('C3 lets a stop win over an approval and over setting the password, or lose to it, never both', async () => {
    const owner = await signedInMember(portal);
    const { body } = await start(owner.userId, 'race@example.com');
    await Promise.all([approve(second, body.id), owner.api.post('/api/v1/me/recovery/stop')]);
    expect(await statusOf(body.id)).toBe('stopped');
    const again = await start(owner.userId, 'race@example.com');
    await approve(second, again.body.id);
    await letADayPass(again.body.id);
    await sendDue();
    const token = tokenIn('race@example.com');
    const [stopped, set] = await Promise.all([owner.api.post('/api/v1/me/recovery/stop'), complete(token)]);
    const outcome = await statusOf(again.body.id);
    expect([outcome, set.status]).toEqual(stopped.status === 204 ? ['stopped', 410] : ['completed', 204]);
  });

  it('starts one of many at once, and sends one link of many sweeps', async () => {
    const owner = await signedInMember(portal);
    const starts = await Promise.all([1, 2, 3].map(() => start(owner.userId, 'sweep@example.com')));
    expect(starts.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const id = starts.find(({ status }) => status === 201)?.body.id;
    await approve(second, id);
    await letADayPass(id);
    await Promise.all([1, 2, 3].map(() => portal.get(SendDueRecoveries).execute()));
    await portal.settle();
    expect(portal.mails().filter(({ to }) => to.includes('sweep@example.com'))).toHaveLength(1);
  });
});

describe('the pages of recoveries', () => {
  it('C3 starts, approves and withdraws in the console, and sets the password on a page', async () => {
    const owner = await signedInMember(portal, { name: 'Otto Brink' });
    const address = `/admin/people/${owner.userId}`;
    expect((await first.visitor.get(address)).html).toContain('Start a recovery');
    await first.visitor.get(`${address}/recovery`);
    const refused = await first.visitor.post(`${address}/recovery`, {
      reason: 'Lost.',
      verifiedBy: '',
      sendTo: 'x',
    });
    expect([refused.status, refused.html.includes('Lost.')]).toEqual([422, true]);
    const form = {
      reason: 'Lost all.',
      verifiedBy: 'Passport.',
      sendTo: 'otto@example.com',
      removesFactors: 'true',
    };
    const started = await first.visitor.post(`${address}/recovery`, form);
    expect(started.html).toContain('Another agent has to approve.');
    expect((await first.visitor.get(address)).html).toContain('Needs approval');
    const list = await second.visitor.get('/admin/recoveries');
    const action = /action="(\/admin\/recoveries\/[\w-]+\/approve)"/.exec(list.html)?.[1] ?? '';
    expect((await second.visitor.post(action)).html).toContain('Waits until');
    expect((await second.visitor.post(action)).status).toBe(422);
    await letADayPass(action.split('/')[3] ?? '');
    await sendDue();
    const token = tokenIn('otto@example.com');
    const visitor = portal.visitor();
    await visitor.get(`/account-recovery?token=${token}`);
    const weak = await visitor.post('/account-recovery', { token, password: 'short', repetition: 'short' });
    expect([weak.status, weak.html.includes('at least 8 characters')]).toEqual([422, true]);
    const set = await visitor.post('/account-recovery', {
      token,
      password: newPassword,
      repetition: newPassword,
    });
    expect(set.url).toContain('/sign-in');
    const other = await start((await signedInMember(portal)).userId);
    const withdrawn = await second.visitor.post(`/admin/recoveries/${other.body.id}/withdraw`);
    expect(withdrawn.html).toContain('The recovery is withdrawn.');
  });
});
