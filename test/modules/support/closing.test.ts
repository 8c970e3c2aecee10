import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aTicket, browserOf } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let colleague: SignedInMember;
let stranger: SignedInMember;
let agent: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  colleague = await signedInMember(portal, { organizationId: member.organizationId });
  stranger = await signedInMember(portal, { organizationName: 'Harbor Labs' });
  agent = await signedInStaff(portal);
});

afterAll(() => portal.close());

async function aClosedTicket(by: SignedInMember = member): Promise<{ id: string; number: string }> {
  const ticket = await aTicket(by);
  await by.api.post(`/api/v1/tickets/${ticket.id}/close`);
  return ticket;
}
const read = async (id: string, by: SignedInPerson = member) =>
  (await by.api.get(`/api/v1/tickets/${id}`)).body;
const reply = (id: string, input: object, by: SignedInMember = member) =>
  by.api.post(`/api/v1/tickets/${id}/messages`, { body: 'A word', ...input });
const rate = (id: string, input: object, by: SignedInMember = member) =>
  by.api.put(`/api/v1/tickets/${id}/rating`, input);

describe('a reply to a closed request', () => {
  it('SU-8 asks what it means, and does nothing until that is said', async () => {
    const { id } = await aClosedTicket();
    const asked = await reply(id, {});
    expect(asked.body).toMatchObject({ status: 409, code: 'reply-meaning-missing' });
    expect(asked.body.errors[0].field).toBe('meaning');
    const browser = await browserOf(portal, member);
    const page = await browser.get(`/requests/${id}`);
    for (const way of ['still-broken', 'thanks', 'something-new'])
      expect(page.html).toContain(`value="${way}"`);
    const refused = await browser.post(`/requests/${id}/messages`, { body: 'Typed at length' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Typed at length');
    expect(refused.html).toContain('This request is closed. Choose whether');
    expect(await read(id)).toMatchObject({ status: 'closed', messages: [expect.anything()] });
  });

  it('SU-8 thanks does not reopen, on either face, and the assignee sees it', async () => {
    const { id } = await aClosedTicket();
    const thanked = await reply(id, { body: 'Thanks a lot', meaning: 'thanks' });
    expect(thanked.status).toBe(201);
    expect(thanked.body.ticketId).toBe(id);
    const browser = await browserOf(portal, member);
    await browser.get(`/requests/${id}`);
    await browser.post(`/requests/${id}/messages`, { body: 'Thanks again', meaning: 'thanks' });
    const now = await read(id);
    expect(now.status).toBe('closed');
    expect(now.messages.map(({ body }: { body: string }) => body).slice(1)).toEqual([
      'Thanks a lot',
      'Thanks again',
    ]);
    expect(now.statusHistory).toHaveLength(1);
  });

  it('SU-8 still broken opens it again; while it is open nobody is asked', async () => {
    const { id } = await aClosedTicket();
    await reply(id, { meaning: 'still-broken' });
    expect((await read(id)).status).toBe('open');
    expect((await reply(id, {})).status).toBe(201);
    const answered = await agent.api.post(`/api/v1/staff/tickets/${id}/status`, { status: 'on-hold' });
    expect(answered.status).toBe(200);
    await reply(id, { meaning: 'thanks' });
    expect((await read(id)).status).toBe('open');
  });

  it('SU-8 something new opens a linked request about the same license, once', async () => {
    const licenseId = await aLicense(portal, member.organizationId);
    const opened = await member.api.post('/api/v1/tickets', { subject: 'Old', body: 'B', licenseId });
    const { id, number } = opened.body;
    await member.api.put(`/api/v1/tickets/${id}/confidential`, { confidential: true });
    await member.api.post(`/api/v1/tickets/${id}/close`);
    const made = await reply(id, { body: 'Another thing', meaning: 'something-new', subject: 'New one' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ id: null, ticketId: expect.any(String) });
    const next = await read(made.body.ticketId);
    expect(next).toMatchObject({ subject: 'New one', status: 'open', licenseId, confidential: true });
    expect((await read(id)).status).toBe('closed');
    const browser = await browserOf(portal, member);
    expect((await browser.get(`/requests/${made.body.ticketId}`)).html).toContain(`${number} · Old`);
    expect((await browser.get(`/requests/${id}`)).html).toContain(`${next.number} · New one`);
    const desk = await browserOf(portal, agent);
    expect((await desk.get(`/admin/tickets/${id}`)).html).toContain(`${next.number} · New one`);

    await browser.get(`/requests/${id}`);
    const fields = { body: 'A third', meaning: 'something-new', submissionId: newId<never>() as string };
    const twins = await Promise.all([1, 2].map(() => browser.post(`/requests/${id}/messages`, fields)));
    expect(new Set(twins.map(({ url }) => url)).size).toBe(1);
  });

  it('SU-2 B2 names no linked request that the reader does not see', async () => {
    const { id } = await aClosedTicket();
    const { ticketId } = (await reply(id, { meaning: 'something-new', subject: 'Secret sequel' })).body;
    await member.api.put(`/api/v1/tickets/${ticketId}/confidential`, { confidential: true });
    const page = await (await browserOf(portal, colleague)).get(`/requests/${id}`);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('Secret sequel');
    expect((await reply(id, { meaning: 'something-new' }, stranger)).status).toBe(404);
  });
});

describe('the rating', () => {
  it('SU-1 is given by the requester once it is closed, on both faces, and read by agents', async () => {
    const { id } = await aTicket(member);
    expect((await rate(id, { score: 'good' })).body).toMatchObject({ status: 409, code: 'not-closed-yet' });
    await member.api.post(`/api/v1/tickets/${id}/close`);
    const given = await rate(id, { score: 'bad', comment: 'It took <weeks>.' });
    expect(given.body).toMatchObject({
      rating: { score: 'bad', comment: 'It took <weeks>.' },
      mayRate: true,
    });
    const browser = await browserOf(portal, member);
    await browser.get(`/requests/${id}`);
    const changed = await browser.post(`/requests/${id}/rating`, { score: 'good', comment: '' });
    expect(changed.url).toBe(`/requests/${id}`);
    expect(changed.html).toMatch(/value="good" checked/);
    await rate(id, { score: 'bad', comment: 'Slow.' });
    const desk = await (await browserOf(portal, agent)).get(`/admin/tickets/${id}`);
    expect(desk.html).toContain('Not good');
    expect(desk.html).toContain('Slow.');
    const told = await portal.sql<{ score: string }>(
      `select payload->>'score' as score from platform.outbox
        where name = 'support.ticket-rated' and payload->>'ticketId' = $1 order by id`,
      [id],
    );
    expect(told.map(({ score }) => score)).toEqual(['bad', 'good', 'bad']);
  });

  it('SU-1 is no colleague’s to give or read, and no stranger’s to know', async () => {
    const { id } = await aClosedTicket();
    await rate(id, { score: 'bad', comment: 'Only for support' });
    expect((await rate(id, { score: 'good' }, colleague)).status).toBe(403);
    expect((await colleague.api.get(`/api/v1/tickets/${id}/rating`)).body).toEqual({
      rating: null,
      mayRate: false,
    });
    const page = await (await browserOf(portal, colleague)).get(`/requests/${id}`);
    expect(page.html).not.toContain('Only for support');
    expect((await stranger.api.get(`/api/v1/tickets/${id}/rating`)).status).toBe(404);
    expect((await rate(id, { score: 'good' }, stranger)).status).toBe(404);
  });

  it.each([
    ['another score', { score: 'great' }, 'score'],
    ['a long comment', { score: 'good', comment: 'x'.repeat(2_001) }, 'comment'],
    ['an unknown field', { score: 'good', stars: 5 }, 'stars'],
  ])('SU-1 refuses %s', async (_what, input, field) => {
    const { id } = await aClosedTicket();
    const answer = await rate(id, input);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('SU-1 can be thought over for 14 days', async () => {
    const who = await signedInMember(portal);
    const { id } = await aClosedTicket(who);
    await rate(id, { score: 'good' }, who);
    await portal.sql(
      `update support.rating set rated_at = rated_at - interval '14 days 1 minute' where ticket_id = $1`,
      [id],
    );
    expect((await rate(id, { score: 'good' }, who)).status).toBe(200);
    expect((await rate(id, { score: 'bad' }, who)).body.code).toBe('rating-is-final');
    const page = await (await browserOf(portal, who)).get(`/requests/${id}`);
    expect(page.html).not.toContain(`action="/requests/${id}/rating"`);
  });
});
