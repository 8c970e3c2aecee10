import { InvalidInput } from '../../../../kernel/errors.js';
import { dateAfter, instantAt, weekdayOf } from '../../../../kernel/time-zone.js';

export const reportSteps = ['day', 'week', 'month'] as const;
export type ReportStep = (typeof reportSteps)[number];

/** Days on the calendar, as `2026-11-27`; both belong to the span. */
export interface ReportSpan {
  readonly from: string;
  readonly to: string;
  readonly step: ReportStep;
}

/** One column of a report; the first and the last may be cut by the span. */
export interface ReportPeriod {
  /** Its first day. */
  readonly start: string;
  readonly from: Date;
  /** The first instant after it. */
  readonly until: Date;
}

/** As many columns as one can tell apart. */
const mostPeriods = 124;

/**
 * The periods of a span. Weeks begin on Monday. Days are as long as they are in the zone.
 * @throws InvalidInput when the span ends before it begins, or has more than 124 periods
 */
export function periodsOf({ from, to, step }: ReportSpan, timeZone: string): ReportPeriod[] {
  if (to < from) throw InvalidInput.field('to', 'Choose a last day that is not before the first.');
  const starts: string[] = [];
  let date = from;
  for (; date <= to; date = dateAfter(date)) {
    if (starts.length === 0 || isStart(date, step)) starts.push(date);
    if (starts.length > mostPeriods)
      throw InvalidInput.field('from', 'Choose a shorter time, or count by week or month.');
  }
  const midnight = (day: string): Date => instantAt(timeZone, day, 0);
  return starts.map((start, place) => ({
    start,
    from: midnight(start),
    until: midnight(starts[place + 1] ?? date),
  }));
}

function isStart(date: string, step: ReportStep): boolean {
  if (step === 'day') return true;
  return step === 'week' ? weekdayOf(date) === 1 : date.endsWith('-01');
}
