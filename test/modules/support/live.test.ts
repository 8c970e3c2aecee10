import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { minute } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { DeliverHeldReplies } from '../../../src/modules/support/application/sending/deliver-held-replies.js';
import type { PageClient } from '../../harness/clients.js';
import { EventReader } from '../../harness/event-reader.js';
import { eventually } from '../../harness/eventually.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { endPrograms, Program } from '../../operations/program.js';
import { settings } from '../../operations/settings.js';
import { aTicket, browserOf, file, formOf, pixel } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let colleague: SignedInMember;
let stranger: SignedInMember;
let agent: SignedInPerson;
let other: SignedInPerson;
let desk: PageClient;

beforeAll(async () => {
  portal = await startPortal({ environment: { REPLY_UNDO_SECONDS: '10' } });
  member = await signedInMember(portal);
  const { organizationId } = member;
  colleague = await signedInMember(portal, { organizationId, role: 'technical-contact' });
  stranger = await signedInMember(portal, { organizationName: 'Kranich Werke' });
  [agent, other] = [await signedInStaff(portal), await signedInStaff(portal)];
  desk = await browserOf(portal, agent);
});
afterAll(() => portal?.close());

const opened: EventReader[] = [];
afterEach(async () => {
  for (const reader of opened.splice(0)) reader.close();
  const open = async () => (await portal.sql('select 1 from support.presence')).length;
  await eventually('nobody looks any more', async () => (await open()) === 0);
});

const cookieOf = ({ cookies }: PageClient) => `latchkey-session=${cookies.get('latchkey-session')}`;

async function streamOf(visitor: PageClient, path: string): Promise<EventReader> {
  const reader = await EventReader.open(`${portal.baseUrl}${path}`, cookieOf(visitor));
  opened.push(reader);
  return reader;
}

const replyAs = (who: SignedInPerson, id: string, body: string) =>
  who.api.post(`/api/v1/staff/tickets/${id}/messages`, { body, visibility: 'public' });

