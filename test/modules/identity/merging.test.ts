import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day } from '../../../src/kernel/clock.js';
import type { EmailAddress } from '../../../src/kernel/email-address.js';
import type { OrganizationId } from '../../../src/kernel/ids.js';
import { InviteMember } from '../../../src/modules/identity/application/organizations/invite-member.js';
import type { ApiClient } from '../../harness/clients.js';
import {
  freshProof,
  goodPassword,
  keyHolder,
  type SignedInMember,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Licensed, unclaimedLicense } from './licensed.js';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());

interface Holder {
  readonly userId: string;
  readonly api: ApiClient;
  readonly license: Licensed;
}

const kestrel = 'Kestrel Optics';

async function aHolder(): Promise<Holder> {
  const license = await unclaimedLicense(portal);
  const { api } = await keyHolder(portal, license);
  const userId = (await api.get('/api/v1/me')).body.id as string;
  await portal.sql('update identity.key_holder set proved_at = claimed_at where user_id = $1', [userId]);
  return { userId, api, license };
}

/** A member of the organization that owns the holder's license. */
const memberWith = ({ license }: Holder): Promise<SignedInMember> =>
  signedInMember(portal, {
    organizationId: license.organizationId,
    organizationName: kestrel,
    role: 'reader',
  });

async function ask(api: ApiClient, userId: string, other: string) {
  await freshProof(portal, userId, 'merge-accounts');
  return api.post('/api/v1/me/merges', { other });
}
const openOf = async (api: ApiClient) => (await api.get('/api/v1/me/merges')).body.items;
async function consent(api: ApiClient, userId: string, id: string) {
  await freshProof(portal, userId, 'merge-accounts');
  return api.post(`/api/v1/me/merges/${id}/consent`);
}
const tokenIn = (address: string) => /token=([\w-]+)/.exec(portal.mailTo(address)?.text ?? '')?.[1] ?? '';

