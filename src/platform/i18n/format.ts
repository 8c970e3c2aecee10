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

// Lists show the same minutes again and again, and formatting them was a tenth of the work of a page.
const texts = new Map<string, string>();

function remembered(key: string, make: () => string): string {
  let text = texts.get(key);
  if (text === undefined) {
    text = make();
    if (texts.size >= 10_000) texts.clear();
    texts.set(key, text);
  }
  return text;
}

/** Day and minute in the reader's zone. */
export function formatInstant(instant: Date, locale: string, timeZone: string): string {
  const of = `instant ${locale} ${timeZone}`;
  return remembered(`${of} ${Math.floor(instant.getTime() / minute)}`, () =>
    kept(
      of,
      () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
    ).format(instant),
  );
}

/** Day, minute and zone, for times that people keep to: "27 Nov 2026, 10:00 CET". */
export function formatZonedInstant(instant: Date, locale: string, timeZone: string): string {
  const zone = kept(
    `zone ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }),
  );
  const name = zone.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${formatInstant(instant, locale, timeZone)} ${name}`.trim();
}

/** The day in the reader's zone. */
export function formatDay(instant: Date, locale: string, timeZone: string): string {
  return kept(
    `day ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }),
  ).format(instant);
}

function relative(instant: Date, now: Date, locale: string): string {
  const difference = instant.getTime() - now.getTime();
  const { count, unit } = rounded(difference);
  return remembered(`relative ${locale} ${count} ${unit}`, () =>
    kept(`relative ${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(
      count,
      unit,
    ),
  );
}

function rounded(difference: number): { count: number; unit: Intl.RelativeTimeFormatUnit } {
  const size = Math.abs(difference);
  if (size < hour) return { count: Math.round(difference / minute), unit: 'minute' };
  if (size < day) return { count: Math.round(difference / hour), unit: 'hour' };
  if (size < 45 * day) return { count: Math.round(difference / day), unit: 'day' };
  if (size < 320 * day) return { count: Math.round(difference / (30 * day)), unit: 'month' };
  return { count: Math.round(difference / (365 * day)), unit: 'year' };
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
