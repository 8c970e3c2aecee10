import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hour, minute } from '../../../../kernel/clock.js';
import {
  addBusinessTime,
  aroundTheClock,
  businessTimeBetween,
  type CalendarRules,
  OpeningHours,
  type Span,
} from './opening-hours.js';

const span = (opens: number, closes: number): Span => ({ opens: opens * 60, closes: closes * 60 });
const workdays = (...spans: Span[]) => Array.from({ length: 7 }, (_, day) => (day < 5 ? spans : []));
const office = (timeZone: string, more: Partial<CalendarRules> = {}): OpeningHours =>
  new OpeningHours({ timeZone, week: workdays(span(9, 17)), specialDays: [], ...more });
const due = (hours: OpeningHours, start: string, minutes: number): string =>
  addBusinessTime(hours, new Date(start), minutes).toISOString();

describe('opening hours', () => {
  it('SU-4 count from the opening, over the night, the weekend and holidays', () => {
    const berlin = office('Europe/Berlin', {
      specialDays: [{ date: '2026-12-25', name: 'Christmas Day', spans: [] }],
    });
    expect(due(berlin, '2026-11-26T10:00:00Z', 60)).toBe('2026-11-26T11:00:00.000Z');
    expect(due(berlin, '2026-11-26T15:30:00Z', 60)).toBe('2026-11-27T08:30:00.000Z');
    expect(due(berlin, '2026-11-28T12:00:00Z', 480)).toBe('2026-11-30T16:00:00.000Z');
    expect(due(berlin, '2026-12-24T15:00:00Z', 120)).toBe('2026-12-28T09:00:00.000Z');
  });

  it('SU-4 may have several spans a day, and open exceptionally', () => {
    const lunch = office('UTC', {
      week: workdays(span(8, 12), span(13, 17)),
      specialDays: [{ date: '2026-11-28', name: 'Fair', spans: [span(10, 11)] }],
    });
    expect(due(lunch, '2026-11-27T11:30:00Z', 60)).toBe('2026-11-27T13:30:00.000Z');
    expect(due(lunch, '2026-11-27T16:30:00Z', 60)).toBe('2026-11-28T10:30:00.000Z');
  });

  it('SU-4 last as long as they really do when the clocks change', () => {
    const night = { week: Array.from({ length: 7 }, () => [span(0, 6)]) };
    const between = (zone: string, from: string, to: string): number =>
      businessTimeBetween(office(zone, night), new Date(from), new Date(to));
    expect(between('Europe/Berlin', '2026-03-28T22:00:00Z', '2026-03-29T12:00:00Z')).toBe(5 * 60);
    expect(between('Europe/Berlin', '2026-10-24T21:00:00Z', '2026-10-25T12:00:00Z')).toBe(7 * 60);
    expect(between('Australia/Lord_Howe', '2026-10-03T12:00:00Z', '2026-10-04T02:00:00Z')).toBe(5.5 * 60);
  });

  it('cannot be made without an opening', () => {
    expect(() => office('UTC', { week: workdays() })).toThrow(RangeError);
  });
});

// Instants near the changes of clocks, where mistakes would be, and anywhere else in two years.
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
];
const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'];
const instants = fc
  .oneof(
    fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -30 * hour, max: 30 * hour })),
    fc.tuple(fc.constant('2026-01-01'), fc.integer({ min: 0, max: 2 * 8_760 * hour })),
  )
  .map(([day, offset]) => new Date(Date.parse(day) + offset));
const minutes = fc.integer({ min: 0, max: 6_000 });
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 4 })
  .map((quarters) => quarters.toSorted((a, b) => a - b))
  .map(([a = 0, b = 1, c, d]) => [
    { opens: a * 15, closes: b * 15 },
    ...(c !== undefined && d !== undefined ? [{ opens: c * 15, closes: d * 15 }] : []),
  ]);
const calendars = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    weekday: spans,
    saturday: fc.oneof(fc.constant([]), spans),
    holidays: fc.array(fc.constantFrom(...changes, '2026-05-01'), { maxLength: 3 }),
  })
  .map(
    ({ timeZone, weekday, saturday, holidays }) =>
      new OpeningHours({
        timeZone,
        week: [weekday, weekday, weekday, weekday, weekday, saturday, []],
        specialDays: holidays.map((date) => ({ date, name: 'Closed', spans: [] })),
      }),
  );

/** True inside an opening, or at its end. */
function withinOpening(hours: OpeningHours, instant: Date): boolean {
  const [opening] = hours.from(new Date(instant.getTime() - 1));
  return opening !== undefined && opening.from <= instant && instant <= opening.to;
}

describe('whatever the calendar and the zone', () => {
  it('SU-4 adding is the inverse of what lies between', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, (hours, start, count) => {
        const end = addBusinessTime(hours, start, count);
        expect(businessTimeBetween(hours, start, end)).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  it('SU-4 adding twice is adding once', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, minutes, (hours, start, first, second) => {
        const between = addBusinessTime(hours, start, first);
        const [twice, once] = [
          addBusinessTime(hours, between, second),
          addBusinessTime(hours, start, first + second),
        ];
        // With nothing to add, the end of one day and the beginning of the next are the same moment of work.
        expect(businessTimeBetween(hours, once, twice)).toBe(0);
        if (second > 0) expect(twice).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });

  it('SU-4 what lies between adds up', () => {
    fc.assert(
      fc.property(calendars, fc.tuple(instants, instants, instants), (hours, three) => {
        const [a, b, c] = three.toSorted((one, other) => one.getTime() - other.getTime());
        if (!a || !b || !c) throw new Error('Three were asked for.');
        const sum = businessTimeBetween(hours, a, b) + businessTimeBetween(hours, b, c);
        expect(businessTimeBetween(hours, a, c)).toBeCloseTo(sum, 6);
      }),
      { numRuns: 25 },
    );
  });

  it('SU-4 who starts later or gets longer is never due earlier', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        minutes,
        fc.nat(3_000),
        fc.nat(6_000),
        (hours, start, count, more, later) => {
          const first = addBusinessTime(hours, start, count);
          expect(addBusinessTime(hours, start, count + more) >= first).toBe(true);
          expect(addBusinessTime(hours, new Date(start.getTime() + later * minute), count) >= first).toBe(
            true,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('SU-4 nothing is due outside opening hours, nor on a day that is closed', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, (hours, start, count) => {
        const end = addBusinessTime(hours, start, count);
        expect(withinOpening(hours, end)).toBe(true);
        expect(end >= start).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('SU-4 around the clock is real time', () => {
    fc.assert(
      fc.property(instants, minutes, (start, count) => {
        const end = addBusinessTime(aroundTheClock, start, count);
        expect(end.getTime() - start.getTime()).toBe(count * minute);
      }),
    );
  });
});
