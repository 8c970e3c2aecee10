import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  goodPassword,
  keyHolder,
  proveByPassword,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense, type Licensed, unclaimedLicense } from './licensed.js';

let portal: Portal;
let first: SignedInPerson;
let second: SignedInPerson;
beforeAll(async () => {
  portal = await startPortal({ environment: { CLAIM_WITHOUT_CONTACT: 'staff' } });
  first = await signedInStaff(portal);
  second = await signedInStaff(portal);
});
beforeEach(() => portal.sql('delete from platform.rate_limit'));
afterAll(() => portal.close());

const waitingFor = async (licenseId: string) => {
  const { body } = await first.api.get('/api/v1/staff/claims');
  return body.items.filter((item: { licenseId: string }) => item.licenseId === licenseId);
};
const confirm = (agent: SignedInPerson, id: string) => agent.api.post(`/api/v1/staff/claims/${id}/confirm`);

async function contested(license: Licensed, email: string) {
  await keyHolder(portal, license);
  const api = (path: string, body: object) => portal.api().post(`/api/v1/sign-in/${path}`, body);
  const { serialNumber, uid } = license;
  const { ticket } = (await api('serial', { serialNumber, uid })).body;
  const contest = (await api('start-over', { ticket })).body.ticket;
  const asked = await api('contest/review', {
    ticket: contest,
    email,
    statement: 'Order 1042, paid in May.',
  });
  expect(asked.status).toBe(202);
  const items = await waitingFor(license.licenseId);
  return items.find((item: { kind: string }) => item.kind === 'contest');
}

