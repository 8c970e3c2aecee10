// Node 24 has Temporal behind a flag only; the day it has it without one, this import goes.
import { Temporal } from 'temporal-polyfill';

/** Minutes of a day on the clock of a wall; a day ends with the minute 1,440. */
export const dayMinutes = 1_440;

/** True for a name of the IANA database, e.g. `Europe/Berlin`; false for bare offsets. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** True for a day that the calendar has, as `2026-11-27`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The day that it is in the zone, as `2026-11-27`. */
export function dateIn(timeZone: string, instant: Date): string {
  const epoch = Temporal.Instant.fromEpochMilliseconds(instant.getTime());
  return epoch.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The day after. @param date as `2026-11-27` */
export function dateAfter(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/**
 * When the clocks of the zone show that time. It never runs backwards: a later time of the wall is never an earlier
 * instant. What the clocks show twice is the first time; what they skip is the moment at which they skip.
 * @param minutes since midnight, 0 to 1,440
 */
export function instantAt(timeZone: string, date: string, minutes: number): Date {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime().add({ minutes });
  const after = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (after.toPlainDateTime().equals(wall)) {
    return new Date(wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds);
  }
  const skip = after.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return new Date((skip ?? after).epochMilliseconds);
}
