import { hour } from '../../../src/kernel/clock.js';
import { InviteMember } from '../../../src/modules/identity/application/organizations/invite-member.js';
import { SendDueRecoveries } from '../../../src/modules/identity/application/recoveries/send-due-recoveries.js';
import {
  freshProof,
  goodPassword,
  keyHolder,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import type { Portal } from '../../harness/portal.js';
import { boughtLicense, type Licensed } from './licensed.js';

/** Has every mail sent that carries a secret, each the way that people do. */
export async function aDayOfSecrets(portal: Portal): Promise<void> {
  const license = await boughtLicense(portal, 'buyer.of.secrets@example.com');
  const member = await signedInMember(portal);
  const agents = [await signedInStaff(portal), await signedInStaff(portal, 'administrator')] as const;
  await keyHolder(portal, license);
  await contested(portal, agents, license);
  await invited(portal, agents[1], member);
  await recovered(portal, agents, member);
  await merging(portal, license);
  await changed(portal, member);
  await portal.settle();
}

type TwoAgents = readonly [SignedInPerson, SignedInPerson];

/** Somebody else bought the license: a code goes to the contact on file, and a link once two agents say yes. */
async function contested(
  portal: Portal,
  agents: TwoAgents,
  { serialNumber, uid, licenseId }: Licensed,
): Promise<void> {
  const signIn = (path: string, body: object) => portal.api().post(`/api/v1/sign-in/${path}`, body);
  const { ticket: first } = (await signIn('serial', { serialNumber, uid })).body;
  const { ticket } = (await signIn('start-over', { ticket: first })).body;
  await signIn('contest/mail', { ticket });
  await signIn('contest/review', { ticket, email: 'contests@example.com', statement: 'Order 1042.' });
  for (const agent of agents) {
    const { items } = (await agent.api.get('/api/v1/staff/claims')).body;
    const contests = (item: { licenseId: string; kind: string }) =>
      item.licenseId === licenseId && item.kind === 'contest';
    const review = items.find(contests);
    await agent.api.post(`/api/v1/staff/claims/${review.id}/confirm`);
  }
}

async function invited(portal: Portal, administrator: SignedInPerson, member: SignedInMember): Promise<void> {
  const { organizationId, userId: invitedBy } = member;
  for (const way of ['link', 'temporary-password'] as const)
    await portal.get(InviteMember).execute({
      ...{ organizationId, invitedBy, way },
      ...{ email: `by.${way}@example.com`, name: 'Ada Holm', locale: 'de', role: 'reader' },
    });
  const colleague = { name: 'Ines Falk', email: 'colleague.of.secrets@example.com', role: 'agent' };
  await administrator.api.post('/api/v1/staff/accounts', colleague);
}

/** What somebody changes about the own account, and the mails that say how it was not them. */
async function changed(portal: Portal, { api, userId, email }: SignedInMember): Promise<void> {
  await portal.api().post('/api/v1/password-resets', { login: email });
  await api.post('/api/v1/me/step-up/code', { action: 'change-username' });
  for (const action of ['change-email', 'change-username', 'change-password'] as const)
    await freshProof(portal, userId, action);
  await api.post('/api/v1/me/email', { email: 'proves.it@example.com' });
  await api.put('/api/v1/me/username', { username: 'keeps_secrets' });
  const newPassword = 'Copper-Harbour-93?';
  await api.post('/api/v1/me/password', { currentPassword: goodPassword, newPassword });
  portal.clock.advance(2 * hour);
  const elsewhere = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0' };
  await portal
    .api()
    .post('/api/v1/sign-in/password', { login: 'keeps_secrets', password: newPassword }, elsewhere);
}

async function recovered(
  portal: Portal,
  [first, second]: TwoAgents,
  { userId }: SignedInMember,
): Promise<void> {
  const asked = await first.api.post(`/api/v1/staff/people/${userId}/recoveries`, {
    reason: 'Lost phone and password.',
    verifiedBy: 'Called back the number on file.',
    sendTo: 'way.in@example.com',
  });
  // Before the approval: a notice of a step that is over already is not sent.
  await portal.settle();
  await second.api.post(`/api/v1/staff/recoveries/${asked.body.id}/approve`);
  await portal.settle();
  await portal.sql("update identity.recovery set ready_at = ready_at - interval '24 hours'");
  await portal.get(SendDueRecoveries).execute();
}

/** A member of the organization asks to become one with its key holder's account, and is asked back. */
async function merging(portal: Portal, license: Licensed): Promise<void> {
  const { organizationId, serialNumber } = license;
  const about = { organizationId, organizationName: 'Kestrel Optics', role: 'reader' } as const;
  const member = await signedInMember(portal, about);
  await portal.sql(
    `update identity.user set email = 'holder.of.secrets@example.com', email_verified_at = now()
     where id = (select user_id from identity.key_holder where license_id = $1)`,
    [license.licenseId],
  );
  await freshProof(portal, member.userId, 'merge-accounts');
  await member.api.post('/api/v1/me/merges', { other: serialNumber });
}