describe('the stream of a request', () => {
  it('SU-7 tells the customer of a reply and of a status, and says nothing of either', async () => {
    const { id } = await aTicket(member);
    const stream = await streamOf(member.visitor, `/requests/${id}/live`);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.response.headers.get('content-encoding')).toBeNull();
    expect(stream.events).toEqual(['mark']);
    const [told] = [stream.next('changed'), await replyAs(agent, id, 'marker-okapi is mended.')];
    await told;
    const next = stream.next('changed');
    await agent.api.post(`/api/v1/staff/tickets/${id}/status`, { status: 'closed' });
    await next;
    expect(stream.text).not.toContain('okapi');
    expect(stream.text).not.toContain('closed');
    expect(stream.text).not.toContain(agent.userId);
  });

  it('SU-7 marks how it stands, on the page, in the stream and for who polls', async () => {
    const { id } = await aTicket(member);
    const { html } = await member.visitor.get(`/requests/${id}`);
    const [, shown = ''] = /data-live-mark="([^"]+)"/.exec(html) ?? [];
    const polled = await member.visitor.get(`/requests/${id}/live`, { accept: 'application/json' });
    expect(JSON.parse(polled.html)).toEqual({ mark: shown });
    expect((await streamOf(member.visitor, `/requests/${id}/live`)).text).toContain(`data: ${shown}\n`);
    await replyAs(agent, id, 'Mended.');
    const again = await member.visitor.get(`/requests/${id}/live`, { accept: 'application/json' });
    expect(JSON.parse(again.html).mark).not.toBe(shown);
    const fresh = await member.visitor.get(`/requests/${id}/fresh`);
    expect(fresh.html).toContain(`data-live-mark="${JSON.parse(again.html).mark}"`);
    expect(fresh.html).toContain('Mended.');
  });

  it('SU-7 C14 tells agents of notes and tags, and the customer of neither', async () => {
    const { id } = await aTicket(member);
    const customer = await streamOf(member.visitor, `/requests/${id}/live`);
    const staff = await streamOf(desk, `/admin/tickets/${id}/live`);
    const before = await member.visitor.get(`/requests/${id}/live`, { accept: 'application/json' });
    for (const act of [
      () => agent.api.post(`/api/v1/staff/tickets/${id}/messages`, { body: 'Odd.', visibility: 'internal' }),
      () => agent.api.call('PUT', `/api/v1/staff/tickets/${id}/tags`, { tags: ['odd'] }),
      () => agent.api.post(`/api/v1/staff/tickets/${id}/priority`, { priority: 'urgent' }),
    ]) {
      const told = staff.next('changed');
      await act();
      await told;
    }
    // What was announced in one order is heard in it, so a reply now would come after what was kept from the customer.
    const told = customer.next('changed');
    const after = await member.visitor.get(`/requests/${id}/live`, { accept: 'application/json' });
    expect(after.html).toBe(before.html);
    await replyAs(agent, id, 'Done.');
    await told;
    expect(customer.events).toEqual(['mark', 'changed']);
  });

  it('SU-7 B2 opens for nobody who may not read it, and tells a stranger nothing', async () => {
    const { id } = await aTicket(member);
    const [foreign, missing, staffs] = await Promise.all([
      streamOf(stranger.visitor, `/requests/${id}/live`),
      streamOf(stranger.visitor, '/requests/0193a1b2-0000-7000-8000-000000000001/live'),
      streamOf(member.visitor, `/admin/tickets/${id}/live`),
    ]);
    expect([foreign, missing, staffs].map(({ response }) => response.status)).toEqual([404, 404, 403]);
    expect((await stranger.visitor.get(`/requests/${id}/fresh`)).status).toBe(404);
    const own = await aTicket(stranger);
    const stream = await streamOf(stranger.visitor, `/requests/${own.id}/live`);
    await replyAs(agent, id, 'For somebody else.');
    const told = stream.next('changed');
    await replyAs(agent, own.id, 'For you.');
    await told;
    expect(stream.events).toEqual(['mark', 'changed']);
  });

  it('SU-7 SU-2 ends when the request becomes confidential, before it tells anything more', async () => {
    const { id } = await aTicket(member);
    const stream = await streamOf(colleague.visitor, `/requests/${id}/live`);
    await member.api.put(`/api/v1/tickets/${id}/confidential`, { confidential: true });
    await stream.ends();
    expect(stream.events).toEqual(['mark']);
    expect((await streamOf(colleague.visitor, `/requests/${id}/live`)).response.status).toBe(404);
  });

  it('SU-7 B5 ends with the session, and with the place in the organization', async () => {
    const { id } = await aTicket(member);
    const visitor = await browserOf(portal, colleague);
    const [bySession, byPlace] = await Promise.all([
      streamOf(visitor, `/requests/${id}/live`),
      streamOf(await browserOf(portal, colleague), `/requests/${id}/live`),
    ]);
    await visitor.get('/requests');
    await visitor.post('/sign-out');
    await replyAs(agent, id, 'After the end.');
    await bySession.ends();
    expect(bySession.events).toEqual(['mark']);
    await eventually('the other one heard it', () => byPlace.events.includes('changed'));
    await portal.sql('update identity.membership set removed_at = now() where user_id = $1', [
      colleague.userId,
    ]);
    await replyAs(agent, id, 'After the place.');
    await byPlace.ends();
    expect(byPlace.events).toEqual(['mark', 'changed']);
    await portal.sql('update identity.membership set removed_at = null where user_id = $1', [
      colleague.userId,
    ]);
  });

  it('SU-7 A9 keeps no session alive, and leaves the message for the next page', async () => {
    const { id } = await aTicket(member);
    const visitor = await browserOf(portal, member);
    await visitor.get(`/requests/${id}`);
    const seenAt = () =>
      portal.sql<{ at: Date }>('select max(last_seen_at) as at from identity.session where user_id = $1', [
        member.userId,
      ]);
    const before = await seenAt();
    portal.clock.advance(5 * 60_000);
    const stream = await streamOf(visitor, `/requests/${id}/live`);
    expect(stream.events).toEqual(['mark']);
    visitor.cookies.set('latchkey-flash', JSON.stringify({ kind: 'success', key: 'support.flash.sent' }));
    expect((await visitor.get(`/requests/${id}/fresh`)).html).not.toContain('Your message was sent.');
    expect(await seenAt()).toEqual(before);
    expect((await visitor.get(`/requests/${id}`)).html).toContain('Your message was sent.');
    await eventually('a page that somebody opened counts', async () => {
      const [now] = await seenAt();
      return now?.at.getTime() !== before[0]?.at.getTime();
    });
  });

  it('SU-7 gives a person twelve places and no more', async () => {
    const { id } = await aTicket(member);
    const path = `/requests/${id}/live`;
    const streams = await Promise.all(Array.from({ length: 12 }, () => streamOf(member.visitor, path)));
    expect(streams.every(({ response }) => response.status === 200)).toBe(true);
    expect((await streamOf(member.visitor, path)).response.status).toBe(429);
    streams[0]?.close();
    await eventually('a place is free again', async () => {
      const next = await streamOf(member.visitor, path);
      return next.response.status === 200;
    });
  });
});

