import { describe, expect, it } from '@jest/globals';
import { day, later } from '../../../kernel/clock.js';
import { dueReminder, endingsOf } from './endings.js';

const now = new Date('2026-11-26T12:00:00.000Z');
const inDays = (days: number): Date => later(now, days * day);
const due = (days: number, setDaysAgo = 300) =>
  dueReminder({ what: 'license', endsAt: inDays(days) }, inDays(-setDaysAgo), now);

describe('what ends', () => {
  it.each([
    [61, null],
    [60, 60],
    [31, 60],
    [30, 30],
    [8, 30],
    [7, 7],
    [1, 1],
    [0.1, 1],
    [0, null],
    [-1, null],
  ])('LI-7 %p days before the end the stage is %p', (days, stage) => {
    expect(due(days)?.days ?? null).toBe(stage);
  });

  it('LI-7 a stage that was over before the end was set is no news', () => {
    expect(due(20, 5)).toMatchObject({ days: 30, isNews: false });
    expect(due(20, 15)).toMatchObject({ days: 30, isNews: true });
  });

  it.each([
    ['a perpetual license', null, inDays(10), ['maintenance']],
    ['both on one day', inDays(10), inDays(10), ['license']],
    ['updates that outlive the license', inDays(10), inDays(40), ['license']],
    ['updates that end before', inDays(40), inDays(10), ['maintenance', 'license']],
  ] as const)('LI-7 of %s', (_case, expiresAt, maintenanceEndsAt, kinds) => {
    const ends = endingsOf({ termBeganAt: null, expiresAt, maintenanceEndsAt });
    expect(ends.map(({ what }) => what)).toEqual(kinds);
  });
});
