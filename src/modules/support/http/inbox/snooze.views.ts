import { hour, later } from '../../../../kernel/clock.js';
import { dateAfter, dateIn, instantAt, weekdayOf } from '../../../../kernel/time-zone.js';
import type { Reader } from '../../../../platform/http/readers.js';
import { formatZonedInstant } from '../../../../platform/i18n/format.js';

const nineOClock = 9 * 60;

/** Times to put a request aside until, in the agent's zone: three hours, tomorrow and Monday at nine, two weeks. */
export function snoozeTimes(now: Date, timeZone: string): readonly Date[] {
  const tomorrow = dateAfter(dateIn(timeZone, now));
  let monday = tomorrow;
  while (weekdayOf(monday) !== 1) monday = dateAfter(monday);
  let fortnight = tomorrow;
  for (let days = 1; days < 14; days += 1) fortnight = dateAfter(fortnight);
  const mornings = [...new Set([tomorrow, monday, fortnight])];
  return [later(now, 3 * hour), ...mornings.map((date) => instantAt(timeZone, date, nineOClock))];
}

export const snoozeOptions = ({ now, locale, timeZone }: Reader) =>
  snoozeTimes(now, timeZone).map((until) => ({
    value: until.toISOString(),
    label: formatZonedInstant(until, locale, timeZone),
  }));
