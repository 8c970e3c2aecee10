import { day, hour, minute } from '../../kernel/clock.js';

/** An instant as pages show it: machine-readable, near ("2 hours ago") and exact in the reader's zone. */
export interface ShownTime {
  readonly iso: string;
  readonly relative: string;
  readonly absolute: string;
}

// One formatter per locale and zone: constructing them is a hundred times dearer than using them.
const formatters = new Map<string, Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function kept<T extends Intl.DateTimeFormat | Intl.RelativeTimeFormat>(key: string, make: () => T): T {
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = make();
    if (formatters.size > 500) formatters.clear();
    formatters.set(key, formatter);
  }
  return formatter as T;
}

/** Day and minute in the reader's zone, with the zone's name. */
export function formatInstant(instant: Date, locale: string, timeZone: string): string {
  return kept(
    `instant ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
  ).format(instant);
}

/** The day in the reader's zone. */
export function formatDay(instant: Date, locale: string, timeZone: string): string {
  return kept(
    `day ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }),
  ).format(instant);
}

function relative(instant: Date, now: Date, locale: string): string {
  const formatter = kept(
    `relative ${locale}`,
    () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  );
  const difference = instant.getTime() - now.getTime();
  const size = Math.abs(difference);
  if (size < hour) return formatter.format(Math.round(difference / minute), 'minute');
  if (size < day) return formatter.format(Math.round(difference / hour), 'hour');
  if (size < 45 * day) return formatter.format(Math.round(difference / day), 'day');
  if (size < 320 * day) return formatter.format(Math.round(difference / (30 * day)), 'month');
  return formatter.format(Math.round(difference / (365 * day)), 'year');
}

/** The three forms of an instant for the time partial. */
export function shownTime(instant: Date, now: Date, locale: string, timeZone: string): ShownTime {
  return {
    iso: instant.toISOString(),
    relative: relative(instant, now, locale),
    absolute: formatInstant(instant, locale, timeZone),
  };
}

/** A file's size with a unit, 1,024 bytes to the KiB. */
export function formatSize(sizeBytes: number, locale: string): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = sizeBytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(sizeBytes) / 10));
  const amount = new Intl.NumberFormat(locale, { maximumFractionDigits: step === 0 ? 0 : 1 }).format(
    sizeBytes / 1024 ** step,
  );
  return `${amount} ${units[step]}`;
}
