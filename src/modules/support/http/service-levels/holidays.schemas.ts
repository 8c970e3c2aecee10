import { z } from 'zod';
import { isDate } from '../../../../kernel/time-zone.js';
import { line } from '../../../../platform/http/fields.js';
import type { HolidayPreview } from '../../application/service-levels/preview-holidays.js';

/** Of an iCalendar file. */
export const maxCalendarBytes = 262_144;

const tooLarge = 'Choose a file of at most 256 KiB.';

/** What the page uploads. */
export const calendarUpload = z.object({
  calendar: z
    .instanceof(Buffer, { error: 'Choose an iCalendar file.' })
    .refine((bytes) => bytes.length <= maxCalendarBytes, tooLarge)
    .transform((bytes, context) => {
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        context.addIssue({ code: 'custom', message: 'Save the file in UTF-8.' });
        return z.NEVER;
      }
    }),
});

const date = z.string().refine(isDate, 'Use a date such as 2026-12-25.');
const holiday = z.object({ date, name: line(120, 'name') });

/** The days that the preview showed, one a line: `2026-12-25 Christmas Day`. */
export const holidayForm = z.strictObject({
  days: z
    .string()
    .max(80_000, 'Use at most 80,000 characters.')
    .transform((text) =>
      text
        .split('\n')
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .map((one) => ({ date: one.slice(0, 10), name: one.slice(11) })),
    )
    .pipe(z.array(holiday).max(1_100)),
});

const example = [
  ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20301225', 'SUMMARY:Christmas Day'],
  ...['END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');

/** What programs send. */
export const holidayBody = z
  .strictObject({
    calendar: z
      .string()
      .max(maxCalendarBytes, tooLarge)
      .describe('The text of an iCalendar file, RFC 5545.')
      .meta({ examples: [example] }),
  })
  .meta({ id: 'HolidayImport' });

const days = z.array(z.object({ date: z.iso.date(), name: z.string() }));
export const holidayAnswer = z
  .object({
    from: z.iso.date().describe('Days before it are not taken.'),
    until: z.iso.date().describe('Days after it are not taken.'),
    added: days.describe('What is added, by date.'),
    known: days.describe('Days that the calendar has already; they stay as they are.'),
    leftOut: z
      .array(z.object({ line: z.int().describe('Of the file, counted from 1.'), message: z.string() }))
      .describe('Events that cannot be taken.'),
    outside: z.int().describe('How many days lie before or after what is taken.'),
  })
  .meta({ id: 'HolidayImportResult' });

export function toHolidayAnswer({ added, known, leftOut, outside, period }: HolidayPreview) {
  return { ...period, added, known, leftOut, outside };
}