describe('ID-9 merging two accounts', () => {
  it('ID-9 makes one of a key holder and a member, both consenting, and loses nothing', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    const ticket = await holder.api.post('/api/v1/tickets', { subject: 'From the key', body: 'Hello.' });
    expect(ticket.status).toBe(201);
    await freshProof(portal, holder.userId, 'create-api-token');
    const token = { name: 'Backup', scopes: ['licenses.read'] };
    const made = await holder.api.post('/api/v1/me/api-tokens', token);
    expect(made.status).toBe(201);
    expect((await ask(holder.api, holder.userId, member.email.toUpperCase())).status).toBe(202);
    const [mine] = await openOf(holder.api);
    expect(mine).toMatchObject({ otherName: null, agreed: true });
    const [asked] = await openOf(member.api);
    expect(asked).toMatchObject({ agreed: false, proposedByStaff: false });
    expect((await consent(member.api, member.userId, asked.id)).body).toEqual({ answer: 'merged' });
    await portal.settle();
    expect((await holder.api.get('/api/v1/me')).status).toBe(401);
    const [place] = await portal.sql<{ user_id: string }>(
      'select user_id from identity.key_holder where license_id = $1',
      [holder.license.licenseId],
    );
    expect(place?.user_id).toBe(member.userId);
    const licenses = (await member.api.get('/api/v1/licenses')).body.items;
    expect(licenses.map(({ id }: { id: string }) => id)).toContain(holder.license.licenseId);
    expect((await member.api.get(`/api/v1/tickets/${ticket.body.id}`)).body.subject).toBe('From the key');
    const [kept] = await portal.sql('select requester_id from support.ticket where id = $1', [
      ticket.body.id,
    ]);
    expect(kept).toEqual({ requester_id: member.userId });
    expect((await portal.api(made.body.token).get('/api/v1/licenses')).status).toBe(200);
    const entries = await portal.sql<{ about_user_id: string }>(
      "select about_user_id from platform.audit_entry where action = 'identity.accounts-merged' and object_id = $1",
      [holder.userId],
    );
    expect(entries.map(({ about_user_id: about }) => about).sort()).toEqual(
      [holder.userId, member.userId].sort(),
    );
  });

  it('ID-9 leads serial number and UID to the member afterwards, with the password of the member', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    await ask(member.api, member.userId, holder.license.serialNumber);
    const [asked] = await openOf(holder.api);
    expect((await consent(holder.api, holder.userId, asked.id)).body).toEqual({ answer: 'merged' });
    const { serialNumber, uid } = holder.license;
    const { body } = await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid });
    expect(body.next).toBe('password');
    const { ticket } = body;
    const signedIn = await portal.api().post('/api/v1/sign-in/password', { ticket, password: goodPassword });
    const me = await portal.api(signedIn.body.accessToken).get('/api/v1/me');
    expect(me.body).toMatchObject({ id: member.userId, role: 'reader' });
  });

  it('ID-9 C9 consents by the mailed link, which opening does not use up', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    await ask(holder.api, holder.userId, member.email);
    await portal.settle();
    const token = tokenIn(member.email);
    const visitor = portal.visitor();
    for (const _ of [1, 2]) expect((await visitor.get(`/merge?token=${token}`)).status).toBe(200);
    expect((await holder.api.get('/api/v1/me')).status).toBe(200);
    expect((await visitor.post('/merge', { token })).html).toContain('are one now');
    expect((await holder.api.get('/api/v1/me')).status).toBe(401);
    expect((await portal.api().post('/api/v1/merges/consent', { token })).status).toBe(410);
  });

  it('ID-6 needs a fresh proof on both sides', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    const without = await holder.api.post('/api/v1/me/merges', { other: member.email });
    expect(without.body.code).toBe('step-up-required');
    await ask(holder.api, holder.userId, member.email);
    const [asked] = await openOf(member.api);
    expect((await member.api.post(`/api/v1/me/merges/${asked.id}/consent`)).body.code).toBe(
      'step-up-required',
    );
  });

  it('says the same whether the other account exists, and lets strangers answer nothing', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    const answers = [];
    for (const other of [member.email, 'nobody@example.com', 'AAAA-BBBB-CCCC-DDDD'])
      answers.push(await ask(holder.api, holder.userId, other));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    const shapes = (await openOf(holder.api)).map(
      ({ otherName, agreed }: { otherName: null; agreed: boolean }) => ({
        otherName,
        agreed,
      }),
    );
    expect(shapes).toEqual(Array(3).fill({ otherName: null, agreed: true }));
    const stranger = await signedInMember(portal);
    const [asked] = await openOf(member.api);
    expect((await consent(stranger.api, stranger.userId, asked.id)).status).toBe(404);
    expect((await stranger.api.post(`/api/v1/me/merges/${asked.id}/decline`)).status).toBe(404);
    expect(await openOf(stranger.api)).toEqual([]);
  });

  it('declines, takes back and forgets after 7 days', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    await ask(holder.api, holder.userId, member.email);
    const [asked] = await openOf(member.api);
    expect((await member.api.post(`/api/v1/me/merges/${asked.id}/decline`)).status).toBe(204);
    expect((await consent(member.api, member.userId, asked.id)).status).toBe(404);
    await ask(holder.api, holder.userId, member.email);
    await portal.sql('update identity.account_merge set expires_at = $1 where outcome is null', [
      new Date(portal.clock.now().getTime() - day),
    ]);
    expect(await openOf(member.api)).toEqual([]);
  });

  it('ID-9 refuses what cannot become one, with the reason', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    const reasonOf = async (partner: SignedInMember) => {
      await ask(holder.api, holder.userId, partner.email);
      const [asked] = await openOf(partner.api);
      return (await consent(partner.api, partner.userId, asked.id)).body.reason;
    };
    expect(await reasonOf(await signedInMember(portal))).toBe('other-organization');
    const own = await ask(member.api, member.userId, member.email);
    expect([own.status, own.body.reason]).toEqual([409, 'same']);
    const other = await memberWith(holder);
    await ask(member.api, member.userId, other.email);
    const [asked] = await openOf(other.api);
    expect((await consent(other.api, other.userId, asked.id)).body.reason).toBe('no-key-holder');
    const staff = await signedInStaff(portal);
    expect((await ask(staff.api, staff.userId, member.email)).status).toBe(403);
    await portal.sql('update identity.key_holder set proved_at = null where user_id = $1', [holder.userId]);
    expect((await ask(holder.api, holder.userId, member.email)).body.code).toBe('claim-not-proved');
  });

  it('ID-9 merges once of many consents at once', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    await ask(holder.api, holder.userId, member.email);
    const [asked] = await openOf(member.api);
    await freshProof(portal, member.userId, 'merge-accounts');
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => member.api.post(`/api/v1/me/merges/${asked.id}/consent`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
  });
});

