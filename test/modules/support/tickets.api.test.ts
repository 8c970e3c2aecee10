import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { ListTickets } from '../../../src/modules/support/application/list-tickets.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aTicket } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let stranger: SignedInMember;
let agent: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal, { organizationName: 'Fjord Instruments' });
  stranger = await signedInMember(portal, { organizationName: 'Harbor Labs' });
  agent = await signedInStaff(portal);
});

afterAll(() => portal.close());

const numbersOf = (answer: { body: { items: { number: string }[] } }) =>
  answer.body.items.map(({ number }) => number);

describe('opening a request', () => {
  it('S1.4 answers 201 with the reference, and mails the reference to the requester', async () => {
    const answer = await member.api.post('/api/v1/tickets', {
      subject: ' It stops ',
      body: 'At 40 %.\r\nTwice.',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      number: expect.stringMatching(/^R-\d{5,}$/),
      status: 'open',
    });
    const { body } = await member.api.get(`/api/v1/tickets/${answer.body.id}`);
    expect(body).toMatchObject({ subject: 'It stops', status: 'open', kind: 'support', assignee: null });
    expect(body.messages).toMatchObject([
      { author: { kind: 'customer', name: 'Mira Solberg' }, body: 'At 40 %.\nTwice.' },
    ]);
    await portal.settle();
    const mails = portal.mails().filter(({ subject }) => subject.includes(answer.body.number));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.to).toContain(member.email);
  });

  it('S3.34 gives every request a number of its own, also at the same moment', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => aTicket(stranger)));
    expect(new Set(opened.map(({ number }) => number)).size).toBe(8);
  });

  it('names a license of the own organization only', async () => {
    const own = await aLicense(portal, member.organizationId);
    const foreign = await aLicense(portal, stranger.organizationId);
    const open = (licenseId: string) =>
      member.api.post('/api/v1/tickets', { subject: 'A', body: 'B', licenseId });
    const answer = await open(own);
    expect(answer.status).toBe(201);
    const { body } = await member.api.get(`/api/v1/tickets/${answer.body.id}`);
    expect(body.licenseId).toBe(own);
    for (const licenseId of [foreign, newId()]) {
      const refused = await open(licenseId);
      expect(refused.status).toBe(422);
      expect(refused.body.errors[0]).toMatchObject({ field: 'licenseId' });
    }
  });

  it.each([
    ['a missing subject', { body: 'B' }, 'subject'],
    ['a subject of another type', { subject: 7, body: 'B' }, 'subject'],
    ['a long subject', { subject: 'x'.repeat(201), body: 'B' }, 'subject'],
    ['a NUL in the subject', { subject: 'a\u0000b', body: 'B' }, 'subject'],
    ['a missing body', { subject: 'A' }, 'body'],
    ['a blank body', { subject: 'A', body: ' \n ' }, 'body'],
    ['S3.45 a long body', { subject: 'A', body: 'x'.repeat(20_001) }, 'body'],
    ['a NUL in the body', { subject: 'A', body: 'a\u0000b' }, 'body'],
    ['an unknown field', { subject: 'A', body: 'B', status: 'closed' }, 'status'],
    ['a license that is no id', { subject: 'A', body: 'B', licenseId: 'x' }, 'licenseId'],
  ])('refuses %s and names the field', async (_what, input, field) => {
    const answer = await member.api.post('/api/v1/tickets', input);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((issue: { field: string }) => issue.field)).toContain(field);
  });

  it('is refused without a token, to readers and to staff', async () => {
    const input = { subject: 'A', body: 'B' };
    const reader = await signedInMember(portal, { role: 'reader' });
    expect((await portal.api().post('/api/v1/tickets', input)).status).toBe(401);
    expect((await reader.api.post('/api/v1/tickets', input)).status).toBe(403);
    expect((await agent.api.post('/api/v1/tickets', input)).status).toBe(403);
  });

  it('D2 makes one request of two equal ones with the same Idempotency-Key', async () => {
    const key = { 'idempotency-key': newId<never>() as string };
    const input = { subject: 'Only once please', body: 'B' };
    const [first, second] = await Promise.all([
      member.api.post('/api/v1/tickets', input, key),
      member.api.post('/api/v1/tickets', input, key),
    ]);
    const again = await member.api.post('/api/v1/tickets', input, key);
    const made = [first, second, again].filter(({ status }) => status === 201).map(({ body }) => body.id);
    expect(new Set(made).size).toBe(1);
    const listed = await member.api.get('/api/v1/tickets?query=Only%20once');
    expect(listed.body.items).toHaveLength(1);
  });
});

