import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PageClient } from '../../harness/clients.js';
import { type SignedInPerson, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { browserOf } from './desk.js';

let portal: Portal;
let manager: SignedInPerson;
let desk: PageClient;

const calendarsPath = '/api/v1/staff/business-calendars';
const office = [{ opens: '08:00', closes: '16:00' }];
const week = {
  ...{ monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
  ...{ saturday: [], sunday: [] },
};
const stocktaking = { date: '2027-12-24', name: 'Stocktaking', spans: [{ opens: '10:00', closes: '12:00' }] };
const icalendar = `BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20201224
RRULE:FREQ=YEARLY;UNTIL=20281224
SUMMARY:Christmas Eve
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270326
SUMMARY:Good <b>Friday</b>
END:VEVENT
BEGIN:VEVENT
DTSTART:20270326T100000Z
SUMMARY:Meeting
END:VEVENT
END:VCALENDAR
`;

beforeAll(async () => {
  portal = await startPortal();
  portal.clock.advance(Date.parse('2027-03-03T11:00:00Z') - portal.clock.now().getTime());
  manager = await signedInStaff(portal, 'manager');
  desk = await browserOf(portal, manager);
});
afterAll(() => portal?.close());

const aCalendar = async (): Promise<string> =>
  (
    await manager.api.post(calendarsPath, {
      ...{ name: 'Berlin', timeZone: 'Europe/Berlin', week, specialDays: [stocktaking] },
    })
  ).body.id;
const daysOf = async (id: string) =>
  (await manager.api.get(`${calendarsPath}/${id}`)).body.specialDays as { date: string; spans: object[] }[];
function upload(content: string | Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.set('calendar', new Blob([content]), 'holidays.ics');
  return form;
}

describe('SU-4 holidays of an iCalendar file', () => {
  it('SU-4 are shown before they are added, and leave what is special already as it is', async () => {
    const id = await aCalendar();
    const path = `${calendarsPath}/${id}/holidays`;
    const preview = await manager.api.post(`${path}/preview`, { calendar: icalendar });
    expect(preview).toMatchObject({
      status: 200,
      body: {
        ...{ from: '2027-01-01', until: '2029-12-31', outside: 0 },
        added: [
          { date: '2027-03-26', name: 'Good <b>Friday</b>' },
          { date: '2028-12-24', name: 'Christmas Eve' },
        ],
        known: [{ date: '2027-12-24', name: 'Christmas Eve' }],
        leftOut: [{ line: 12, message: expect.stringContaining('hours') }],
      },
    });
    expect(await daysOf(id)).toEqual([stocktaking]);
    expect((await manager.api.post(path, { calendar: icalendar })).body).toMatchObject({
      added: [{}, {}],
    });
    const added = await daysOf(id);
    expect(added.map(({ date, spans }) => [date, spans.length])).toEqual([
      ['2027-03-26', 0],
      ['2027-12-24', 1],
      ['2028-12-24', 0],
    ]);
    expect((await manager.api.post(path, { calendar: icalendar })).body.added).toEqual([]);
    const { version } = (await manager.api.get(`${calendarsPath}/${id}`)).body;
    expect(version).toBe(2);
    const audit = await portal.sql<{ action: string }>(
      'select action from platform.audit_entry where object_id = $1 order by at',
      [id],
    );
    // The second time nothing changed, so the use case has nothing to tell.
    expect(audit.map(({ action }) => action)).toEqual([
      'support.calendar-added',
      'support.calendar-changed',
      'staff.changed',
    ]);
  });

  it('SU-4 have a page with a preview, and a button that adds just what it showed', async () => {
    const id = await aCalendar();
    const path = `/admin/calendars/${id}/holidays`;
    expect((await desk.get(`/admin/calendars/${id}`)).html).toContain(`href="${path}"`);
    await desk.get(path);
    const shown = await desk.post(path, upload(icalendar));
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('This adds 2 days');
    expect(shown.html).toContain('Friday, March 26, 2027');
    expect(shown.html).toContain('Good &lt;b&gt;Friday&lt;/b&gt;');
    expect(shown.html).toContain('Line 12:');
    expect(await daysOf(id)).toEqual([stocktaking]);
    const days = /name="days" value="([^"]*)"/.exec(shown.html)?.[1] ?? '';
    expect(days).toMatch(/^2027-03-26 Good .*\n2028-12-24 Christmas Eve$/);
    const added = await desk.post(`${path}/add`, {
      days: days.replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
    });
    expect(added.url).toBe(`/admin/calendars/${id}`);
    expect(added.html).toContain('The holidays are in the calendar.');
    expect((await daysOf(id)).map(({ date }) => date)).toEqual(['2027-03-26', '2027-12-24', '2028-12-24']);
    const again = await desk.post(path, upload(icalendar));
    expect(again.html).toContain('Nothing in this file is new');
    expect(again.html).not.toContain('name="days"');
  });

  it.each([
    ['nothing', null, 'Choose an iCalendar file.'],
    ['another file', upload('hello'), 'This is no iCalendar file.'],
    ['one that is cut off', upload(icalendar.slice(0, 60)), 'The file ends in the middle.'],
    ['bytes that are no text', upload(new Uint8Array([0xff, 0xfe, 0xff])), 'Save the file in UTF-8.'],
    ['a byte too much', upload(icalendar.padEnd(262_145)), 'Choose a file of at most 256 KiB.'],
  ])('SU-4 C5 refuse %s at the field, with the remedy', async (_what, form, message) => {
    const path = `/admin/calendars/${await aCalendar()}/holidays`;
    await desk.get(path);
    const refused = await desk.post(path, form ?? new FormData());
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(message);
    expect(refused.html).toMatch(/id="f-calendar-error"/);
  });

  it('SU-4 refuse days that are none, and more than a calendar holds', async () => {
    const id = await aCalendar();
    const path = `/admin/calendars/${id}/holidays`;
    await desk.get(path);
    expect((await desk.post(`${path}/add`, { days: '2027-02-30 Never' })).status).toBe(422);
    const many = icalendar.replace('VALUE=DATE:20270326', 'VALUE=DATE:20270101\nDTEND;VALUE=DATE:20280101');
    expect(
      (await manager.api.post(`${calendarsPath}/${id}/holidays/preview`, { calendar: many })).body.added,
    ).toHaveLength(365);
    const full = await manager.api.post(`${calendarsPath}/${id}/holidays`, {
      calendar: many.replace(
        'BEGIN:VEVENT',
        'BEGIN:VEVENT\nDTSTART;VALUE=DATE:20280102\nDTEND;VALUE=DATE:20281230\nSUMMARY:X\nEND:VEVENT\nBEGIN:VEVENT',
      ),
    });
    expect(full).toMatchObject({ status: 422, body: { errors: [{ field: 'specialDays' }] } });
  });

  it('B2 are for who may change calendars, and for calendars that there are', async () => {
    const id = await aCalendar();
    const agent = await signedInStaff(portal);
    const member = await signedInMember(portal);
    const path = `${calendarsPath}/${id}/holidays`;
    for (const { api } of [agent, member])
      expect((await api.post(path, { calendar: icalendar })).status).toBeGreaterThanOrEqual(403);
    expect(await daysOf(id)).toEqual([stocktaking]);
    const missing = path.replace(id, '019a0000-0000-7000-8000-000000000000');
    expect((await manager.api.post(missing, { calendar: icalendar })).status).toBe(404);
  });
});
