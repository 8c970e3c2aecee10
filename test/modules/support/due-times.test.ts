import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EscalateRequests } from '../../../src/modules/support/application/service-levels/escalate-requests.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf } from './desk.js';

let portal: Portal;
let agent: SignedInPerson;
let member: SignedInMember;
let week = 0;

beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal?.close());

// The default level: Monday to Friday, 9:00 to 17:00 UTC, an answer in 8 hours, a solution in 40. Tokens live for ten
// minutes, so people sign in where they are in time.
async function goTo(iso: string): Promise<void> {
  const set = () => portal.clock.advance(Date.parse(iso) - portal.clock.now().getTime());
  set();
  [agent, member] = [await signedInStaff(portal), await signedInMember(portal)];
  set();
}

/** A Monday of its own at the time; every test has one, and none goes back. */
function monday(time: string): string {
  week += 1;
  return `${new Date(Date.UTC(2027, 2, 1 + 14 * week)).toISOString().slice(0, 10)}T${time}:00.000Z`;
}
const on = (day: string, more: number, time: string): string =>
  `${new Date(Date.parse(day.slice(0, 10)) + more * 86_400_000).toISOString().slice(0, 10)}T${time}:00.000Z`;

interface Due {
  readonly at: string;
}
const toTheMinute = (due: Due) => ({ ...due, at: `${due.at.slice(0, 16)}:00.000Z` });
const dueOf = async (id: string) => (await member.api.get(`/api/v1/tickets/${id}`)).body.due;
const staffView = async (id: string) => (await agent.api.get(`/api/v1/staff/tickets/${id}`)).body;
const move = (id: string, status: string) => agent.api.post(`/api/v1/staff/tickets/${id}/status`, { status });
const answer = (id: string) =>
  agent.api.post(`/api/v1/staff/tickets/${id}/messages`, { body: 'Try this', visibility: 'public' });
const tick = () => portal.get(EscalateRequests).execute();
const told = (id: string) =>
  portal.sql<{ name: string }>(
    `select name from platform.outbox where payload->>'ticketId' = $1 and name in
     ('support.ticket-due-soon', 'support.ticket-overdue') order by occurred_at`,
    [id],
  );

