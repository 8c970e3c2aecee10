import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hour } from '../../../src/kernel/clock.js';
import {
  goodPassword,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

const base = '/api/v1/organization/invitations';
let serial = 0;
const newAddress = (): string => {
  serial += 1;
  return `invited-${serial}@example.com`;
};

describe('invitations by managers and staff', () => {
  let portal: Portal;
  let owner: SignedInMember;
  let agent: SignedInPerson;
  beforeAll(async () => {
    portal = await startPortal();
    [owner, agent] = [await signedInMember(portal), await signedInStaff(portal)];
  }, 120_000);
  afterAll(() => portal.close());

  const invite = async (about: object = {}, by: Pick<SignedInMember, 'api'> = owner) => {
    const email = newAddress();
    const answer = await by.api.post(base, { email, name: 'Jonas Weber', role: 'buyer', ...about });
    await portal.settle();
    return { email, ...answer.body, status: answer.status, token: tokenTo(email) };
  };
  const tokenTo = (email: string): string =>
    /\/invitation\?token=([\w-]+)/.exec(portal.mailTo(email)?.text ?? '')?.[1] ?? '';
  const temporaryTo = (email: string): string =>
    /Temporary password: ([\w-]+)/.exec(portal.mailTo(email)?.text ?? '')?.[1] ?? '';
  const accept = (token: string) =>
    portal.api().post('/api/v1/invitations/accept', { token, password: goodPassword });
  const stateOf = async (id: string) => (await owner.api.get(`${base}/${id}`)).body.state;

  it('S3.13 S3.14 lets an owner invite: the mail says who invites, what they write, and until when', async () => {
    const { email, status, state, token } = await invite({ message: 'See you in the portal.' });
    expect([status, state]).toEqual([201, 'pending']);
    const { text = '' } = portal.mailTo(email) ?? {};
    for (const words of [
      'Mira Solberg invites you',
      'See you in the portal.',
      'works once, until',
      portal.baseUrl,
    ])
      expect(text).toContain(words);
    const joined = await accept(token);
    const { body } = await portal.api(joined.body.accessToken).get('/api/v1/me');
    expect(body).toMatchObject({ email, role: 'buyer', organization: { id: owner.organizationId } });
  });

  it('S3.13 lets an agent invite to any customer, and refuses ordinary members', async () => {
    const email = newAddress();
    const path = `/api/v1/staff/customers/${owner.organizationId}/invitations`;
    const answer = await agent.api.post(path, { email, name: 'Ana', role: 'owner' });
    expect(answer.status).toBe(201);
    await portal.settle();
    expect((await accept(tokenTo(email))).status).toBe(200);
    const reader = await signedInMember(portal, {
      organizationId: owner.organizationId,
      role: 'license-admin',
    });
    expect((await invite({}, reader)).status).toBe(403);
    expect((await reader.api.get(base)).status).toBe(403);
    expect((await owner.api.post(path, { email: newAddress(), name: 'A', role: 'buyer' })).status).toBe(403);
    const nowhere = await agent.api.post(
      '/api/v1/staff/customers/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11/invitations',
      {
        email: newAddress(),
        name: 'A',
        role: 'buyer',
      },
    );
    expect(nowhere.status).toBe(404);
  });

  it('S3.51 keeps every state in the list, with address and times', async () => {
    const mine = await signedInMember(portal);
    const [accepted, revoked, expired, pending] = [
      await invite({}, mine),
      await invite({}, mine),
      await invite({}, mine),
      await invite({}, mine),
    ];
    await accept(accepted.token);
    await mine.api.post(`${base}/${revoked.id}/revoke`);
    await portal.sql("update identity.invitation set expires_at = now() - interval '1 hour' where id = $1", [
      expired.id,
    ]);
    const { body } = await mine.api.get(base);
    expect(body.items.map(({ email, state }: { email: string; state: string }) => [email, state])).toEqual([
      [pending.email, 'pending'],
      [expired.email, 'expired'],
      [revoked.email, 'revoked'],
      [accepted.email, 'accepted'],
    ]);
    const everywhere = await agent.api.get(`/api/v1/staff/invitations?query=${expired.email}`);
    expect(everywhere.body.items).toMatchObject([
      { email: expired.email, state: 'expired', organization: { id: mine.organizationId } },
    ]);
    expect((await mine.api.get('/api/v1/staff/invitations')).status).toBe(403);
  });

  it('S3.6 S3.51 keeps invitations of others out of reach', async () => {
    const other = await signedInMember(portal);
    const { id } = await invite({}, other);
    for (const call of [
      owner.api.get(`${base}/${id}`),
      owner.api.post(`${base}/${id}/resend`),
      owner.api.post(`${base}/${id}/revoke`),
      owner.api.post(`${base}/${id}/correct`, { email: newAddress() }),
      agent.api.post(`/api/v1/staff/customers/${owner.organizationId}/invitations/${id}/revoke`),
    ]) {
      expect((await call).status).toBe(404);
    }
  });

  it('S3.52 ID-8 sends again with a new token, also an expired one; only the newest works', async () => {
    const { id, email, token } = await invite();
    portal.clock.advance(8 * day);
    const fresh = await signedInMember(portal, { organizationId: owner.organizationId });
    expect((await fresh.api.get(`${base}/${id}`)).body.state).toBe('expired');
    expect((await fresh.api.post(`${base}/${id}/resend`)).body.state).toBe('pending');
    await portal.settle();
    const second = tokenTo(email);
    await fresh.api.post(`${base}/${id}/resend`);
    expect((await accept(second)).status).toBe(410);
    await portal.settle();
    expect((await accept(token)).status).toBe(410);
    expect((await accept(tokenTo(email))).status).toBe(200);
    expect((await fresh.api.post(`${base}/${id}/resend`)).body.code).toBe('invitation-closed');
    owner = fresh;
    agent = await signedInStaff(portal);
  });

  it('S3.14 mails no link for an invitation that expired before its mail could leave', async () => {
    const { id, email, token } = await invite();
    await portal.sql('update identity.invitation set expires_at = $1 where id = $2', [
      portal.clock.now(),
      id,
    ]);
    await portal.sql(
      `insert into platform.outbox (id, name, version, occurred_at, payload)
       select gen_random_uuid(), name, version, occurred_at, payload from platform.outbox
       where name = 'identity.user-invited' and payload ->> 'invitationId' = $1`,
      [id],
    );
    await portal.settle();
    expect(portal.mails().filter(({ to }) => to.includes(email))).toHaveLength(1);
    expect(tokenTo(email)).toBe(token);
  });

  it('S3.51 corrects the address: what the wrong one received is void before the new mail leaves', async () => {
    const { id, token } = await invite();
    const right = newAddress();
    const corrected = await owner.api.post(`${base}/${id}/correct`, { email: right });
    expect(corrected.body).toMatchObject({ email: right, state: 'pending' });
    expect((await accept(token)).status).toBe(410);
    expect((await portal.visitor().get(`/invitation?token=${token}`)).status).toBe(410);
    await portal.settle();
    const { body } = await accept(tokenTo(right));
    expect((await portal.api(body.accessToken).get('/api/v1/me')).body.email).toBe(right);
  });

  it('S3.51 a link that was minted for the wrong address opens nothing, even when its mail left after the correction', async () => {
    const { id, token } = await invite();
    await portal.sql('update identity.invitation set email = $1 where id = $2', [newAddress(), id]);
    expect((await accept(token)).status).toBe(410);
  });

  it('refuses to invite a member, or an address that another open invitation has', async () => {
    const [one, two] = [await invite(), await invite()];
    const taken = await owner.api.post(`${base}/${one.id}/correct`, { email: two.email });
    expect([taken.status, taken.body.code]).toEqual([409, 'already-invited']);
    const known = await owner.api.post(base, { email: owner.email.toUpperCase(), name: 'M', role: 'buyer' });
    expect([known.status, known.body.code]).toEqual([409, 'already-member']);
  });

  it('A6 exactly one of 60 parallel posts that accept and revoke decides, and nothing breaks', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id, email, token } = await invite();
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          index % 3 ? accept(token) : owner.api.post(`${base}/${id}/revoke`),
        ),
      );
      for (const { status } of answers) expect([200, 401, 409, 410]).toContain(status);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const members = await portal.sql('select 1 from identity.user where email = $1', [email]);
      expect(members).toHaveLength((await stateOf(id)) === 'accepted' ? 1 : 0);
    }
  });

  it('A6 correcting, sending again and accepting at once never lets the old link in beside the new one', async () => {
    const { id, token } = await invite();
    const right = newAddress();
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => accept(token)),
      ...Array.from({ length: 10 }, () => owner.api.post(`${base}/${id}/resend`)),
      ...Array.from({ length: 10 }, () => owner.api.post(`${base}/${id}/correct`, { email: right })),
    ]);
    for (const { status } of answers) expect([200, 401, 409, 410]).toContain(status);
    const accepted = answers.slice(0, 20).filter(({ status }) => status === 200);
    expect(accepted).toHaveLength((await stateOf(id)) === 'accepted' ? 1 : 0);
  });

  it('limits the mails of one organization per hour', async () => {
    const busy = await signedInMember(portal);
    const { id } = await invite({}, busy);
    const answers = await Promise.all(
      Array.from({ length: 65 }, () => busy.api.post(`${base}/${id}/resend`)),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(6);
  });

  describe('with a temporary password', () => {
    const signIn = (login: string, password: string) =>
      portal.api().post('/api/v1/sign-in/password', { login, password });

    it('C7 S3.15 works once, opens only the step that sets a password, and is nowhere in the database', async () => {
      const { email, token } = await invite({ way: 'temporary-password' });
      expect(token).toBe('');
      const password = temporaryTo(email);
      expect(portal.mailTo(email)?.text).toContain(`Username: ${email}`);
      const kept = await portal.sql('select 1 from identity.invitation i where i::text like $1', [
        `%${password}%`,
      ]);
      expect(kept).toEqual([]);
      const first = await signIn(email, password.toLowerCase());
      expect(first.body).toEqual({ next: 'accept-invitation', token: expect.any(String) });
      const again = await signIn(email, password);
      expect([again.status, again.body.code]).toEqual([401, 'access-denied']);
      expect(
        (await portal.api().post('/api/v1/invitations/accept', { token: first.body.token, password: 'weak' }))
          .status,
      ).toBe(422);
      expect((await accept(first.body.token)).status).toBe(200);
      expect((await signIn(email, goodPassword)).status).toBe(200);
    });

    it('S3.15 leads from the sign-in page to the step that sets a password', async () => {
      const { email } = await invite({ way: 'temporary-password' });
      const visitor = portal.visitor();
      await visitor.get('/sign-in');
      const step = await visitor.post('/sign-in', { login: email, password: temporaryTo(email) });
      expect(step.url).toMatch(/^\/invitation\?token=/);
      expect((await visitor.get('/account')).url).toContain('/sign-in');
      const token = new URL(step.url, portal.baseUrl).searchParams.get('token') ?? '';
      await visitor.get(step.url);
      const fields = { token, password: goodPassword, repetition: goodPassword };
      expect((await visitor.post('/invitation', fields)).url).toBe('/');
    });

    it('S3.15 A3 C8 expired, revoked or at the wrong address, it answers like every refusal', async () => {
      const [late, gone, other] = [
        await invite({ way: 'temporary-password' }),
        await invite({ way: 'temporary-password' }),
        await invite({ way: 'temporary-password' }),
      ];
      const passwords = [late, gone, other].map(({ email }) => temporaryTo(email));
      await owner.api.post(`${base}/${gone.id}/revoke`);
      await portal.sql('update identity.invitation set temporary_password_expires_at = $1 where id = $2', [
        portal.clock.now(),
        late.id,
      ]);
      const answers = [
        await signIn(late.email, passwords[0] ?? ''),
        await signIn(gone.email, passwords[1] ?? ''),
        await signIn(newAddress(), passwords[2] ?? ''),
        await signIn('nobody@example.com', goodPassword),
      ];
      const seen = answers.map(({ status, body: { requestId: _id, ...body } }) => ({ status, body }));
      for (const answer of seen) expect(answer).toEqual(seen[3]);
      expect((await signIn(other.email, passwords[2] ?? '')).status).toBe(200);
    });

    it('S3.15 is valid for 24 hours, and 50 parallel uses open one step', async () => {
      const { email, id } = await invite({ way: 'temporary-password' });
      const [row] = await portal.sql<{ hours: number }>(
        `select extract(epoch from temporary_password_expires_at - sent_at) / 3600 as hours
          from identity.invitation where id = $1`,
        [id],
      );
      expect(Math.round(Number(row?.hours) * (hour / hour))).toBe(24);
      const password = temporaryTo(email);
      const answers = await Promise.all(Array.from({ length: 50 }, () => signIn(email, password)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('C7 sends a link to whoever has an account', async () => {
      const known = await signedInMember(portal);
      await owner.api.post(base, {
        email: known.email,
        name: 'K',
        role: 'reader',
        way: 'temporary-password',
      });
      await portal.settle();
      expect(temporaryTo(known.email)).toBe('');
      expect(tokenTo(known.email)).not.toBe('');
    });
  });
});
