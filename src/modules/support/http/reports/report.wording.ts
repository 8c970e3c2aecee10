import type { Reader } from '../../../../platform/http/readers.js';

const noValue = '–';

export interface Wording {
  /** A count, or a dash for none. */
  readonly count: (value: number | null) => string;
  /** Minutes as minutes, hours or days. Working hours are never put into days, since a day of work is none of 24 hours. */
  readonly duration: (minutes: number | null) => string;
  readonly share: (part: number, whole: number) => string;
  /** @param day as 2026-11-27 */
  readonly day: (day: string) => string;
}

/** Numbers of a report as the reader writes them. */
export function wordingOf({ locale }: Reader, time: 'work' | 'wall'): Wording {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const unit = (name: 'minute' | 'hour' | 'day', maximumFractionDigits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits });
  const [minutes, hours, days] = [unit('minute', 0), unit('hour', 1), unit('day', 1)];
  const calendar = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    count: (value) => (value === null ? noValue : number.format(value)),
    duration: (value) => {
      if (value === null) return noValue;
      if (value < 60) return minutes.format(value);
      return time === 'wall' && value >= 3 * 24 * 60 ? days.format(value / 1_440) : hours.format(value / 60);
    },
    share: (part, whole) => (whole === 0 ? noValue : percent.format(part / whole)),
    day: (day) => calendar.format(new Date(`${day}T12:00:00Z`)),
  };
}
