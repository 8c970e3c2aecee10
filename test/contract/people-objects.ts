import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../harness/clients.js';
import { freshProof, type SignedInMember, type SignedInPerson } from '../harness/people.js';
import type { Portal } from '../harness/portal.js';

/** Ids of people, and of what is about people, by the names that routes give them. */
export async function peopleObjects(
  portal: Portal,
  about: { owner: SignedInMember; reader: SignedInPerson; agent: SignedInPerson; holder: { api: ApiClient } },
): Promise<Record<string, string>> {
  const { owner, reader, agent, holder } = about;
  const invited = { name: 'Ida', email: `${randomUUID().slice(0, 8)}@example.com`, role: 'reader' };
  const invitation = await owner.api.post('/api/v1/organization/invitations', invited);
  const unverified = await holder.api.post('/api/v1/unverified-tickets', { subject: 'Help', body: 'In' });
  const recovery = await agent.api.post(`/api/v1/staff/people/${reader.userId}/recoveries`, {
    reason: 'Lost phone and password.',
    verifiedBy: 'Called back the number on file.',
    sendTo: 'way-in@example.com',
  });
  await freshProof(portal, owner.userId, 'export-data');
  const copy = await owner.api.post('/api/v1/me/exports');
  await portal.settle();
  const [member] = await portal.sql<{ id: string }>('select id from identity.membership where user_id = $1', [
    reader.userId,
  ]);
  const passkey = randomUUID();
  await portal.sql(
    `insert into identity.passkey (id, user_id, credential_id, public_key, counter, rp_id, name, created_at)
     values ($1, $2, $3, '', 0, 'localhost', 'Laptop', now())`,
    [passkey, owner.userId, passkey],
  );
  return {
    invitation: invitation.body.id,
    member: member?.id ?? '',
    passkey,
    person: reader.userId,
    recovery: recovery.body.id,
    staffAccount: agent.userId,
    unverified: unverified.body.id,
    export: copy.body.id,
  };
}
