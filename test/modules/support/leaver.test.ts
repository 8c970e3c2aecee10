import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  freshProof,
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
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

  it('SU-2 stay with whoever left when they are confidential, so that nobody new reads them', async () => {
    const leaving = await signedInMember(portal, { organizationId: owner.organizationId, role: 'buyer' });
    const kept = await opened(leaving);
    await leaving.api.put(`/api/v1/tickets/${kept}/confidential`, { confidential: true });
    await owner.api.post(`${members}/${await idOf(leaving)}/leave`, { successorId: await idOf(owner) });
    await portal.settle();
    expect(await requesterOf(kept)).toBe(leaving.userId);
    expect((await owner.api.get(`/api/v1/tickets/${kept}`)).status).toBe(404);
  });

  describe('of a colleague who leaves', () => {
    let administrator: SignedInPerson;
    beforeAll(async () => {
      administrator = await signedInStaff(portal, 'administrator');
    });
    const assign = (id: string, assigneeId: string) =>
      administrator.api.post(`/api/v1/staff/tickets/${id}/assign`, { assigneeId });
    const assigneeOf = async (id: string): Promise<string | null | undefined> =>
      (
        await portal.sql<{ id: string }>('select assignee_id as id from support.ticket where id = $1', [id])
      )[0]?.id;
    const leaving = {
      erased: async ({ userId, api }: SignedInPerson) => {
        await freshProof(portal, userId, 'erase-data');
        return (await api.post('/api/v1/me/erase', { name: 'Tomas Reuter' })).status;
      },
      disabled: async ({ userId }: SignedInPerson) => {
        const reason = { reason: 'Left the company.' };
        return (await administrator.api.post(`/api/v1/staff/people/${userId}/disable`, reason)).status;
      },
    };

    it.each([
      ['erased', 204],
      ['disabled', 200],
    ] as const)('ID-12 S3.41 wait for somebody else once the account is %s', async (how, status) => {
      const agent = await signedInStaff(portal);
      const [open, closed, others] = [await opened(owner), await opened(owner), await opened(owner)];
      for (const id of [open, closed]) expect((await assign(id, agent.userId)).status).toBe(200);
      await assign(others, administrator.userId);
      await owner.api.post(`/api/v1/tickets/${closed}/close`);
      expect(await leaving[how](agent)).toBe(status);
      await portal.settle();
      expect([await assigneeOf(open), await assigneeOf(others)]).toEqual([null, administrator.userId]);
      const { body } = await administrator.api.get('/api/v1/staff/tickets?view=unassigned&limit=100');
      expect(body.items.map(({ id }: { id: string }) => id)).toContain(open);
      const told = await portal.sql<{ assignee: string | null }>(
        `select payload->>'assigneeId' as assignee from platform.outbox
         where name = 'support.ticket-assigned' and payload->>'ticketId' = $1 order by id`,
        [open],
      );
      expect(told.map(({ assignee }) => assignee)).toEqual([agent.userId, null]);
      expect((await assign(open, agent.userId)).body.code).toBe('invalid-input');
      // What was done stays with who did it, until the customer opens it again.
      expect(await assigneeOf(closed)).toBe(agent.userId);
      await owner.api.post(`/api/v1/tickets/${closed}/messages`, {
        body: 'It burns again.',
        meaning: 'still-broken',
      });
      expect(await assigneeOf(closed)).toBeNull();
    });
  });
});
