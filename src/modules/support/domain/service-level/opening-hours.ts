import { minute } from '../../../../kernel/clock.js';
import { dateAfter, dateIn, dayMinutes, instantAt, weekdayOf } from '../../../../kernel/time-zone.js';

/** From one minute of a day to another, as clocks on the wall show them; `closes` may be 1,440, the end of the day. */
export interface Span {
  readonly opens: number;
  readonly closes: number;
}

/** A day that differs from its weekday: closed without spans, or open at other times. */
export interface SpecialDay {
  /** As `2026-12-25`. */
  readonly date: string;
  readonly name: string;
  readonly spans: readonly Span[];
}

/** When people work. */
export interface CalendarRules {
  /** IANA time zone. */
  readonly timeZone: string;
  /** Seven days, Monday first. */
  readonly week: readonly (readonly Span[])[];
  readonly specialDays: readonly SpecialDay[];
}

/** From one instant to another, the end not included. */
export interface Opening {
  readonly from: Date;
  readonly to: Date;
}

/** Opening hours as instants: what a calendar says, in real time, whatever the clocks do on the way. */
export class OpeningHours {
  private readonly special: ReadonlyMap<string, readonly Span[]>;
  // Due times look at the same days again and again.
  private readonly known = new Map<string, readonly Opening[]>();

  /** @param rules with at least one span in its week: hours that never open have no due time */
  constructor(private readonly rules: CalendarRules) {
    this.special = new Map(rules.specialDays.map(({ date, spans }) => [date, spans]));
    if (rules.week.every((spans) => spans.length === 0)) throw new RangeError('These hours never open.');
  }

  /** Openings that end after the instant, oldest first, without an end. */
  *from(instant: Date): Generator<Opening, never> {
    for (let date = dateIn(this.rules.timeZone, instant); ; date = dateAfter(date))
      for (const opening of this.on(date)) if (opening.to > instant) yield opening;
  }

  private on(date: string): readonly Opening[] {
    const known = this.known.get(date);
    if (known) return known;
    const spans = this.special.get(date) ?? this.rules.week[weekdayOf(date) - 1] ?? [];
    const at = (minutes: number): Date => instantAt(this.rules.timeZone, date, minutes);
    const openings = spans
      .map(({ opens, closes }) => ({ from: at(opens), to: at(closes) }))
      // A span that the clocks skip is none.
      .filter(({ from, to }) => from < to);
    if (this.known.size > 2_000) this.known.clear();
    this.known.set(date, openings);
    return openings;
  }
}

/** Hours without an end, for what does not wait for the morning. */
export const aroundTheClock = new OpeningHours({
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ opens: 0, closes: dayMinutes }]),
  specialDays: [],
});

/**
 * The instant by which so many minutes of opening hours are over; the moment of closing counts as open. With 0 the
 * start itself, or the next opening.
 */
export function addBusinessTime(hours: OpeningHours, start: Date, minutes: number): Date {
  let left = Math.round(minutes * minute);
  for (const { from, to } of hours.from(start)) {
    const begin = Math.max(from.getTime(), start.getTime());
    const open = to.getTime() - begin;
    if (open >= left) return new Date(begin + left);
    left -= open;
  }
  throw new RangeError('Openings have no end.');
}

/** Minutes of opening hours between two instants, fractions included; 0 when they are the wrong way round. */
export function businessTimeBetween(hours: OpeningHours, start: Date, end: Date): number {
  let sum = 0;
  for (const { from, to } of hours.from(start)) {
    if (from >= end) break;
    const begin = Math.max(from.getTime(), start.getTime());
    sum += Math.max(0, Math.min(to.getTime(), end.getTime()) - begin);
  }
  return sum / minute;
}