describe('when a request is due', () => {
  it('SU-4 counts business hours, and tells the customer on list and detail', async () => {
    const day = monday('16:30');
    await goTo(on(day, 4, '16:30'));
    const { id } = await aTicket(member);
    const due = { target: 'first-response', at: on(day, 7, '16:30'), pausedSince: null };
    expect(toTheMinute(await dueOf(id))).toEqual(due);
    const { items } = (await member.api.get('/api/v1/tickets')).body;
    expect(items.map((item: { due: Due }) => toTheMinute(item.due))).toEqual([due]);
    const shown = await staffView(id);
    expect(shown).toMatchObject({ dueState: 'on-time', priority: 'normal' });
    expect(shown.resolutionDueAt.slice(0, 16)).toBe(on(day, 11, '16:30').slice(0, 16));
  });

  it('SU-4 shows the due time in the time zone of who reads', async () => {
    const day = monday('10:00');
    await goTo(day);
    const { id } = await aTicket(member);
    await portal.sql("update identity.user set time_zone = 'Asia/Tokyo' where id = $1", [member.userId]);
    const browser = await browserOf(portal, member);
    const shown = await browser.get(`/requests/${id}`);
    expect(shown.html).toMatch(/Answer due<\/dt>\s*<dd>[^<]*, 7:00\sPM GMT\+9/);
    expect((await browser.get('/requests')).html).toMatch(/Answer <span[^>]*><time[^>]*>[^<]*, 7:00\sPM/);
  });

  it('SU-4 pauses on hold and says why, and goes on with the customer’s reply', async () => {
    const day = monday('09:00');
    await goTo(day);
    const { id } = await aTicket(member);
    portal.clock.advance(5 * 60_000);
    await answer(id);
    await move(id, 'on-hold');
    const { at, pausedSince, target } = await dueOf(id);
    expect({ at, target }).toEqual({ at: null, target: 'resolution' });
    expect(new Date(pausedSince).getTime()).toBeGreaterThan(Date.parse(day));
    const shown = await (await browserOf(portal, member)).get(`/requests/${id}`);
    expect(shown.html).toMatch(/Solution due<\/dt>\s*<dd>Paused since [^<]*because we wait for your answer/);
    expect(await staffView(id)).toMatchObject({ dueState: 'paused', overdue: false });
    await goTo(on(day, 2, '09:00'));
    // Five minutes of forty hours had run, and the seconds that this takes.
    await portal.sql('update support.ticket set organization_id = $1 where id = $2', [
      member.organizationId,
      id,
    ]);
    expect((await member.api.post(`/api/v1/tickets/${id}/messages`, { body: 'Here' })).status).toBe(201);
    const left = Date.parse((await dueOf(id)).at) - Date.parse(on(day, 8, '16:54'));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(60_000);
  });

  it('SU-4 is over once closed, and goes on once opened again', async () => {
    await goTo(monday('09:00'));
    const { id } = await aTicket(member);
    await answer(id);
    expect(await dueOf(id)).toMatchObject({ target: 'resolution' });
    await member.api.post(`/api/v1/tickets/${id}/close`);
    expect(await dueOf(id)).toBeNull();
    expect(await staffView(id)).toMatchObject({ dueState: 'none', resolvedAt: expect.any(String) });
    await member.api.post(`/api/v1/tickets/${id}/messages`, {
      body: 'It came back',
      meaning: 'still-broken',
    });
    expect(await dueOf(id)).toMatchObject({ target: 'resolution', pausedSince: null });
  });

  it('SU-4 follows the priority, which only staff set', async () => {
    const day = monday('20:00');
    await goTo(day);
    const { id } = await aTicket(member);
    const path = `/api/v1/staff/tickets/${id}/priority`;
    expect((await member.api.post(path, { priority: 'urgent' })).status).toBe(403);
    expect((await agent.api.post(path, { priority: 'now' })).status).toBe(422);
    expect((await agent.api.post(path, { priority: 'urgent' })).body).toEqual({ priority: 'urgent' });
    // Urgent ones count around the clock.
    expect((await dueOf(id)).at.slice(0, 16)).toBe(on(day, 0, '21:00').slice(0, 16));
    const desk = await browserOf(portal, agent);
    await desk.get(`/admin/tickets/${id}`);
    const shown = await desk.post(`/admin/tickets/${id}/priority`, { priority: 'low' });
    expect(shown.html).toContain('The priority was changed.');
    expect((await dueOf(id)).at.slice(0, 16)).toBe(on(day, 2, '17:00').slice(0, 16));
  });
});

