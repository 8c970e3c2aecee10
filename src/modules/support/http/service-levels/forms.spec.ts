import { describe, expect, it } from '@jest/globals';
import { calendarForm } from './calendars.schemas.js';
import { levelForm } from './levels.schemas.js';
import { spansIn, spansText } from './spans.js';

describe('hours as people type them', () => {
  it.each([
    ['09:00-17:00', [[540, 1_020]]],
    [
      '09:00 - 12:30, 13:30–24:00',
      [
        [540, 750],
        [810, 1_440],
      ],
    ],
    ['', []],
  ])('SU-4 read %s', (text, spans) => {
    expect(spansIn(text)).toEqual(spans.map(([opens, closes]) => ({ opens, closes })));
  });

  it.each(['9-17', '17:00-09:00', '09:00-12:00, 11:00-13:00', '09:00', '25:00-26:00', '08:00-24:30'])(
    'SU-4 refuse %s',
    (text) => {
      expect(spansIn(text)).toBeNull();
    },
  );

  it('SU-4 are written as they are read', () => {
    const text = '09:00-12:30, 13:30-17:00';
    expect(spansText(spansIn(text) ?? [])).toBe(text);
  });
});

describe('the forms of service levels', () => {
  const week = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, '']),
  );
  const read = (specialDays: string) =>
    calendarForm.safeParse({
      ...week,
      name: 'Oslo',
      timeZone: 'Europe/Oslo',
      monday: '08:00-16:00',
      specialDays,
    });

  it('SU-4 read special days, one a line', () => {
    const { data } = read('2027-05-17 Constitution Day\r\n\n2027-05-22 10:00-12:00, 13:00-14:00 Fair 2027\n');
    expect(data?.words.specialDays).toEqual([
      { date: '2027-05-17', name: 'Constitution Day', spans: [] },
      {
        date: '2027-05-22',
        name: 'Fair 2027',
        spans: [
          { opens: 600, closes: 720 },
          { opens: 780, closes: 840 },
        ],
      },
    ]);
  });

  it.each(['soon', '2027-02-30 No day', '2027-05-17', '2027-05-17 a\u0000b', '2027-05-17 A\n2027-05-17 B'])(
    'SU-4 refuse the special days %j',
    (text) => {
      expect(read(text).error?.issues.map(({ path }) => path.join('.'))).toEqual(['specialDays']);
    },
  );

  it('SU-4 read times in hours and minutes, and none for what is not promised', () => {
    const id = '019ac000-0000-7000-8000-000000000001';
    const times = Object.fromEntries(
      ['low', 'normal', 'high', 'urgent'].flatMap((one) => [
        [`first-${one}`, '1:30'],
        [`solution-${one}`, ''],
      ]),
    );
    const form = { name: 'Gold', calendarId: id, kind: '', productId: '', version: '', ...times };
    const { data } = levelForm.safeParse({ ...form, 'solution-high': '40', 'always-high': 'on' });
    expect(data).toMatchObject({ version: 0, words: { kind: null, productId: null } });
    expect(data?.words.targets.low).toEqual({
      firstResponseMinutes: 90,
      resolutionMinutes: null,
      aroundTheClock: false,
    });
    expect(data?.words.targets.high).toMatchObject({ resolutionMinutes: 2_400, aroundTheClock: true });
    const wrong = levelForm.safeParse({
      ...form,
      'first-low': 'soon',
      'first-normal': '0:00',
      'first-high': '',
    });
    expect(wrong.error?.issues.map(({ path }) => path.join('.')).sort()).toEqual([
      'first-high',
      'first-low',
      'first-normal',
    ]);
  });
});
