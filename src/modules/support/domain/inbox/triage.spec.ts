import { describe, expect, it } from '@jest/globals';
import { day, later } from '../../../../kernel/clock.js';
import { newId } from '../../../../kernel/ids.js';
import type { TicketId } from '../../events/ticket-words.js';
import { normalTag, Triage } from './triage.js';

const now = new Date('2027-03-03T11:00:00Z');
/** A refusal that says so at the field. */
const refusal = (field: string, message: string) =>
  expect.objectContaining({ facts: { fields: [{ field, message: expect.stringContaining(message) }] } });
const aTriage = () => Triage.of({ id: newId<TicketId>(), organizationId: newId() });

describe('triage of a request', () => {
  it.each([
    ['Printer', 'printer'],
    ['  Größe  XL ', 'größe-xl'],
    ['v3.2', 'v3.2'],
    ['ｆｕｌｌ', 'full'],
  ])('SU-3 keeps the tag %j as %j', (typed, kept) => {
    expect(normalTag(typed)).toBe(kept);
  });

  it.each([[''], ['-'], ['a,b'], ['<b>'], ['x'.repeat(41)], ['a\u0000b']])(
    'SU-3 refuses the tag %j',
    (typed) => {
      expect(() => normalTag(typed)).toThrow(refusal('tags', 'Write tags of letters'));
    },
  );

  it('SU-3 keeps each tag once, sorted, and twenty at most', () => {
    const triage = aTriage();
    triage.tag(['Zebra', 'ant', 'ANT ', 'zebra']);
    expect(triage.tags).toEqual(['ant', 'zebra']);
    expect(() => triage.tag(Array.from({ length: 21 }, (_, at) => `tag-${at}`))).toThrow(
      refusal('tags', 'at most 20'),
    );
    expect(triage.tags).toEqual(['ant', 'zebra']);
  });

  it('SU-3 sleeps until a time ahead, within a year', () => {
    const triage = aTriage();
    for (const until of [now, later(now, -1), later(now, 367 * day), new Date(Number.NaN)])
      expect(() => triage.snooze(until, now)).toThrow(refusal('until', 'Choose a time ahead'));
    triage.snooze(later(now, day), now);
    expect(triage).toMatchObject({ snoozedUntil: later(now, day), snoozedAt: now });
    triage.wake();
    expect(triage).toMatchObject({ snoozedUntil: null, snoozedAt: null });
  });
});
