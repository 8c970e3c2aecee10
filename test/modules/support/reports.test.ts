import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, hour, minute } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { CountChangedTickets } from '../../../src/modules/support/application/reports/count-changed-tickets.js';
import type { ApiClient, PageClient } from '../../harness/clients.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { apiOf, aTicket, browserOf } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;
let agentApi: ApiClient;
let memberApi: ApiClient;
let desk: PageClient;

const path = '/api/v1/staff/reports/requests';
// A Wednesday; the office of a new portal works from 9 to 17 in UTC.
const noon = Date.parse('2027-03-03T12:00:00Z');

beforeAll(async () => {
  portal = await startPortal();
  portal.clock.advance(noon - portal.clock.now().getTime());
  member = await signedInMember(portal);
  agent = await signedInStaff(portal);
  await goOn(0);
});
afterAll(() => portal?.close());

/** Later, with sessions that did not end meanwhile. */
async function goOn(ms: number): Promise<void> {
  portal.clock.advance(ms);
  agentApi = await apiOf(portal, agent.userId);
  memberApi = await apiOf(portal, member.userId);
  desk = await browserOf(portal, agent);
}
const count = () => portal.get(CountChangedTickets).execute();
async function report(query = '') {
  await count();
  const answer = await agentApi.get(`${path}${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}
const setStatus = (id: string, status: string) =>
  agentApi.post(`/api/v1/staff/tickets/${id}/status`, { status });

describe('reports on requests', () => {
  it('count a request through its life: opened, answered, closed, opened again, rated', async () => {
    const { id } = await aTicket({ ...member, api: memberApi });
    await goOn(2 * hour);
    await agentApi.post(`/api/v1/staff/tickets/${id}/messages`, { body: 'Try 3.3.', visibility: 'public' });
    await agentApi.post(`/api/v1/staff/tickets/${id}/messages`, { body: 'Odd.', visibility: 'internal' });
    await goOn(20 * hour);
    await memberApi.post(`/api/v1/tickets/${id}/close`, {});
    await memberApi.call('PUT', `/api/v1/tickets/${id}/rating`, {
      score: 'good',
      comment: 'Quick and kind.',
    });
    const { periods, total, openByAge, timeZone } = await report();
    expect(timeZone).toBe('UTC');
    const [first, second] = periods.slice(-2);
    const answered = { count: 1, median: 120, p90: 120, workMedian: 120, workP90: 120 };
    expect(first).toMatchObject({
      start: '2027-03-03',
      opened: 1,
      answered: 1,
      firstAnswer: answered,
      backlog: 1,
    });
    // From noon until five, and an hour of the next morning.
    expect(second).toMatchObject({
      ...{ start: '2027-03-04', opened: 0, closed: 1, good: 1, bad: 0, backlog: 0 },
      solution: { count: 1, median: 22 * 60, workMedian: 6 * 60 },
    });
    expect(total).toMatchObject({ opened: 1, answered: 1, closed: 1, reopened: 0 });
    expect(openByAge.every(({ open }: { open: number }) => open === 0)).toBe(true);
    await memberApi.post(`/api/v1/tickets/${id}/messages`, { body: 'Again.', meaning: 'still-broken' });
    const again = await report();
    expect(again.total).toMatchObject({ closed: 1, reopened: 1, solution: { count: 0 } });
    expect(again.openByAge[0]).toEqual({ underDays: 1, open: 1 });
  });

  it('count time on hold for nobody, and a merged request as the one that it went into', async () => {
    const before = (await report()).total;
    const [left, merged] = [
      await aTicket({ ...member, api: memberApi }),
      await aTicket({ ...member, api: memberApi }),
    ];
    await setStatus(left.id, 'on-hold');
    await goOn(hour);
    await agentApi.post(`/api/v1/staff/tickets/${left.id}/messages`, { body: 'Ah.', visibility: 'public' });
    expect((await report()).total.opened).toBe(before.opened + 2);
    await agentApi.post(`/api/v1/staff/tickets/${merged.id}/merge`, { into: left.number });
    const { total, openByAge } = await report();
    expect(total).toMatchObject({ opened: before.opened + 1, closed: before.closed });
    const inbox = await agentApi.get('/api/v1/staff/tickets?view=active&limit=100');
    const open = openByAge.reduce((sum: number, age: { open: number }) => sum + age.open, 0);
    expect(open).toBe(inbox.body.items.length);
    const [fact] = await portal.sql<{ minutes: number }>(
      'select answer_work_minutes as minutes from support.ticket_fact where ticket_id = $1',
      [left.id],
    );
    expect(fact?.minutes).toBeLessThan(1);
  });

  it('say the same as somebody who counts histories one by one', async () => {
    const made = await randomTickets(120);
    const from = new Date(noon - 40 * day).toISOString().slice(0, 10);
    const to = new Date(noon - 10 * day).toISOString().slice(0, 10);
    const { periods, total } = await report(`?from=${from}&to=${to}&priority=urgent`);
    expect(periods).toHaveLength(31);
    for (const period of periods) {
      const begin = Date.parse(period.start);
      const within = (at: number | null) => at !== null && at >= begin && at < begin + day;
      const openAt = ({ openedAt, steps }: Made) =>
        openedAt < begin + day && steps.filter((at) => at < begin + day).length % 2 === 0;
      expect(period).toMatchObject({
        opened: made.filter(({ openedAt }) => within(openedAt)).length,
        answered: made.filter(({ answeredAt }) => within(answeredAt)).length,
        closed: made.flatMap(({ steps }) => steps.filter((at, i) => i % 2 === 0 && within(at))).length,
        reopened: made.flatMap(({ steps }) => steps.filter((at, i) => i % 2 === 1 && within(at))).length,
        backlog: made.filter(openAt).length,
      });
    }
    const span = (at: number | null) => at !== null && at >= Date.parse(from) && at < Date.parse(to) + day;
    const waits = made.flatMap(({ openedAt, answeredAt }) =>
      answeredAt !== null && span(answeredAt) ? [(answeredAt - openedAt) / minute] : [],
    );
    expect(total.firstAnswer.count).toBe(waits.length);
    expect(total.firstAnswer.median).toBeCloseTo(quantile(waits, 0.5), 0);
    expect(total.firstAnswer.p90).toBeCloseTo(quantile(waits, 0.9), 0);
    const closed = made.flatMap(({ openedAt, steps }) =>
      steps.length % 2 === 1 && span(steps.at(-1) ?? null) ? [((steps.at(-1) ?? 0) - openedAt) / minute] : [],
    );
    expect(total.solution.count).toBe(closed.length);
    expect(total.solution.median).toBeCloseTo(quantile(closed, 0.5), 0);
    // Counting everything once more changes nothing.
    await portal.sql('insert into support.changed_ticket (ticket_id) select id from support.ticket');
    const again = await report(`?from=${from}&to=${to}&priority=urgent`);
    expect(again.periods).toEqual(periods);
  });

  it('are narrowed by product, category, priority, kind, agent and the way in', async () => {
    const all = await report();
    const { userId } = agent;
    for (const query of [
      `assigneeId=${userId}`,
      'kind=service',
      'channel=mail',
      `productId=${newId()}`,
      `categoryId=${newId()}`,
    ]) {
      const { total } = await report(`?${query}`);
      expect(total).toMatchObject({ opened: 0, closed: 0, solvedWithout: null });
    }
    expect((await report('?channel=portal&kind=support')).total.opened).toBe(all.total.opened);
  });

  it.each([
    ['from=2027-03-04&to=2027-03-03', 'to'],
    ['from=2026-01-01', 'from'],
    ['from=soon', 'from'],
    ['from=1999-01-01', 'from'],
    ['step=year', 'step'],
    ['agent=me', 'agent'],
  ])('refuse %s', async (query, field) => {
    const answer = await agentApi.get(`${path}?${query}`);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('are a page with charts and tables, which opens with any address', async () => {
    await count();
    const { html } = await desk.get('/admin/tickets/reports?from=2027-02-01&to=2027-03-04');
    expect(html).toContain('Time to the first answer');
    expect(html).toContain('<rect class="is-active"');
    expect(html).toContain('9 of 10 within');
    expect(html).toContain('Mar 4, 2027');
    for (const query of [
      'from=2027-03-04&to=2000-01-01',
      'from=x&step=y&productId=z&time=&kind=',
      'from=2020-01-01',
    ])
      expect((await desk.get(`/admin/tickets/reports?${query}`)).status).toBe(200);
    const german = await desk.get('/admin/tickets/reports?lang=de');
    expect(german.status).toBe(200);
  });

  it('C3 are a CSV with a line for each period', async () => {
    await count();
    const query = '?from=2027-03-03&to=2027-03-04';
    const response = await fetch(new URL(`${path}/export${query}`, portal.baseUrl), {
      headers: { authorization: `Bearer ${agentApi.accessToken}` },
    });
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="requests-report.csv"');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('"period_start","opened","answered","closed","reopened","backlog"');
    expect(lines[1]).toMatch(/^"2027-03-03","\d+"/);
    const page = await desk.get(`/admin/tickets/reports/export${query}`);
    expect(page.status).toBe(200);
  });

  it('B1 are for staff who work on requests only', async () => {
    for (const url of [path, `${path}/export`, '/api/v1/staff/ratings'])
      expect((await memberApi.get(url)).status).toBe(403);
  });
});

describe('ratings', () => {
  it('are listed with what requesters wrote, on both faces', async () => {
    const { body } = await agentApi.get('/api/v1/staff/ratings?commented=yes');
    expect(body.items).toMatchObject([
      {
        score: 'good',
        comment: 'Quick and kind.',
        organizationName: 'Fjord Instruments',
        assigneeName: null,
      },
    ]);
    expect((await agentApi.get('/api/v1/staff/ratings?score=bad')).body.items).toEqual([]);
    expect((await desk.get('/admin/tickets/ratings?score=good')).html).toContain('Quick and kind.');
    expect((await desk.get('/admin/tickets/ratings?score=bad')).html).toContain('No ratings here');
  });
});

interface Made {
  readonly openedAt: number;
  readonly answeredAt: number | null;
  /** Closed, opened again, closed, ... */
  readonly steps: readonly number[];
}

/** Requests as they could have happened, written past the use cases: the database itself notes that they changed. */
async function randomTickets(many: number): Promise<Made[]> {
  const made = Array.from({ length: many }, (_, index): Made & { id: string; index: number } => {
    const openedAt = noon - 50 * day + Math.floor(Math.random() * 50 * day);
    const times = Array.from({ length: Math.floor(Math.random() * 4) }, () =>
      Math.min(noon, openedAt + Math.floor(Math.random() * 12 * day)),
    ).sort((a, b) => a - b);
    const answeredAt =
      Math.random() < 0.8 ? Math.min(noon, openedAt + Math.floor(Math.random() * 2 * day)) : null;
    return { id: newId(), index, openedAt, answeredAt, steps: times };
  });
  for (const { id, index, openedAt, answeredAt, steps } of made) {
    const status = steps.length % 2 === 1 ? 'closed' : 'open';
    await portal.sql(
      `insert into support.ticket (id, organization_id, number, subject, status, kind, priority, requester_id,
         created_at, last_public_activity_at, first_responded_at)
       values ($1, $2, $3, 'Made', $4, 'support', 'urgent', $5, $6, $6, $7)`,
      [
        id,
        member.organizationId,
        `R-${900_000 + index}`,
        status,
        member.userId,
        new Date(openedAt),
        answeredAt && new Date(answeredAt),
      ],
    );
    for (const [place, at] of steps.entries()) {
      const [before, after] = place % 2 === 0 ? ['open', 'closed'] : ['closed', 'open'];
      await portal.sql(
        `insert into support.status_change (id, ticket_id, from_status, to_status, changed_by_id, changed_by_kind, changed_at)
         values ($1, $2, $3, $4, $5, 'staff', $6)`,
        [newId(), id, before, after, agent.userId, new Date(at)],
      );
    }
  }
  return made;
}

/** Like percentile_cont: between two values, what lies between them. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