describe('the faces of merging', () => {
  it('ID-9 lets an agent propose, and both accounts decide', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    const agent = await signedInStaff(portal);
    const address = `/api/v1/staff/people/${holder.userId}/merge-proposals`;
    expect((await member.api.post(address, { other: member.email })).status).toBe(403);
    expect((await agent.api.post(address, { other: 'nobody@example.com' })).status).toBe(422);
    expect((await agent.api.post(address, { other: (await signedInMember(portal)).email })).body.reason).toBe(
      'other-organization',
    );
    await agent.visitor.get(`/admin/people/${holder.userId}`);
    const done = await agent.visitor.post(`/admin/people/${holder.userId}/propose-merge`, {
      other: member.email,
    });
    expect(done.html).toContain('Both accounts are asked.');
    const [first] = await openOf(holder.api);
    expect(first).toMatchObject({ agreed: false, proposedByStaff: true });
    expect((await consent(holder.api, holder.userId, first.id)).body).toEqual({ answer: 'waiting' });
    expect((await consent(member.api, member.userId, first.id)).body).toEqual({ answer: 'merged' });
  });

  it('ID-9 asks and agrees on pages', async () => {
    const holder = await aHolder();
    const member = await memberWith(holder);
    expect((await member.visitor.get('/account')).html).toContain('/account/merge');
    await freshProof(portal, member.userId, 'merge-accounts');
    await member.visitor.get('/account/merge');
    const empty = await member.visitor.post('/account/merge', { other: '' });
    expect([empty.status, empty.html.includes('Enter the other account.')]).toEqual([422, true]);
    const asked = await member.visitor.post('/account/merge', { other: holder.license.serialNumber });
    expect(asked.html).toContain('If there is such an account, it has been asked.');
    await ask(holder.api, holder.userId, member.email);
    const page = await member.visitor.get('/account/merge');
    const action = /action="(\/account\/merge\/[\w-]+\/consent)"/.exec(page.html)?.[1] ?? '';
    expect((await member.visitor.post(action)).html).toContain('The two accounts are one now.');
    expect((await holder.api.get('/api/v1/me')).status).toBe(401);
  });
});