describe('C2 a claim that waits for two agents', () => {
  it('C2 counts with the second agent, not when one confirms twice, and each yes is audited', async () => {
    const license = await unclaimedLicense(portal);
    const holder = await keyHolder(portal, license);
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(403);
    const [review] = await waitingFor(license.licenseId);
    expect(review).toMatchObject({ kind: 'proof', firstBy: null, serialNumber: license.serialNumber });
    expect((await confirm(first, review.id)).body).toEqual({ outcome: 'first' });
    const twice = await confirm(first, review.id);
    expect([twice.status, twice.body.code]).toEqual([409, 'second-agent-needed']);
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(403);
    expect((await confirm(second, review.id)).body).toEqual({ outcome: 'confirmed' });
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(200);
    expect((await confirm(second, review.id)).body.code).toBe('review-over');
    const entries = await portal.sql<{ action: string; actor_id: string }>(
      'select action, actor_id from platform.audit_entry where object_id = $1 order by at',
      [review.id],
    );
    expect(entries).toEqual([
      { action: 'identity.claim-confirmed-once', actor_id: first.userId },
      { action: 'identity.claim-confirmed', actor_id: second.userId },
    ]);
  });

  it('C2 of two agents at once, and of one twice at once, only two different ones count', async () => {
    const license = await unclaimedLicense(portal);
    const holder = await keyHolder(portal, license);
    const [review] = await waitingFor(license.licenseId);
    const same = await Promise.all([1, 2, 3, 4].map(() => confirm(first, review.id)));
    expect(same.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(403);
  });

  it('C2 is refused by one agent, and then stays refused', async () => {
    const license = await unclaimedLicense(portal);
    await keyHolder(portal, license);
    const [review] = await waitingFor(license.licenseId);
    expect((await second.api.post(`/api/v1/staff/claims/${review.id}/refuse`)).status).toBe(204);
    expect((await confirm(first, review.id)).status).toBe(409);
    expect(await waitingFor(license.licenseId)).toEqual([]);
  });

  it('C2 tells the claimant by mail what two agents confirmed, or one refused, and not what one confirmed', async () => {
    for (const outcome of ['confirm', 'refuse'] as const) {
      const license = await unclaimedLicense(portal);
      const holder = await keyHolder(portal, license);
      const email = `claimant.${outcome}@example.com`;
      await proveByPassword(holder, 'change-email');
      expect((await holder.api.post('/api/v1/me/email', { email })).status).toBe(202);
      await portal.settle();
      const token = /token=([\w-]+)/.exec(portal.mailTo(email)?.text ?? '')?.[1];
      expect((await portal.api().post('/api/v1/me/email/confirm', { token })).status).toBe(204);
      const decisions = async () => {
        await portal.settle();
        const mails = portal.mails().filter(({ to }) => to.includes(email));
        return mails.flatMap(({ subject, text }) => (subject.includes('About your license') ? [text] : []));
      };
      const [review] = await waitingFor(license.licenseId);
      if (outcome === 'confirm') await confirm(first, review.id);
      expect(await decisions()).toEqual([]);
      await second.api.post(`/api/v1/staff/claims/${review.id}/${outcome}`);
      const words = { confirm: 'confirmed that the license is yours', refuse: 'could not confirm' }[outcome];
      expect(await decisions()).toEqual([expect.stringContaining(words)]);
    }
  });

  it('C2 A2 ends an earlier claim by a link mailed to who contested it, which works once', async () => {
    const license = await boughtLicense(portal, 'buyer.review@example.com');
    const review = await contested(license, 'Real.Buyer@example.com');
    expect(review).toMatchObject({ email: 'real.buyer@example.com', statement: 'Order 1042, paid in May.' });
    await confirm(first, review.id);
    await portal.settle();
    expect(portal.mailTo('real.buyer@example.com')).toBeUndefined();
    await confirm(second, review.id);
    await portal.settle();
    const link = /https?:\S+\/sign-in\/confirmed\?token=([\w-]+)/.exec(
      portal.mailTo('real.buyer@example.com')?.text ?? '',
    );
    const token = link?.[1] ?? '';
    const visitor = portal.visitor();
    const page = await visitor.get(`/sign-in/confirmed?token=${token}`);
    expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
    expect((await visitor.post('/sign-in/confirmed', { token })).url).toBe('/sign-in/set-password');
    const done = await visitor.post('/sign-in/set-password', {
      password: goodPassword,
      repetition: goodPassword,
    });
    expect(done.status).toBe(200);
    expect((await visitor.get('/licenses')).url).toBe('/licenses');
    expect((await portal.api().post('/api/v1/sign-in/confirmed', { token })).status).toBe(410);
    const evicted = await portal.sql(
      "select 1 from platform.audit_entry where action = 'identity.claim-evicted'",
    );
    expect(evicted).toHaveLength(1);
  });

  it('C2 is worked on the pages of the console, where the first agent is not asked again', async () => {
    const license = await unclaimedLicense(portal);
    const holder = await keyHolder(portal, license);
    const [review] = await waitingFor(license.licenseId);
    const list = await first.visitor.get('/admin/claims');
    expect(list.html).toContain(license.serialNumber);
    const once = await first.visitor.post(`/admin/claims/${review.id}/confirm`);
    expect(once.url).toBe('/admin/claims');
    expect(once.html).not.toContain(`/admin/claims/${review.id}/confirm`);
    expect((await first.visitor.post(`/admin/claims/${review.id}/confirm`)).status).toBe(422);
    await second.visitor.get('/admin/claims');
    await second.visitor.post(`/admin/claims/${review.id}/confirm`);
    expect((await holder.api.get('/api/v1/licenses')).status).toBe(200);
  });

  it('C2 is asked for by the claimant, once, and seen by staff only', async () => {
    const license = await boughtLicense(portal, 'asks.review@example.com');
    const holder = await keyHolder(portal, license);
    const ask = { statement: 'I am the buyer, and my mailbox is gone.' };
    expect((await holder.api.post('/api/v1/claims/review', ask)).status).toBe(202);
    expect((await holder.api.post('/api/v1/claims/review', ask)).status).toBe(202);
    expect(await waitingFor(license.licenseId)).toHaveLength(1);
    const member = await signedInMember(portal);
    expect((await member.api.get('/api/v1/staff/claims')).status).toBe(403);
    expect((await holder.api.get('/api/v1/staff/claims')).status).toBe(403);
  });
});