describe('two web processes', () => {
  it('SU-7 F1 tell the pages of one what happened in the other, and let go of them when they stop', async () => {
    const env = await settings(portal.databaseUrl, { LOG_LEVEL: 'info' });
    const second = Program.start(['main.js'], env);
    try {
      await second.prints(/web is ready/);
      const { id } = await aTicket(member);
      const open = (visitor: PageClient, path: string) =>
        EventReader.open(`${env.PUBLIC_URL}${path}`, cookieOf(visitor));
      const [customer, inbox] = await Promise.all([
        open(member.visitor, `/requests/${id}/live`),
        open(desk, '/admin/tickets/live'),
      ]);
      const told = [customer.next('changed'), inbox.next('changed')];
      await replyAs(agent, id, 'Written in the first process.');
      await Promise.all(told);
      expect(customer.text).not.toContain('Written');
      second.signal('SIGTERM');
      await Promise.all([customer.ends(), inbox.ends()]);
      expect((await second.ends()).code).toBe(0);
    } finally {
      await endPrograms();
    }
  }, 90_000);
});

describe('the inbox', () => {
  it('SU-7 tells agents of every new request, and customers cannot listen', async () => {
    const stream = await streamOf(desk, '/admin/tickets/live');
    const told = stream.next('changed');
    await aTicket(member);
    await told;
    expect((await streamOf(member.visitor, '/admin/tickets/live')).response.status).toBe(403);
    expect((await desk.get('/admin/tickets/fresh?view=all')).html).toContain('data-live-part="list"');
  });
});

describe('presence', () => {
  it('SU-7 shows agents who else looks and writes, and customers nobody', async () => {
    const { id } = await aTicket(member);
    const second = await browserOf(portal, other);
    const mine = await streamOf(desk, `/admin/tickets/${id}/live`);
    const customer = await streamOf(member.visitor, `/requests/${id}/live`);
    expect((await desk.get(`/admin/tickets/${id}`)).html).not.toContain('has this request open');
    const came = mine.next('changed');
    const theirs = await streamOf(second, `/admin/tickets/${id}/live`);
    await came;
    expect((await desk.get(`/admin/tickets/${id}/fresh`)).html).toContain(
      'Tomas Reuter has this request open',
    );
    const wrote = mine.next('changed');
    await second.get(`/admin/tickets/${id}`);
    expect((await second.post(`/admin/tickets/${id}/writing`)).status).toBe(204);
    await wrote;
    expect((await desk.get(`/admin/tickets/${id}/fresh`)).html).toContain('Tomas Reuter is writing');
    const left = mine.next('changed');
    theirs.close();
    await left;
    expect((await desk.get(`/admin/tickets/${id}/fresh`)).html).not.toContain('Tomas Reuter is writing');
    expect(customer.events).toEqual(['mark']);
    expect((await member.visitor.get(`/requests/${id}`)).html).not.toContain('is writing');
    expect((await member.visitor.post(`/admin/tickets/${id}/writing`)).status).toBe(403);
  });
});