describe('accepting an invitation as a key holder', () => {
  async function invitedTo(organizationId: string, email: string): Promise<string> {
    await portal.get(InviteMember).execute({
      organizationId: organizationId as OrganizationId,
      email: email as EmailAddress,
      name: 'Ina Holm',
      locale: 'en',
      role: 'reader',
      invitedBy: null,
    });
    await portal.settle();
    return tokenIn(email);
  }
  const accept = (api: ApiClient, token: string, more: object = {}) =>
    api.post('/api/v1/invitations/accept', { token, password: goodPassword, ...more });
  const holderOf = async ({ license }: Holder) =>
    (
      await portal.sql<{ user_id: string }>('select user_id from identity.key_holder where license_id = $1', [
        license.licenseId,
      ])
    )[0]?.user_id;

  it('ID-9 merges both accounts when the person says so, after a fresh proof', async () => {
    const holder = await aHolder();
    const token = await invitedTo(holder.license.organizationId, 'merge.new@example.com');
    const without = await accept(holder.api, token, { accounts: 'merge' });
    expect([without.status, without.body.code]).toEqual([403, 'step-up-required']);
    await freshProof(portal, holder.userId, 'merge-accounts');
    const joined = await accept(holder.api, token, { accounts: 'merge' });
    expect(joined.status).toBe(200);
    const member = portal.api(joined.body.accessToken);
    const me = (await member.get('/api/v1/me')).body;
    expect(me).toMatchObject({ email: 'merge.new@example.com', role: 'reader' });
    expect(await holderOf(holder)).toBe(me.id);
    expect((await holder.api.get('/api/v1/me')).status).toBe(401);
    const entries = await portal.sql(
      "select 1 from platform.audit_entry where action = 'identity.accounts-merged' and object_id = $1",
      [holder.userId],
    );
    expect(entries).toHaveLength(2);
  });

  it('ID-9 keeps them apart when the person says so, or a program says nothing', async () => {
    for (const more of [{ accounts: 'apart' }, {}]) {
      const holder = await aHolder();
      const email = `apart.${holder.userId.slice(-8)}@example.com`;
      const token = await invitedTo(holder.license.organizationId, email);
      expect((await accept(holder.api, token, more)).status).toBe(200);
      expect(await holderOf(holder)).toBe(holder.userId);
      expect((await holder.api.get('/api/v1/me')).status).toBe(200);
    }
  });

  it('ID-9 S3.6 merges no account of a foreign session, and then nobody joined', async () => {
    const holder = await aHolder();
    const token = await invitedTo(holder.license.organizationId, 'merge.foreign@example.com');
    const stranger = await aHolder();
    const member = await signedInMember(portal);
    for (const { api, userId } of [stranger, member]) {
      await freshProof(portal, userId, 'merge-accounts');
      const refused = await accept(api, token, { accounts: 'merge' });
      expect([refused.status, refused.body.code]).toEqual([409, 'merge-refused']);
      expect((await api.get('/api/v1/me')).status).toBe(200);
    }
    const nobody = await accept(portal.api(), token, { accounts: 'merge' });
    expect([nobody.status, nobody.body.reason]).toEqual([409, 'no-key-holder']);
    expect(await portal.sql("select 1 from identity.user where email = 'merge.foreign@example.com'")).toEqual(
      [],
    );
    expect(await holderOf(holder)).toBe(holder.userId);
    expect((await accept(portal.api(), token)).status).toBe(200);
  });

  async function visitorOf({ license }: Holder) {
    const visitor = portal.visitor();
    await visitor.get('/sign-in');
    const { serialNumber, uid } = license;
    await visitor.post('/sign-in/serial', { serialNumber, uid, next: '' });
    await visitor.post('/sign-in/password', { password: goodPassword });
    return visitor;
  }

  it('ID-9 asks on the page, wants the password of both, and does what was chosen', async () => {
    const holder = await aHolder();
    const member = await memberWith(await aHolder());
    const token = await invitedTo(holder.license.organizationId, member.email);
    const visitor = await visitorOf(holder);
    const page = await visitor.get(`/invitation?token=${token}`);
    expect(page.html).toContain('Merge both accounts, or keep them apart?');
    const post = (more: Record<string, string>) =>
      visitor.post('/invitation', { token, password: goodPassword, ...more });
    const unanswered = await post({});
    expect([unanswered.status, unanswered.html.includes('Choose whether to merge')]).toEqual([422, true]);
    const unproved = await post({ accounts: 'merge' });
    expect([unproved.status, unproved.html.includes('Confirm first that it is you')]).toEqual([422, true]);
    expect((await post({ accounts: 'merge', secret: 'Wrong-Password-1!' })).status).toBe(422);
    expect(await holderOf(holder)).toBe(holder.userId);
    expect((await post({ accounts: 'merge', secret: goodPassword })).url).toBe('/');
    expect(await holderOf(holder)).toBe(member.userId);
    expect((await visitor.get('/account')).html).toContain(member.email);
  });

  it('ID-9 does not ask who is signed out, a member, or the key holder of another organization', async () => {
    const holder = await aHolder();
    const token = await invitedTo(holder.license.organizationId, 'merge.unasked@example.com');
    const others = [
      portal.visitor(),
      (await signedInMember(portal)).visitor,
      await visitorOf(await aHolder()),
    ];
    for (const visitor of others) {
      const page = await visitor.get(`/invitation?token=${token}`);
      expect([page.status, page.html.includes('keep them apart')]).toEqual([200, false]);
    }
  });
});
