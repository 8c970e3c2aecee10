import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

describe('requests of a member who leaves', () => {
  let portal: Portal;
  let owner: SignedInMember;
  beforeAll(async () => {
    portal = await startPortal();
    owner = await signedInMember(portal);
  }, 120_000);
  afterAll(() => portal.close());

  const members = '/api/v1/organization/members';
  const idOf = async (person: SignedInMember): Promise<string> => {
    const { body } = await owner.api.get(`${members}?limit=100`);
    return body.items.find((item: { userId: string }) => item.userId === person.userId)?.id;
  };
  const opened = async (by: SignedInMember): Promise<string> =>
    (await by.api.post('/api/v1/tickets', { subject: 'The printer', body: 'It is on fire.' })).body.id;
  const requesterOf = async (id: string): Promise<string | undefined> =>
    (await portal.sql<{ id: string }>('select requester_id as id from support.ticket where id = $1', [id]))[0]
      ?.id;

  it('ID-8 go to the chosen colleague when they are open, with the conversation; the fact is told', async () => {
    const leaving = await signedInMember(portal, { organizationId: owner.organizationId, role: 'buyer' });
    const [open, closed, others] = [await opened(leaving), await opened(leaving), await opened(owner)];
    await leaving.api.post(`/api/v1/tickets/${closed}/close`);
    const successorId = await idOf(owner);
    expect((await owner.api.post(`${members}/${await idOf(leaving)}/leave`, { successorId })).status).toBe(
      204,
    );
    await portal.settle();
    expect(await requesterOf(open)).toBe(owner.userId);
    expect(await requesterOf(closed)).toBe(leaving.userId);
    expect(await requesterOf(others)).toBe(owner.userId);
    expect((await owner.api.get(`/api/v1/tickets/${open}`)).body.messages).toHaveLength(1);
    const told = await portal.sql<{ payload: { ticketId: string } }>(
      "select payload from platform.outbox where name = 'support.ticket-handed-over'",
    );
    expect(told.map(({ payload }) => payload.ticketId)).toEqual([open]);
  });

  it('ID-8 stay as they are when nobody takes over', async () => {
    const leaving = await signedInMember(portal, { organizationId: owner.organizationId, role: 'buyer' });
    const open = await opened(leaving);
    await owner.api.post(`${members}/${await idOf(leaving)}/leave`, { successorId: null });
    await portal.settle();
    expect(await requesterOf(open)).toBe(leaving.userId);
  });
});