describe('taking a reply back', () => {
  const send = async (visitor: PageClient, id: string, body: string, more: Record<string, string> = {}) => {
    const { html } = await visitor.get(`/admin/tickets/${id}`);
    const [, seenMessageId = ''] = /name="seenMessageId" value="([^"]*)"/.exec(html) ?? [];
    const fields = { body, visibility: 'public', seenMessageId, ...more };
    return await visitor.post(`/admin/tickets/${id}/messages`, fields);
  };
  const undoHrefIn = (html: string) => /action="([^"]+\/undo)"/.exec(html)?.[1] ?? '';
  const messagesOf = async (id: string): Promise<string[]> =>
    (await member.api.get(`/api/v1/tickets/${id}`)).body.messages.map(({ body }: { body: string }) => body);
  const deliver = () => portal.get(DeliverHeldReplies).execute();

  it('SU-3 gives the text and the files back, and neither the customer nor anybody else got a word', async () => {
    const { id } = await aTicket(member);
    const customer = await streamOf(member.visitor, `/requests/${id}/live`);
    await desk.get(`/admin/tickets/${id}`);
    const form = formOf({ body: 'marker-tapir, sorry', visibility: 'public' }, [file('plan.png', pixel)]);
    const held = await desk.post(`/admin/tickets/${id}/messages`, form);
    expect(held.url).toBe(`/admin/tickets/${id}`);
    expect(held.html).toContain('marker-tapir');
    expect(held.html).toContain('plan.png');
    expect(held.html).toMatch(/It is sent at \d/);
    const second = await browserOf(portal, other);
    for (const html of [
      (await second.get(`/admin/tickets/${id}`)).html,
      (await member.visitor.get(`/requests/${id}`)).html,
      JSON.stringify((await member.api.get(`/api/v1/tickets/${id}`)).body),
      JSON.stringify((await other.api.get(`/api/v1/staff/tickets/${id}`)).body),
    ])
      expect(html).not.toContain('tapir');
    // Wherever its author goes on to it can be taken back; nobody else is shown it.
    const elsewhere = await aTicket(member);
    const inbox = (await desk.get('/admin/tickets?view=all')).html;
    expect(inbox.match(/It is sent at \d/g)).toHaveLength(2);
    for (const html of [inbox, (await desk.get(`/admin/tickets/${elsewhere.id}`)).html])
      expect(html).toContain(`action="/admin/tickets/${id}/held-replies/`);
    for (const path of ['/admin/tickets?view=all', `/admin/tickets/${elsewhere.id}`])
      expect((await second.get(path)).html).not.toContain('held-replies');
    const undo = undoHrefIn(held.html);
    expect((await second.post(undo)).html).toContain('It was sent already.');
    const back = await desk.post(undo);
    expect(back.html).toContain('Taken back. Nobody saw it.');
    expect(back.html).toMatch(/<textarea[^>]*>\s*marker-tapir, sorry<\/textarea>/);
    expect(back.html).toContain('plan.png');
    portal.clock.advance(minute);
    await deliver();
    expect(await messagesOf(id)).toHaveLength(1);
    expect(await portal.sql('select 1 from support.held_reply where ticket_id = $1', [id])).toEqual([]);
    expect(portal.mails().some(({ text }) => text.includes('tapir'))).toBe(false);
    expect(customer.events).toEqual(['mark']);
  });

  it('SU-3 S1.23 sends it once when the time is over, whoever delivers it, and its clock runs until then', async () => {
    const { id } = await aTicket(member);
    const customer = await streamOf(member.visitor, `/requests/${id}/live`);
    const submissionId = newId();
    await send(desk, id, 'Try 3.2.1.', { submissionId });
    const again = await send(desk, id, 'Try 3.2.1.', { submissionId });
    expect(again.html.match(/\/undo"/g)).toHaveLength(1);
    const [held] = await portal.sql<{ id: string; at: Date }>(
      'select id, deliver_at as at from support.held_reply where ticket_id = $1',
      [id],
    );
    await deliver();
    expect(await messagesOf(id)).toHaveLength(1);
    const told = customer.next('changed');
    portal.clock.advance(11_000);
    const job = portal.get(DeliverHeldReplies);
    await Promise.all([job.execute(), job.deliver(held?.id ?? ''), job.deliver(held?.id ?? '')]);
    await told;
    expect(await messagesOf(id)).toEqual(['It stops at 40 %.', 'Try 3.2.1.']);
    await send(desk, id, 'Try 3.2.1.', { submissionId });
    await deliver();
    expect(await messagesOf(id)).toHaveLength(2);
    const detail = (await agent.api.get(`/api/v1/staff/tickets/${id}`)).body;
    expect(new Date(detail.firstRespondedAt).getTime()).toBeGreaterThanOrEqual(held?.at.getTime() ?? 0);
    const mailed = () =>
      portal.mails().filter(({ to, text }) => to.includes(member.email) && text.includes('Try 3.2.1.'));
    await eventually('the customer got the mail', () => mailed().length > 0);
    expect(mailed()).toHaveLength(1);
    expect((await desk.post(`/admin/tickets/${id}/held-replies/${held?.id}/undo`)).html).toContain(
      'It was sent already.',
    );
  });

  it('SU-3 stops a second answer while the first one can be taken back', async () => {
    const { id } = await aTicket(member);
    await send(desk, id, 'First.');
    const second = await send(await browserOf(portal, other), id, 'Second.');
    expect(second.status).toBe(422);
    expect(second.html).toContain('A colleague is just sending an answer');
    expect(second.html).toMatch(/<textarea[^>]*>\s*Second\.<\/textarea>/);
    portal.clock.advance(11_000);
    await deliver();
    expect(await messagesOf(id)).toEqual(['It stops at 40 %.', 'First.']);
  });

  it('SU-3 holds what a macro sets together with its reply, and sets it when the reply is sent', async () => {
    const { id } = await aTicket(member);
    const macro = {
      name: 'Solve it',
      body: 'Solved.',
      visibility: 'public',
      status: 'closed',
      tags: ['done'],
    };
    const { id: macroId } = (await agent.api.post('/api/v1/staff/macros', macro)).body;
    await send(desk, id, 'Solved, I hope.', { macroId });
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body.status).toBe('open');
    portal.clock.advance(11_000);
    await deliver();
    const detail = (await agent.api.get(`/api/v1/staff/tickets/${id}`)).body;
    expect(detail).toMatchObject({ status: 'closed', tags: ['done'] });
    // Closed by somebody else meanwhile: the answer goes out, and what cannot follow does not.
    const { id: reopened } = await aTicket(member);
    const hold = { ...macro, name: 'Hold it', status: 'on-hold' };
    const onHold = (await agent.api.post('/api/v1/staff/macros', hold)).body.id;
    await send(desk, reopened, 'Please wait.', { macroId: onHold });
    await other.api.post(`/api/v1/staff/tickets/${reopened}/status`, { status: 'closed' });
    portal.clock.advance(11_000);
    await deliver();
    expect(await messagesOf(reopened)).toContain('Please wait.');
    expect((await member.api.get(`/api/v1/tickets/${reopened}`)).body.status).toBe('closed');
  });

  it('SU-3 sends replies of the API at once, and holds them for who asks', async () => {
    const { id } = await aTicket(member);
    const path = `/api/v1/staff/tickets/${id}/held-replies`;
    await replyAs(agent, id, 'At once.');
    expect(await messagesOf(id)).toContain('At once.');
    const held = await agent.api.post(path, { body: 'In a moment.' });
    expect(held).toMatchObject({ status: 201, body: { deliverAt: expect.any(String) } });
    const { status } = await other.api.delete(`${path}/${held.body.id}`);
    expect([status, (await member.api.delete(`${path}/${held.body.id}`)).status]).toEqual([404, 403]);
    expect(await agent.api.delete(`${path}/${held.body.id}`)).toMatchObject({
      status: 200,
      body: { body: 'In a moment.' },
    });
    expect((await agent.api.delete(`${path}/${held.body.id}`)).status).toBe(404);
    portal.clock.advance(11_000);
    await deliver();
    expect(await messagesOf(id)).toHaveLength(2);
  });
});
