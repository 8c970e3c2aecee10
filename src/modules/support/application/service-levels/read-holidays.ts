import ICAL from 'ical.js';
import { dateAfter, isDate } from '../../../../kernel/time-zone.js';
import { type EventLines, eventsOf, lineOf } from './calendar-events.js';

/** A day on which nobody works. */
export interface Holiday {
  /** As `2026-12-25`. */
  readonly date: string;
  /** 1 to 120 characters. */
  readonly name: string;
}

/** An event that is no holiday that can be taken: where it stands, and what helps. */
export interface LeftOutEvent {
  readonly line: number;
  readonly message: string;
}

export interface ReadHolidays {
  /** By date, each once. */
  readonly days: readonly Holiday[];
  readonly leftOut: readonly LeftOutEvent[];
  /** How many days lie outside of what was asked for. */
  readonly outside: number;
}

/** Both included, as `2026-01-01`. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

const longest = 366;
const mostSteps = 20_000;
const longestName = 120;

/** A property as jCal has it. @see RFC 7265 */
type Property = [name: string, parameters: object, type: string, ...values: unknown[]];

/**
 * Reads whole-day events, also those of several days and those that come every year.
 * @throws InvalidInput naming `calendar` when the file is no iCalendar
 */
export function readHolidays(text: string, period: Period): ReadHolidays {
  const reading = new Reading(period);
  for (const lines of eventsOf(text)) reading.take(lines);
  return reading.result();
}

class LeftOut extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

class Reading {
  private readonly days = new Map<string, string>();
  private readonly leftOut: LeftOutEvent[] = [];
  private outside = 0;
  private steps = 0;

  constructor(private readonly period: Period) {}

  take(lines: EventLines): void {
    try {
      const event = new HolidayEvent(lines);
      if (event.isCancelled) return;
      for (const start of this.startsOf(event)) this.add(start, event);
    } catch (error) {
      if (!(error instanceof LeftOut)) throw error;
      this.leftOut.push({ line: error.line, message: error.message });
    }
  }

  result(): ReadHolidays {
    const days = [...this.days].map(([date, name]) => ({ date, name }));
    const { leftOut, outside } = this;
    return { days: days.sort((a, b) => a.date.localeCompare(b.date)), leftOut, outside };
  }

  private add(start: string, { length, name, isRepeated }: HolidayEvent): void {
    let date = start;
    for (let day = 0; day < length; day += 1, date = dateAfter(date)) {
      const isInside = date >= this.period.from && date <= this.period.until;
      if (isInside) this.days.set(date, joined(this.days.get(date), name));
      // What comes every year goes on for ever.
      else if (!isRepeated) this.outside += 1;
    }
  }

  private startsOf(event: HolidayEvent): string[] {
    const { rule, first } = event;
    if (!rule) return [first];
    const starts: string[] = [];
    // What began a year before may last until the first day.
    const firstYear = Number(this.period.from.slice(0, 4)) - 1;
    // The library looks for the next day as long as its rule lets it.
    const end = ICAL.Time.fromDateString(this.period.until);
    if (!rule.until || rule.until.compare(end) > 0) rule.until = end;
    for (const day of daysOf(rule, first)) {
      this.steps += 1;
      if (this.steps > mostSteps) throw event.leftOut('RRULE', 'This repeats too often. Write fewer events.');
      if (day === 'broken') throw event.leftOut('RRULE', brokenRule);
      if (day.year >= firstYear && event.isMeant(day)) starts.push(day.toString());
    }
    return starts.filter((start) => !event.exceptions.has(start));
  }
}

class HolidayEvent {
  readonly first: string;
  /** In days. */
  readonly length: number;
  readonly name: string;
  readonly isCancelled: boolean;
  readonly rule: ICAL.Recur | null;
  readonly exceptions: ReadonlySet<string>;
  private readonly properties: readonly Property[];

  /** @throws LeftOut for what is no holiday that can be taken */
  constructor(private readonly lines: EventLines) {
    this.properties = propertiesOf(lines);
    this.isCancelled = this.values('status')[0] === 'CANCELLED';
    this.first = this.date('dtstart');
    this.length = this.days();
    this.name = nameOf(this.values('summary')[0]);
    if (this.name === '') throw this.leftOut('SUMMARY', 'This event has no name. Give it one.');
    if (this.values('recurrence-id').length > 0 || this.values('rdate').length > 0)
      throw this.leftOut(
        'RECURRENCE-ID',
        'This changes single days of a series. Write each day as an event of its own.',
      );
    this.exceptions = new Set(this.values('exdate').map((value) => String(value).slice(0, 10)));
    this.rule = this.repetition();
  }

