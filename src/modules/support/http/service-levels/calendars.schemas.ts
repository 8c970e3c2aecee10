import { z } from 'zod';
import { isDate, isTimeZone } from '../../../../kernel/time-zone.js';
import { line } from '../../../../platform/http/fields.js';
import type { ShownCalendar } from '../../application/service-levels/show-service-levels.js';
import { clockOf, spansBody, spansIn } from './spans.js';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const timeZone = z
  .string()
  .max(60, 'Use at most 60 characters.')
  .refine(isTimeZone, 'Use the name of a time zone, such as Europe/Berlin.');
const date = z.string().refine(isDate, 'Use a date such as 2026-12-25.');
const week = Object.fromEntries(weekdays.map((day) => [day, spansBody])) as Record<
  (typeof weekdays)[number],
  typeof spansBody
>;

/** What programs send. */
export const calendarBody = z
  .strictObject({
    name: line(120, 'name'),
    timeZone: timeZone.meta({ examples: ['Europe/Berlin'] }),
    week: z.strictObject(week).describe('Opening hours of each day; none: closed.'),
    specialDays: z
      .array(z.strictObject({ date, name: line(120, 'name'), spans: spansBody }))
      .max(500, 'Give at most 500 special days; remove those that are over.')
      .describe('Holidays, without spans, and days that are open at other times.'),
  })
  .transform((body) => ({ ...body, week: weekdays.map((day) => body.week[day]) }))
  .meta({ id: 'BusinessCalendarRules' });

const hours = (field: z.ZodString) =>
  field.max(200, 'Use at most 200 characters.').transform((text, context) => {
    const spans = spansIn(text);
    if (spans === null)
      context.addIssue({ code: 'custom', message: 'Write hours like 09:00-12:30, 13:30-17:00, or nothing.' });
    return spans ?? [];
  });

// The hours after the date are optional: a day without them is closed.
const specialLine = /^(\d{4}-\d\d-\d\d)((?: ?,? ?\d\d:\d\d[-–]\d\d:\d\d)*) +(\S.{0,119})$/;

const dayName = line(120, 'name');
const specialDays = z
  .string()
  .max(40_000, 'Use at most 40,000 characters.')
  .transform((text, context) => {
    const lines = text.split('\n').flatMap((one) => one.trim().slice(0, 400) || []);
    return lines.map((one, index) => {
      const [, day = '', times = '', name = ''] = specialLine.exec(one) ?? [];
      const spans = spansIn(times.trim().replace(/[ ,]+/g, ','));
      if (!isDate(day) || spans === null || !dayName.safeParse(name).success)
        context.addIssue({
          code: 'custom',
          message: `Line ${index + 1}: write a date, hours where it is open, and a name, like 2026-12-25 Christmas Day.`,
        });
      return { date: day, name, spans: spans ?? [] };
    });
  })
  .refine((days) => new Set(days.map((day) => day.date)).size === days.length, 'Give each date once.');

const days = Object.fromEntries(weekdays.map((day) => [day, hours(z.string())])) as Record<
  (typeof weekdays)[number],
  ReturnType<typeof hours>
>;

/** What the form sends. */
export const calendarForm = z
  .strictObject({
    name: line(120, 'name'),
    timeZone,
    ...days,
    specialDays,
    version: z.coerce.number().int().default(0),
  })
  .transform(({ name, timeZone: zone, specialDays: special, version, ...rest }) => ({
    version,
    words: { name, timeZone: zone, week: weekdays.map((day) => rest[day]), specialDays: special },
  }));

const span = z.object({ opens: z.string(), closes: z.string() });
export const calendarAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    timeZone: z.string(),
    week: z.object(Object.fromEntries(weekdays.map((day) => [day, z.array(span)]))),
    specialDays: z.array(z.object({ date: z.string(), name: z.string(), spans: z.array(span) })),
    version: z.int().describe('Send it as If-Match, in quotes, when you change the calendar.'),
  })
  .meta({ id: 'BusinessCalendar' });
export const calendarList = z.object({ items: z.array(calendarAnswer) }).meta({ id: 'BusinessCalendarList' });

export function toCalendar({ week: hoursOfDays, specialDays: special, ...rest }: ShownCalendar) {
  const spans = (list: ShownCalendar['week'][number]) =>
    list.map(({ opens, closes }) => ({ opens: clockOf(opens), closes: clockOf(closes) }));
  return {
    ...rest,
    week: Object.fromEntries(weekdays.map((day, index) => [day, spans(hoursOfDays[index] ?? [])])),
    specialDays: special.map((day) => ({ ...day, spans: spans(day.spans) })),
  };
}
