import { describe, expect, it } from '@jest/globals';
import { dateAfter, dateIn, instantAt, isDate, isTimeZone, weekdayOf } from './time-zone.js';

const at = (zone: string, date: string, time: string): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantAt(zone, date, hours * 60 + minutes).toISOString();
};

describe('the time of a wall', () => {
  it.each([
    ['Europe/Berlin', '2026-11-27', '09:00', '2026-11-27T08:00:00.000Z'],
    ['Europe/Berlin', '2026-07-01', '09:00', '2026-07-01T07:00:00.000Z'],
    ['Asia/Kolkata', '2026-07-01', '09:00', '2026-07-01T03:30:00.000Z'],
    ['America/New_York', '2026-03-08', '24:00', '2026-03-09T04:00:00.000Z'],
  ])('in %s on %s at %s is %s', (zone, date, time, instant) => {
    expect(at(zone, date, time)).toBe(instant);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00.000Z'],
    // The whole day was skipped.
    ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T10:00:00.000Z'],
  ])('that the clocks of %s skip on %s at %s is the moment of the skip', (zone, date, time, instant) => {
    expect(at(zone, date, time)).toBe(instant);
  });

  it('that the clocks show twice is the first time', () => {
    expect(at('Europe/Berlin', '2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('Australia/Lord_Howe', '2026-04-05', '01:45')).toBe('2026-04-04T14:45:00.000Z');
  });

  it('knows the day in a zone, the next one and its weekday', () => {
    const instant = new Date('2026-12-31T23:30:00Z');
    expect([dateIn('UTC', instant), dateIn('Asia/Tokyo', instant)]).toEqual(['2026-12-31', '2027-01-01']);
    expect([dateAfter('2028-02-28'), dateAfter('2026-12-31')]).toEqual(['2028-02-29', '2027-01-01']);
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7]);
  });

  it('knows zones and days from what looks like them', () => {
    expect(['Europe/Berlin', 'UTC'].map(isTimeZone)).toEqual([true, true]);
    expect(['+02:00', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([false, false, false]);
    expect(['2026-02-28', '2028-02-29'].map(isDate)).toEqual([true, true]);
    expect(['2026-02-29', '2026-13-01', '26-1-1'].map(isDate)).toEqual([false, false, false]);
  });
});
