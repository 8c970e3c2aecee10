import type { INestApplicationContext } from '@nestjs/common';
import { dayMinutes } from '../kernel/time-zone.js';
import { ShowServiceLevels } from '../modules/support/application/service-levels/show-service-levels.js';
import { WriteCalendar } from '../modules/support/application/service-levels/write-calendar.js';

const office = [{ opens: 9 * 60, closes: 17 * 60 }];
const friday = [{ opens: 9 * 60, closes: 15 * 60 }];

/** The vendor's office is in Berlin, so its holidays are those of Berlin, for three years. */
export async function seedCalendar(app: INestApplicationContext): Promise<void> {
  const [calendar] = await app.get(ShowServiceLevels, { strict: false }).calendars();
  if (!calendar) return;
  const year = new Date().getUTCFullYear();
  const holidays = [year, year + 1, year + 2].flatMap(holidaysOf);
  await app.get(WriteCalendar, { strict: false }).change({
    id: calendar.id,
    version: calendar.version,
    words: {
      name: 'Berlin',
      timeZone: 'Europe/Berlin',
      week: [office, office, office, office, friday, [], []],
      specialDays: holidays.map((day) => ({ ...day, spans: [] })),
    },
  });
}

function holidaysOf(year: number) {
  const easter = easterOf(year);
  const fixed = [
    ['01-01', "New Year's Day"],
    ['03-08', "International Women's Day"],
    ['05-01', 'Labour Day'],
    ['10-03', 'Day of German Unity'],
    ['12-25', 'Christmas Day'],
    ['12-26', 'Second Day of Christmas'],
  ].map(([day, name]) => ({ date: `${year}-${day}`, name: name ?? '' }));
  const moving = [
    { after: -2, name: 'Good Friday' },
    { after: 1, name: 'Easter Monday' },
    { after: 39, name: 'Ascension Day' },
    { after: 50, name: 'Whit Monday' },
  ].map(({ after, name }) => ({ date: dateOf(easter + after * dayMinutes * 60_000), name }));
  // In some years two of them fall on one day.
  const dates = new Map([...fixed, ...moving].map((holiday) => [holiday.date, holiday]));
  return [...dates.values()];
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Easter Sunday by the method of Gauss, as Lichtenberg corrected it. */
function easterOf(year: number): number {
  const century = Math.floor(year / 100);
  const moon = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const golden = year % 19;
  const seed = (19 * golden + moon) % 30;
  const late = Math.floor((seed + Math.floor(golden / 11)) / 29);
  const border = 21 + seed - late;
  const sunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);
  return Date.UTC(year, 2, border + (7 - ((border - sunday) % 7)));
}
