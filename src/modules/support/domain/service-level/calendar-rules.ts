import { InvalidInput } from '../../../../kernel/errors.js';
import { dayMinutes, isDate, isTimeZone } from '../../../../kernel/time-zone.js';
import type { CalendarRules, Span } from './opening-hours.js';

/** The least that a week must be open: below it, a due time would lie years ahead, and finding it take long. */
const leastWeeklyMinutes = 300;
const mostSpans = 6;
const mostSpecialDays = 500;

/** @throws InvalidInput naming the field that is no rule of a calendar */
export function ensureCalendarRules({ timeZone, week, specialDays }: CalendarRules): void {
  if (!isTimeZone(timeZone))
    throw InvalidInput.field('timeZone', 'Use the name of a time zone, such as Europe/Berlin.');
  if (week.length !== 7) throw InvalidInput.field('week', 'Give the hours of seven days, Monday first.');
  for (const [index, spans] of week.entries()) ensureSpans(spans, `week.${index}`);
  const weekly = week.flat().reduce((sum, { opens, closes }) => sum + closes - opens, 0);
  if (weekly < leastWeeklyMinutes)
    throw InvalidInput.field(
      'week',
      'Open at least five hours a week; requests could never be due otherwise.',
    );
  if (specialDays.length > mostSpecialDays)
    throw InvalidInput.field('specialDays', 'Give at most 500 special days; remove those that are over.');
  const dates = new Set<string>();
  for (const [index, { date, spans }] of specialDays.entries()) {
    if (!isDate(date))
      throw InvalidInput.field(`specialDays.${index}.date`, 'Use a date such as 2026-12-25.');
    if (dates.has(date)) throw InvalidInput.field('specialDays', 'Give each date once.');
    dates.add(date);
    ensureSpans(spans, `specialDays.${index}.spans`);
  }
}

function ensureSpans(spans: readonly Span[], field: string): void {
  if (spans.length > mostSpans) throw InvalidInput.field(field, 'Give at most six spans a day.');
  let last = 0;
  for (const { opens, closes } of spans) {
    const whole = Number.isInteger(opens) && Number.isInteger(closes);
    if (!whole || opens < last || closes <= opens || closes > dayMinutes)
      throw InvalidInput.field(
        field,
        'Write spans in order, each closing after it opens, between 00:00 and 24:00.',
      );
    last = closes;
  }
}
