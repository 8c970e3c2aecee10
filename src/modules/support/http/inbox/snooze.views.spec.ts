import { describe, expect, it } from '@jest/globals';
import { snoozeTimes } from './snooze.views.js';

describe('times to put a request aside until', () => {
  it.each([
    [
      'a Wednesday',
      '2027-03-03T11:00:00Z',
      '2027-03-03T14:00Z 2027-03-04T08:00Z 2027-03-08T08:00Z 2027-03-17T08:00Z',
    ],
    [
      'a Sunday, whose tomorrow is Monday',
      '2027-03-07T11:00:00Z',
      '2027-03-07T14:00Z 2027-03-08T08:00Z 2027-03-21T08:00Z',
    ],
    [
      'the day before the clocks go forward',
      '2027-03-27T11:00:00Z',
      '2027-03-27T14:00Z 2027-03-28T07:00Z 2027-03-29T07:00Z 2027-04-10T07:00Z',
    ],
  ])('SU-3 on %s are nine in the morning where the agent is', (_day, now, times) => {
    const shown = snoozeTimes(new Date(now), 'Europe/Berlin').map((at) =>
      at.toISOString().replace(':00.000', ''),
    );
    expect(shown.join(' ')).toBe(times);
  });
});
