import { describe, expect, it } from '@jest/globals';
import { readHolidays } from './read-holidays.js';

const period = { from: '2026-01-01', until: '2028-12-31' };
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'];
const file = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const read = (...lines: string[]) => readHolidays(file(...event(...lines)), period);
const datesOf = (...lines: string[]) => read(...lines).days.map(({ date }) => date);
const holiday = 'SUMMARY:Holiday';

describe('reading holidays', () => {
  it('SU-4 takes whole days, folded lines, escapes and a file with a mark at its beginning', () => {
    const text = file(
      ...event(
        'DTSTART;VALUE=DATE:20261225',
        'DTEND;VALUE=DATE:20261226',
        'SUMMARY:Christ',
        ' mas\\, the first',
      ),
      ...event(
        'DTSTART;VALUE=DATE:20260101',
        'SUMMARY;LANGUAGE=de:Neu\\njahr',
        'BEGIN:VALARM',
        'TRIGGER:-PT5M',
        'END:VALARM',
      ),
    );
    expect(readHolidays(`\uFEFF${text}`, period)).toEqual({
      days: [
        { date: '2026-01-01', name: 'Neu jahr' },
        { date: '2026-12-25', name: 'Christmas, the first' },
      ],
      leftOut: [],
      outside: 0,
    });
    expect(readHolidays(text.replaceAll('\r\n', '\n'), period).days).toHaveLength(2);
  });

  it('SU-4 ends an event before its DTEND, or with its DURATION', () => {
    const days = ['2026-12-30', '2026-12-31', '2027-01-01'];
    expect(datesOf('DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102', holiday)).toEqual(days);
    expect(datesOf('DTSTART;VALUE=DATE:20261230', 'DURATION:P3D', holiday)).toEqual(days);
  });

  it.each([
    ['RRULE:FREQ=YEARLY', ['2026-05-01', '2027-05-01', '2028-05-01']],
    ['RRULE:FREQ=YEARLY;COUNT=8', ['2026-05-01', '2027-05-01']],
    ['RRULE:FREQ=YEARLY;UNTIL=20270501', ['2026-05-01', '2027-05-01']],
    ['RRULE:FREQ=YEARLY;UNTIL=20270430T220000Z', ['2026-05-01']],
    ['RRULE:FREQ=YEARLY;INTERVAL=2', ['2026-05-01', '2028-05-01']],
    ['RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', ['2026-11-26', '2027-11-25', '2028-11-23']],
    ['RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', ['2026-05-25', '2027-05-31', '2028-05-29']],
    [
      'RRULE:FREQ=YEARLY;BYMONTH=6,7;BYMONTHDAY=3',
      ['2026-06-03', '2026-07-03', '2027-06-03', '2027-07-03', '2028-06-03', '2028-07-03'],
    ],
    ['RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', []],
  ])('SU-4 repeats by %s', (rule, dates) => {
    expect(datesOf('DTSTART;VALUE=DATE:20200501', rule, holiday)).toEqual(dates);
  });

  it('SU-4 leaves out days that a year does not have, and those that the file takes out', () => {
    expect(datesOf('DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY', holiday)).toEqual(['2028-02-29']);
    const without = ['EXDATE;VALUE=DATE:20270501', 'EXDATE;VALUE=DATE:20280501'];
    expect(datesOf('DTSTART;VALUE=DATE:20200501', 'RRULE:FREQ=YEARLY', ...without, holiday)).toEqual([
      '2026-05-01',
    ]);
    expect(datesOf('DTSTART;VALUE=DATE:20260501', 'STATUS:CANCELLED', holiday)).toEqual([]);
  });

  it('SU-4 joins what falls on one day, and counts what lies outside of the years', () => {
    const text = file(
      ...event('DTSTART;VALUE=DATE:20260501', 'SUMMARY:Labour Day'),
      ...event('DTSTART;VALUE=DATE:20260501', 'SUMMARY:Ascension Day'),
      ...event('DTSTART;VALUE=DATE:20260501', 'SUMMARY:Labour Day'),
      ...event('DTSTART;VALUE=DATE:20251230', 'DTEND;VALUE=DATE:20260102', 'SUMMARY:Between the years'),
      ...event('DTSTART;VALUE=DATE:20290101', 'SUMMARY:Later'),
    );
    expect(readHolidays(text, period)).toEqual({
      days: [
        { date: '2026-01-01', name: 'Between the years' },
        { date: '2026-05-01', name: 'Labour Day / Ascension Day' },
      ],
      leftOut: [],
      outside: 3,
    });
  });

  it.each([
    [5, /hours/, ['DTSTART:20260501T100000Z', holiday]],
    [5, /no date/, ['DTSTART;VALUE=DATE:20261350', holiday]],
    [3, /no date/, [holiday]],
    [6, /ends before/, ['DTSTART;VALUE=DATE:20260501', 'DTEND;VALUE=DATE:20260501', holiday]],
    [6, /longer/, ['DTSTART;VALUE=DATE:20260501', 'DTEND;VALUE=DATE:20280501', holiday]],
    [6, /ends before/, ['DTSTART;VALUE=DATE:20260501', 'DURATION:PT1H', holiday]],
    [3, /no name/, ['DTSTART;VALUE=DATE:20260501']],
    [6, /comes every year/, ['DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=MONTHLY', holiday]],
    [6, /comes every year/, ['DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY;BYWEEKNO=20', holiday]],
    [6, /cannot be read/, ['DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=OFTEN', holiday]],
    [6, /cannot be read/, ['DTSTART;VALUE=DATE:20260501', 'no property', holiday]],
    [5, /single days/, ['RECURRENCE-ID;VALUE=DATE:20260501', 'DTSTART;VALUE=DATE:20260502', holiday]],
    [6, /too often/, ['DTSTART;VALUE=DATE:10000501', `RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR`, holiday]],
  ])('SU-4 names line %s of what it leaves out, and why: %s', (line, message, lines) => {
    const { days, leftOut } = read(...lines);
    expect(days).toEqual([]);
    expect(leftOut).toEqual([{ line, message: expect.stringMatching(message) }]);
  });

  it.each([
    ['BEGIN:VCARD\r\nEND:VCARD', 'no iCalendar'],
    ['', 'no iCalendar'],
    [file(...event('DTSTART;VALUE=DATE:20260501')).replace('END:VCALENDAR', ''), 'ends in the middle'],
    [file('BEGIN:VEVENT', holiday), 'Line 3: this event has no end'],
    [file('BEGIN:VEVENT', ...event(holiday)), 'Line 3: this event has no end'],
    [file(...Array.from({ length: 2_001 }, () => event(holiday)).flat()), 'at most 2,000 events'],
  ])('SU-4 refuses %j', (text, message) => {
    let thrown: unknown;
    try {
      readHolidays(text, period);
    } catch (error) {
      thrown = error;
    }
    expect(JSON.stringify(thrown)).toContain(message);
  });

  it('C1 C9 comes to an end with whatever people send', () => {
    const started = performance.now();
    for (const rule of [
      'RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=5MO;INTERVAL=7',
      'RRULE:FREQ=YEARLY;BYDAY=54MO',
      'RRULE:FREQ=YEARLY;INTERVAL=99999999',
      'RRULE:FREQ=YEARLY;COUNT=99999999',
      'RRULE:FREQ=YEARLY;BYMONTH=13',
      'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;INTERVAL=4',
    ])
      for (const start of ['00010101', '20000101', '20250301', '99991231'])
        readHolidays(file(...event(`DTSTART;VALUE=DATE:${start}`, rule, holiday)), period);
    readHolidays(file(...event('DTSTART;VALUE=DATE:20260501', `SUMMARY:${'\\,'.repeat(60_000)}`)), period);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
