import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import type { PageClient } from '../../harness/clients.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf } from './desk.js';

let portal: Portal;
let manager: SignedInPerson;
let agent: SignedInPerson;
let member: SignedInMember;
let desk: PageClient;

const calendarsPath = '/api/v1/staff/business-calendars';
const levelsPath = '/api/v1/staff/service-levels';
const office = [{ opens: '08:00', closes: '16:00' }];
const closed: typeof office = [];
const week = {
  ...{ monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
  ...{ saturday: closed, sunday: closed },
};
const calendar = { name: 'Berlin', timeZone: 'Europe/Berlin', week, specialDays: [] as object[] };
const target = { firstResponseMinutes: 120, resolutionMinutes: 480, aroundTheClock: false };
const targets = { low: target, normal: target, high: target, urgent: target };

beforeAll(async () => {
  portal = await startPortal();
  // A Wednesday at noon.
  portal.clock.advance(Date.parse('2027-03-03T11:00:00Z') - portal.clock.now().getTime());
  manager = await signedInStaff(portal, 'manager');
  agent = await signedInStaff(portal);
  member = await signedInMember(portal);
  desk = await browserOf(portal, manager);
});
afterAll(() => portal?.close());

const aCalendar = async (): Promise<string> => (await manager.api.post(calendarsPath, calendar)).body.id;
const auditOf = (objectId: string) =>
  portal
    .sql<{ action: string }>('select action from platform.audit_entry where object_id = $1 order by at', [
      objectId,
    ])
    .then((rows) => rows.map(({ action }) => action));
const put = (path: string, version: number, body: object) =>
  manager.api.call('PUT', path, body, { 'if-match': `"${version}"` });

describe('business calendars', () => {
  it('SU-4 are added, changed and deleted by managers, each an entry of the audit log', async () => {
    const made = await manager.api.post(calendarsPath, calendar);
    expect(made).toMatchObject({ status: 201, body: { ...calendar, version: 1 } });
    const path = `${calendarsPath}/${made.body.id}`;
    const specialDays = [
      { date: '2027-12-25', name: 'Christmas Day', spans: [] },
      { date: '2027-03-06', name: 'Stocktaking', spans: [{ opens: '10:00', closes: '24:00' }] },
    ];
    const changed = await put(path, 1, { ...calendar, specialDays });
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
    expect(changed.body.specialDays).toEqual(specialDays.toReversed());
    expect((await manager.api.delete(path)).status).toBe(204);
    expect((await manager.api.get(path)).status).toBe(404);
    expect(await auditOf(made.body.id)).toEqual([
      'support.calendar-added',
      'support.calendar-changed',
      'support.calendar-removed',
    ]);
  });

  it('SU-4 D3 never overwrite what somebody else stored', async () => {
    const path = `${calendarsPath}/${await aCalendar()}`;
    expect((await put(path, 1, { ...calendar, name: 'First' })).status).toBe(200);
    const second = await put(path, 1, { ...calendar, name: 'Second' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'service-rules-changed-meanwhile', version: 2 },
    });
    expect((await manager.api.get(path)).body.name).toBe('First');
  });

  it.each([
    ['a zone that is none', { ...calendar, timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['a bare offset', { ...calendar, timeZone: '+01:00' }, 'timeZone'],
    ['no opening at all', { ...calendar, week: { ...week, ...allClosed() } }, 'week'],
    ['hours that end before they begin', withMonday({ opens: '17:00', closes: '09:00' }), 'week.monday'],
    ['a time that is none', withMonday({ opens: '25:00', closes: '26:00' }), 'week.monday.0.opens'],
    [
      'hours that overlap',
      withMonday({ opens: '09:00', closes: '12:00' }, { opens: '11:00', closes: '13:00' }),
      'week.monday',
    ],
    ['a date that is none', { ...calendar, specialDays: [day('2027-02-30')] }, 'specialDays.0.date'],
    ['a date twice', { ...calendar, specialDays: [day('2027-05-01'), day('2027-05-01')] }, 'specialDays'],
    ['an unknown field', { ...calendar, color: 'red' }, 'color'],
  ])('SU-4 refuse %s', async (_what, body, field) => {
    const answer = await manager.api.post(calendarsPath, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((issue: { field: string }) => issue.field)).toContain(field);
  });

  it('SU-4 have a page, which keeps what was typed and names the line that is wrong', async () => {
    await desk.get('/admin/calendars/new');
    const typed = { name: 'Oslo', timeZone: 'Europe/Oslo', ...hours('09:00-12:00, 13:00-17:00') };
    const refused = await desk.post('/admin/calendars', {
      ...typed,
      specialDays: '2027-05-17 Constitution Day\nsoon',
      version: '',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Line 2: write a date');
    expect(refused.html).toContain('2027-05-17 Constitution Day');
    const odd = { ...typed, specialDays: '2027-05-17 a\u0000b', version: '' };
    expect((await desk.post('/admin/calendars', odd)).status).toBe(422);
    const specialDays = '2027-05-17 Constitution Day\n2027-05-22 10:00-12:00 13:00-14:00 Fair';
    const saved = await desk.post('/admin/calendars', { ...typed, specialDays, version: '' });
    expect(saved.html).toContain('The calendar is there.');
    const { items } = (await manager.api.get(calendarsPath)).body;
    const made = items.find(({ name }: { name: string }) => name === 'Oslo');
    expect(made.week.monday).toEqual([
      { opens: '09:00', closes: '12:00' },
      { opens: '13:00', closes: '17:00' },
    ]);
    expect(made.specialDays[1]).toMatchObject({
      name: 'Fair',
      spans: [{ opens: '10:00' }, { opens: '13:00' }],
    });
    const shown = await desk.get(`/admin/calendars/${made.id}`);
    expect(shown.html).toContain('2027-05-22 10:00-12:00, 13:00-14:00 Fair');
    const again = await desk.post(`/admin/calendars/${made.id}`, {
      ...typed,
      specialDays: '2027-05-22 10:00-12:00, 13:00-14:00 Fair',
      version: '1',
    });
    expect(again.html).toContain('Open requests are due anew');
  });
});

describe('service levels', () => {
  it('SU-4 there is one on the first start, which stays', async () => {
    const { items } = (await manager.api.get(levelsPath)).body;
    expect(items[0]).toMatchObject({
      name: 'Standard',
      kind: null,
      productId: null,
      calendarName: 'Office hours',
    });
    const path = `${levelsPath}/${items[0].id}`;
    expect(await manager.api.delete(path)).toMatchObject({
      status: 409,
      body: { code: 'default-service-level-stays' },
    });
    const { calendarId, version, name } = items[0];
    const narrow = await put(path, version, { name, calendarId, kind: 'service', targets });
    expect(narrow.body.code).toBe('default-service-level-stays');
    expect((await manager.api.delete(`${calendarsPath}/${calendarId}`)).body.code).toBe('calendar-in-use');
  });

  it('SU-4 the one that fits best counts, and open requests follow at once', async () => {
    const { id } = await aTicket(member);
    const service = (await member.api.post('/api/v1/tickets', { subject: 'A', body: 'B', kind: 'service' }))
      .body;
    const dueOf = async (ticket: string) => (await member.api.get(`/api/v1/tickets/${ticket}`)).body.due.at;
    const [before, same] = [await dueOf(service.id), await dueOf(id)];
    const calendarId = await aCalendar();
    const made = await manager.api.post(levelsPath, {
      name: 'Service',
      calendarId,
      kind: 'service',
      targets,
    });
    expect(made).toMatchObject({ status: 201, body: { kind: 'service', productId: null, version: 1 } });
    await portal.settle();
    // Two hours of Berlin's day, which ends at four.
    const [opened] = await portal.sql<{ at: Date }>(
      'select created_at as at from support.ticket where id = $1',
      [service.id],
    );
    expect(Date.parse(await dueOf(service.id))).toBe(Number(opened?.at) + 2 * 3_600_000);
    expect(await dueOf(service.id)).not.toBe(before);
    expect(await dueOf(id)).toBe(same);
    const again = await manager.api.post(levelsPath, { name: 'Twice', calendarId, kind: 'service', targets });
    expect(again).toMatchObject({ status: 409, body: { code: 'service-level-scope-taken' } });
    expect((await manager.api.delete(`${levelsPath}/${made.body.id}`)).status).toBe(204);
    await portal.settle();
    expect(await dueOf(service.id)).toBe(before);
  });

  it.each([
    ['a calendar that is missing', { calendarId: newId<never>() as string }, 'calendarId'],
    ['a product that is missing', { productId: newId<never>() as string }, 'productId'],
    ['a kind that is none', { kind: 'wish' }, 'kind'],
    [
      'no time at all',
      { targets: { ...targets, low: { ...target, firstResponseMinutes: 0 } } },
      'targets.low.firstResponseMinutes',
    ],
    [
      'a solution before the answer',
      { targets: { ...targets, high: { ...target, resolutionMinutes: 60 } } },
      'targets.high.resolutionMinutes',
    ],
  ])('SU-4 refuse %s', async (_what, part, field) => {
    const calendarId = await aCalendar();
    const answer = await manager.api.post(levelsPath, {
      name: 'X',
      calendarId,
      kind: 'service',
      targets,
      ...part,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((issue: { field: string }) => issue.field)).toEqual([field]);
  });

  it('SU-4 tell when a request that came now would be due, on the page and to programs', async () => {
    const { body } = await manager.api.get(`${levelsPath}/preview?kind=support`);
    expect(body).toMatchObject({ serviceLevelName: 'Standard' });
    const priorities = body.priorities.map(({ priority }: { priority: string }) => priority);
    expect(priorities).toEqual(['low', 'normal', 'high', 'urgent']);
    const urgent = Date.parse(body.priorities[3].firstResponseDueAt) - Date.parse(body.openedAt);
    expect(urgent).toBe(3_600_000);
    const shown = await desk.get('/admin/service-levels?kind=service');
    expect(shown.html).toMatch(/Urgent<\/dt><dd>Answer by [^<]*UTC/);
  });

  it('SU-4 have a page for each, with times in hours and minutes', async () => {
    const { items } = (await manager.api.get(levelsPath)).body;
    const { id, calendarId, version } = items[0];
    const path = `/admin/service-levels/${id}`;
    const form = await desk.get(path);
    expect(form.html).toMatch(/name="first-normal" value="8:00"/);
    const typed = { name: 'Standard', calendarId, kind: '', productId: '', version: String(version) };
    const times = Object.fromEntries(
      ['low', 'normal', 'high', 'urgent'].flatMap((one) => [
        [`first-${one}`, '1:30'],
        [`solution-${one}`, ''],
      ]),
    );
    const refused = await desk.post(path, { ...typed, ...times, 'first-high': 'soon' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('id="f-first-high-error"');
    expect((await desk.post(path, { ...typed, ...times, 'always-high': 'on' })).html).toContain('Saved.');
    const { body } = await manager.api.get(`${levelsPath}/${id}`);
    expect(body.targets.high).toEqual({
      firstResponseMinutes: 90,
      resolutionMinutes: null,
      aroundTheClock: true,
    });
    expect(body.targets.low.aroundTheClock).toBe(false);
    const stale = await desk.post(path, { ...typed, ...times });
    expect(stale.html).toContain('Somebody else changed this meanwhile.');
    const refusedDeletion = await desk.post(`${path}/delete`, {});
    expect(refusedDeletion.html).toContain('cannot be deleted');
    expect(refusedDeletion.html).toMatch(/name="first-normal" value="1:30"/);
  });

  it('SU-4 B1 are nothing for agents and customers', async () => {
    for (const person of [agent, member])
      for (const path of [calendarsPath, levelsPath, `${levelsPath}/preview`])
        expect((await person.api.get(path)).status).toBe(403);
    expect((await agent.api.post(calendarsPath, calendar)).status).toBe(403);
    expect((await (await browserOf(portal, agent)).get('/admin/service-levels')).status).toBe(403);
  });
});

function withMonday(...monday: object[]): object {
  return { ...calendar, week: { ...week, monday } };
}
function allClosed() {
  return Object.fromEntries(Object.keys(week).map((name) => [name, closed]));
}
function day(date: string) {
  return { date, name: 'Holiday', spans: [] };
}
function hours(monday: string): Record<string, string> {
  const names = ['tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return { monday, ...Object.fromEntries(names.map((name) => [name, ''])) };
}