describe('the list', () => {
  it('S3.37 shows the newest activity first; a reply moves a request up, a note does not', async () => {
    const who = await signedInMember(portal);
    const older = await aTicket(who, { subject: 'Older' });
    portal.clock.advance(60_000);
    const newer = await aTicket(who, { subject: 'Newer' });
    expect(numbersOf(await who.api.get('/api/v1/tickets'))).toEqual([newer.number, older.number]);
    portal.clock.advance(60_000);
    const path = `/api/v1/staff/tickets/${older.id}/messages`;
    await agent.api.post(path, { body: 'For us only', visibility: 'internal' });
    expect(numbersOf(await who.api.get('/api/v1/tickets'))).toEqual([newer.number, older.number]);
    await agent.api.post(path, { body: 'For you', visibility: 'public' });
    expect(numbersOf(await who.api.get('/api/v1/tickets'))).toEqual([older.number, newer.number]);
  });

  it('S3.38 pages, filters, searches, and never shows another organization', async () => {
    const who = await signedInMember(portal);
    const made = [];
    for (const subject of ['Alpha 100%', 'Beta', 'Gamma']) {
      portal.clock.advance(1_000);
      made.push(await aTicket(who, { subject }));
    }
    const first = await who.api.get('/api/v1/tickets?limit=2');
    const rest = await who.api.get(`/api/v1/tickets?limit=2&cursor=${first.body.nextCursor}`);
    expect([...numbersOf(first), ...numbersOf(rest)]).toEqual(made.map(({ number }) => number).reverse());
    expect(rest.body.nextCursor).toBeNull();
    await who.api.post(`/api/v1/tickets/${made[1]?.id}/close`);
    expect(numbersOf(await who.api.get('/api/v1/tickets?status=closed'))).toEqual([made[1]?.number]);
    expect(numbersOf(await who.api.get('/api/v1/tickets?query=100%25'))).toEqual([made[0]?.number]);
    expect(numbersOf(await who.api.get(`/api/v1/tickets?query=${made[2]?.number.toLowerCase()}`))).toEqual([
      made[2]?.number,
    ]);
    expect(numbersOf(await stranger.api.get('/api/v1/tickets?query=Gamma'))).toEqual([]);
  });

  it.each(['status=gone', 'limit=0', 'limit=x', 'cursor=x', 'query=a%00b', 'extra=1'])(
    'refuses ?%s',
    async (query) => {
      const answer = await member.api.get(`/api/v1/tickets?${query}`);
      expect(answer.status).toBe(422);
      expect(answer.body.errors[0].field).toBe(query.split('=')[0]);
    },
  );

  it('shows a key holder only the requests of the license and the own ones', async () => {
    const who = await signedInMember(portal);
    const licenseId = await aLicense(portal, who.organizationId);
    const about = await who.api.post('/api/v1/tickets', { subject: 'About it', body: 'B', licenseId });
    await aTicket(who, { subject: 'About something else' });
    const holder = { ...actorOf(who), limitedTo: { licenseId, orderId: null } };
    const { items } = await portal.get(ListTickets).execute(holder, { limit: 25 });
    expect(items.map(({ number }) => number)).toEqual([about.body.number]);
  });
});

const actorOf = (who: SignedInMember) => ({
  kind: 'customer' as const,
  userId: newId<never>(),
  sessionId: 's',
  name: 'K',
  email: null,
  locale: null,
  timeZone: 'UTC',
  credential: 'session' as const,
  secondFactorDue: false,
  organizationId: who.organizationId,
  organizationName: 'O',
  role: 'key-holder',
  permissions: new Set(['tickets.read', 'tickets.write'] as const),
  provisional: false,
});

describe('one request', () => {
  it('B2 answers 404 alike for a foreign id, a missing one and what is no id, on every route', async () => {
    const { id } = await aTicket(member);
    for (const target of [id, newId(), 'nonsense']) {
      const base = `/api/v1/tickets/${target}`;
      const answers = [
        await stranger.api.get(base),
        await stranger.api.post(`${base}/messages`, { body: 'Mine now' }),
        await stranger.api.post(`${base}/close`),
        await stranger.api.get(`${base}/attachments/${newId()}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(['not-found']));
    }
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.messages).toHaveLength(1);
  });

  it('S2.27 S3.47 reopens by the customer’s reply, closes by either side, and keeps the history', async () => {
    const { id } = await aTicket(member);
    const status = async () => (await member.api.get(`/api/v1/tickets/${id}`)).body.status;
    const move = (to: string) => agent.api.post(`/api/v1/staff/tickets/${id}/status`, { status: to });
    expect((await move('on-hold')).status).toBe(200);
    expect((await member.api.post(`/api/v1/tickets/${id}/messages`, { body: 'Here it is' })).status).toBe(
      201,
    );
    expect(await status()).toBe('open');
    expect((await member.api.post(`/api/v1/tickets/${id}/close`)).body.status).toBe('closed');
    expect((await move('on-hold')).body).toMatchObject({ status: 409, code: 'status-change-refused' });
    await member.api.post(`/api/v1/tickets/${id}/messages`, {
      body: 'It came back',
      meaning: 'still-broken',
    });
    expect(await status()).toBe('open');
    const { statusHistory } = (await member.api.get(`/api/v1/tickets/${id}`)).body;
    expect(statusHistory.map(({ from, to }: { from: string; to: string }) => `${from} ${to}`)).toEqual([
      'open on-hold',
      'on-hold open',
      'open closed',
      'closed open',
    ]);
  });

  it('S3.41 names the assignee and never an address of an agent', async () => {
    const { id } = await aTicket(member);
    const assign = (assigneeId: unknown) =>
      agent.api.post(`/api/v1/staff/tickets/${id}/assign`, { assigneeId });
    expect((await assign(agent.userId)).status).toBe(200);
    await agent.api.post(`/api/v1/staff/tickets/${id}/messages`, { body: 'Hello', visibility: 'public' });
    const { body } = await member.api.get(`/api/v1/tickets/${id}`);
    expect(body.assignee).toBe('Tomas Reuter');
    expect(JSON.stringify(body)).not.toContain(agent.email);
    expect((await assign(member.userId)).status).toBe(422);
    expect((await assign(null)).body).toEqual({ assigneeId: null });
  });

  it('keeps customers out of the staff routes, and staff without tickets too', async () => {
    const { id } = await aTicket(member);
    for (const path of ['/api/v1/staff/tickets', `/api/v1/staff/tickets/${id}`]) {
      expect((await member.api.get(path)).status).toBe(403);
      expect((await portal.api().get(path)).status).toBe(401);
    }
    const answer = await member.api.post(`/api/v1/staff/tickets/${id}/messages`, {
      body: 'x',
      visibility: 'internal',
    });
    expect(answer.status).toBe(403);
  });
});