describe('before and after the due time', () => {
  it('SU-4 D1 warns and tells once each, whatever number of workers asks', async () => {
    const day = monday('08:00');
    await goTo(day);
    const { id } = await aTicket(member);
    await tick();
    expect(await told(id)).toEqual([]);
    await goTo(on(day, 0, '15:01'));
    await Promise.all([tick(), tick(), tick()]);
    await tick();
    expect((await told(id)).map(({ name }) => name)).toEqual(['support.ticket-due-soon']);
    expect(await staffView(id)).toMatchObject({ dueState: 'due-soon', overdue: false });
    await goTo(on(day, 0, '17:01'));
    await Promise.all([tick(), tick()]);
    expect((await told(id)).map(({ name }) => name)).toEqual([
      'support.ticket-due-soon',
      'support.ticket-overdue',
    ]);
  });

  it('S1.5 SU-4 mails the assignee, or without one all agents; of what is overdue managers, too', async () => {
    const day = monday('08:00');
    await goTo(day);
    const [free, taken] = [await aTicket(member), await aTicket(member)];
    const assignee = await signedInStaff(portal);
    const path = `/api/v1/staff/tickets/${taken.id}/assign`;
    expect((await agent.api.post(path, { assigneeId: assignee.userId })).status).toBe(200);
    const manager = await signedInStaff(portal, 'manager');
    const mailsOf = (number: string, what: string) =>
      portal.mails().filter(({ subject }) => subject.startsWith(`[${number}] ${what}`));
    await goTo(on(day, 0, '15:30'));
    await tick();
    await portal.settle();
    expect(mailsOf(taken.number, 'Due soon').flatMap(({ to }) => to)).toEqual([assignee.email]);
    const open = mailsOf(free.number, 'Due soon').flatMap(({ to }) => to);
    expect(open).toEqual(expect.arrayContaining([assignee.email, manager.email]));
    await goTo(on(day, 0, '17:30'));
    await tick();
    await portal.settle();
    const late = mailsOf(taken.number, 'Overdue');
    expect(late.filter(({ to }) => to.includes(assignee.email))).toHaveLength(1);
    expect(late.filter(({ to }) => to.includes(manager.email))).toHaveLength(1);
    expect(late.filter(({ to }) => to.includes(agent.email))).toHaveLength(0);
    expect(late[0]?.text).toContain('The first answer to request');
  });

  it('SU-4 sends no mail of what was answered before it left', async () => {
    const day = monday('08:00');
    await goTo(day);
    const { id, number } = await aTicket(member);
    await goTo(on(day, 0, '16:00'));
    await tick();
    await answer(id);
    await portal.settle();
    expect(portal.mails().filter(({ subject }) => subject.startsWith(`[${number}] Due soon`))).toEqual([]);
  });

  it('S1.5 the inbox tells what is overdue and due soon in words, and sorts by what is due next', async () => {
    const day = monday('08:00');
    await goTo(day);
    const late = await aTicket(member, { subject: 'Already late' });
    await goTo(on(day, 0, '13:00'));
    const soon = await aTicket(member, { subject: 'Soon late' });
    await goTo(on(day, 1, '11:30'));
    const fresh = await aTicket(member, { subject: 'Time enough' });
    const numbers = [late, soon, fresh].map(({ number }) => number);
    const first = await agent.api.get('/api/v1/staff/tickets?view=due&limit=100');
    const mine = first.body.items.filter(({ number }: { number: string }) => numbers.includes(number));
    expect(mine.map(({ number, dueState }: never) => [number, dueState])).toEqual([
      [late.number, 'overdue'],
      [soon.number, 'due-soon'],
      [fresh.number, 'on-time'],
    ]);
    const dues = first.body.items.map(({ due }: { due: { at: string } }) => due.at);
    expect(dues).toEqual(dues.toSorted());
    const half = await agent.api.get('/api/v1/staff/tickets?view=due&limit=2');
    const rest = await agent.api.get(
      `/api/v1/staff/tickets?view=due&limit=100&cursor=${half.body.nextCursor}`,
    );
    expect([...half.body.items, ...rest.body.items].map(({ id }) => id)).toEqual(
      first.body.items.map(({ id }: { id: string }) => id),
    );
    const overdue = await agent.api.get('/api/v1/staff/tickets?view=overdue&limit=100');
    const ids = overdue.body.items.map(({ id }: { id: string }) => id);
    expect([ids.includes(late.id), ids.includes(soon.id)]).toEqual([true, false]);
    const { html, status } = await (await browserOf(portal, agent)).get('/admin/tickets');
    expect(status).toBe(200);
    expect(html).toContain('Already late');
    const rowOf = (subject: string) => html.slice(html.indexOf(subject)).split('</tr>')[0];
    expect(rowOf('Already late')).toContain('Overdue');
    expect(rowOf('Soon late')).toContain('Due soon');
    expect(rowOf('Time enough')).not.toMatch(/Overdue|Due soon/);
    await answer(late.id);
    expect(await staffView(late.id)).toMatchObject({ overdue: false, firstRespondedAt: expect.any(String) });
  });

  it('SU-4 B2 nobody else learns when a request is due', async () => {
    await goTo(monday('08:00'));
    const { id } = await aTicket(member);
    const stranger = await signedInMember(portal, { organizationName: 'Harbor Labs' });
    expect((await stranger.api.get(`/api/v1/tickets/${id}`)).status).toBe(404);
    expect((await stranger.api.get('/api/v1/tickets')).body.items).toEqual([]);
    expect((await stranger.api.get('/api/v1/staff/tickets?view=due')).status).toBe(403);
  });
});