  get isRepeated(): boolean {
    return this.rule !== null;
  }

  /** The library makes 1 March of 29 February; RFC 5545 section 3.3.10 leaves days out that a year does not have. */
  isMeant({ month, day }: ICAL.Time): boolean {
    const parts = this.rule?.parts ?? {};
    if (parts.BYDAY) return true;
    const [, startMonth, startDay] = this.first.split('-').map(Number);
    return (
      (parts.BYMONTH ?? [startMonth]).map(Number).includes(month) &&
      (parts.BYMONTHDAY ?? [startDay]).map(Number).includes(day)
    );
  }

  leftOut(property: string, message: string): LeftOut {
    return new LeftOut(lineOf(this.lines, property), message);
  }

  private values(name: string): unknown[] {
    return this.properties.filter(([one]) => one === name).flatMap(([, , , ...values]) => values);
  }

  private date(name: 'dtstart' | 'dtend'): string {
    const [, , type, value] = this.properties.find(([one]) => one === name) ?? [];
    if (type === 'date-time')
      throw this.leftOut(name, 'This event has hours. Make it one of whole days, or write it into the form.');
    if (type !== 'date' || !isDate(String(value)))
      throw this.leftOut(name, 'This event has no date. Write one like 20261225.');
    return String(value);
  }

  private days(): number {
    const { first } = this;
    const end = this.values('dtend').length > 0 ? this.date('dtend') : null;
    const span = end === null ? daysIn(this.values('duration')[0]) : daysBetween(first, end);
    if (span < 1 || !Number.isInteger(span))
      throw this.leftOut(end ? 'DTEND' : 'DURATION', 'This event ends before it begins. Correct its end.');
    if (span > longest) throw this.leftOut(end ? 'DTEND' : 'DURATION', 'This event is longer than a year.');
    return span;
  }

  private repetition(): ICAL.Recur | null {
    const rules = this.values('rrule');
    if (rules.length === 0) return null;
    const [rule] = rules as Record<string, unknown>[];
    const strange = Object.keys(rule ?? {}).filter((part) => !knownParts.includes(part));
    const isYearly = rule?.freq === 'YEARLY' && strange.length === 0 && rules.length === 1;
    if (!isYearly || [rule?.bymonthday ?? []].flat().some((day) => Number(day) < 1))
      throw this.leftOut(
        'RRULE',
        'Only what comes every year is taken, on a date or a weekday of a month. Write each day as an event of its own.',
      );
    try {
      return ICAL.Recur.fromData(rule ?? {});
    } catch {
      throw this.leftOut('RRULE', brokenRule);
    }
  }
}

const brokenRule = 'This repetition cannot be read. Correct it.';
const knownParts = ['freq', 'interval', 'count', 'until', 'bymonth', 'bymonthday', 'byday', 'wkst'];

/** The library throws at rules that no day follows. */
function* daysOf(rule: ICAL.Recur, first: string): Generator<ICAL.Time | 'broken'> {
  try {
    const days = rule.iterator(ICAL.Time.fromDateString(first));
    for (let day = days.next(); day; day = days.next()) yield day;
  } catch {
    yield 'broken';
  }
}

/** @throws LeftOut naming the first line that is none */
function propertiesOf(lines: EventLines): Property[] {
  try {
    return parsed(lines.map(({ text }) => text));
  } catch {
    const broken = lines.slice(1, -1).find(({ text }) => !canBeRead(text));
    throw new LeftOut((broken ?? lines[0]).number, 'This line cannot be read. Correct it.');
  }
}

function canBeRead(line: string): boolean {
  if (/^(?:BEGIN|END):/i.test(line)) return true;
  try {
    parsed(['BEGIN:VEVENT', line, 'END:VEVENT']);
    return true;
  } catch {
    return false;
  }
}

const parsed = (lines: readonly string[]): Property[] => ICAL.parse(lines.join('\r\n'))[1] as Property[];

const nameOf = (summary: unknown): string =>
  String(summary ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longestName)
    .toWellFormed()
    .trim();

function joined(before: string | undefined, name: string): string {
  const names = before?.split(' / ') ?? [];
  return names.includes(name) ? names.join(' / ') : [...names, name].join(' / ').slice(0, longestName).trim();
}

const daysBetween = (first: string, end: string): number =>
  (Date.parse(end) - Date.parse(first)) / 86_400_000;

/** One day where nothing is said. */
function daysIn(duration: unknown): number {
  if (duration === undefined) return 1;
  try {
    return ICAL.Duration.fromString(String(duration)).toSeconds() / 86_400;
  } catch {
    return 0;
  }
}
