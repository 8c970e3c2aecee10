import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { later, minute } from '../../../../kernel/clock.js';
import { type TicketStatus, ticketStatuses } from '../../events/ticket-words.js';
import { aroundTheClock, businessTimeBetween, OpeningHours } from './opening-hours.js';
import { type Promised, type RequestFacts, readClock, runsIn } from './request-clock.js';

const openedAt = new Date('2026-11-26T10:00:00.000Z');
const since = (minutes: number): Date => later(openedAt, minutes * minute);
const promised: Promised = { hours: aroundTheClock, firstResponseMinutes: 60, resolutionMinutes: 240 };
const steps = (...of: readonly [TicketStatus, number][]): RequestFacts['steps'] =>
  of.map(([to, minutes]) => ({ to, at: since(minutes) }));
const read = (of: RequestFacts['steps'], firstRespondedAt: Date | null = null, rules = promised) =>
  readClock({ openedAt, firstRespondedAt, steps: of }, rules);

describe('the clock of a request', () => {
  it('SU-4 runs from its opening', () => {
    const { firstResponse, resolution, pausedAt } = read([]);
    expect(firstResponse).toEqual({ dueAt: since(60), warnAt: since(45), metAt: null });
    expect(resolution).toEqual({ dueAt: since(240), warnAt: since(180), metAt: null });
    expect(pausedAt).toBeNull();
  });

  it('SU-4 stands still on hold, and goes on with what was left', () => {
    const held = read(steps(['on-hold', 20]), since(10));
    expect(held).toMatchObject({ pausedAt: since(20), resolution: { dueAt: null } });
    const resumed = read(steps(['on-hold', 20], ['open', 500]), since(10));
    expect(resumed).toMatchObject({ pausedAt: null, resolution: { dueAt: since(500 + 220) } });
  });

  it('SU-4 keeps the due time of what was met, and of what was missed', () => {
    const answered = read(steps(['in-progress', 5], ['on-hold', 70], ['open', 90]), since(65));
    expect(answered.firstResponse).toEqual({ dueAt: since(60), warnAt: since(45), metAt: since(65) });
    const closed = read(steps(['closed', 300]), since(30));
    expect(closed.resolution).toEqual({ dueAt: since(240), warnAt: since(180), metAt: since(300) });
    // Whoever puts a late request on hold does not make it timely.
    expect(read(steps(['on-hold', 61])).firstResponse.dueAt).toEqual(since(60));
  });

  it('SU-4 goes on when a closed request is opened again', () => {
    const { resolution } = read(steps(['closed', 40], ['open', 1_000]), since(30));
    expect(resolution).toEqual({ dueAt: since(1_200), warnAt: since(1_140), metAt: null });
  });

  it('SU-4 asks for no answer to a request that was closed without one', () => {
    expect(read(steps(['closed', 10])).firstResponse).toMatchObject({ metAt: since(10), dueAt: since(60) });
  });

  it('SU-4 promises no solution where none is promised', () => {
    expect(read([], null, { ...promised, resolutionMinutes: null }).resolution).toBeNull();
  });
});

describe('whatever happens to a request', () => {
  const histories = fc
    .array(fc.tuple(fc.constantFrom(...ticketStatuses), fc.integer({ min: 1, max: 2_000 })), {
      maxLength: 12,
    })
    .map((moves) => {
      let minutes = 0;
      return moves.map(([to, wait]) => {
        minutes += wait;
        return { to, at: since(minutes) };
      });
    });
  const offices = new OpeningHours({
    timeZone: 'America/New_York',
    week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ opens: 540, closes: 1_020 }] : [])),
    specialDays: [],
  });
  const targets = fc.integer({ min: 1, max: 3_000 });

  it('SU-4 paused time never counts: until it is due, exactly the promised time ran', () => {
    fc.assert(
      fc.property(histories, targets, (history, resolutionMinutes) => {
        const rules = { hours: offices, firstResponseMinutes: 1, resolutionMinutes };
        const open = history.filter(({ to }) => to !== 'closed');
        const { resolution } = readClock({ openedAt, firstRespondedAt: null, steps: open }, rules);
        const dueAt = resolution?.dueAt;
        if (!dueAt) return expect(open.at(-1)?.to).toBe('on-hold');
        let [ran, from, running] = [0, openedAt, true];
        for (const { to, at } of [...open, { to: 'open' as const, at: dueAt }]) {
          const until = new Date(Math.min(at.getTime(), dueAt.getTime()));
          if (running) ran += businessTimeBetween(offices, from, until);
          [from, running] = [until, runsIn(to)];
        }
        expect(ran).toBeCloseTo(resolutionMinutes, 6);
      }),
      { numRuns: 100 },
    );
  });

  it('SU-4 it warns before it is due, and the more is promised the later', () => {
    fc.assert(
      fc.property(histories, targets, targets, (history, one, other) => {
        const of = (resolutionMinutes: number) =>
          readClock(
            { openedAt, firstRespondedAt: null, steps: history },
            { hours: offices, firstResponseMinutes: 1, resolutionMinutes },
          ).resolution;
        const [short, long] = [of(Math.min(one, other)), of(Math.max(one, other))];
        if (short?.dueAt) expect(short.warnAt?.getTime()).toBeLessThanOrEqual(short.dueAt.getTime());
        if (short?.dueAt && long?.dueAt) expect(short.dueAt <= long.dueAt).toBe(true);
        if (!short?.dueAt) expect(long?.dueAt ?? null).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
