import { InvalidInput } from '../../../../kernel/errors.js';

/** A line of the file after unfolding, with the number that it began at, counted from 1. */
export interface CalendarLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of one event, from its BEGIN to its END. */
export type EventLines = readonly [CalendarLine, ...CalendarLine[]];

const mostEvents = 2_000;

/**
 * The events of an iCalendar file.
 * @throws InvalidInput naming `calendar` when it is none, or not whole
 * @see RFC 5545 sections 3.1 and 3.4
 */
export function eventsOf(text: string): EventLines[] {
  const lines = unfolded(text);
  if (!isWord(lines[0], 'BEGIN:VCALENDAR'))
    throw refused('This is no iCalendar file. Export the calendar as .ics and choose that file.');
  if (!lines.some((line) => isWord(line, 'END:VCALENDAR')))
    throw refused('The file ends in the middle. Export the calendar anew.');
  const events: EventLines[] = [];
  let event: [CalendarLine, ...CalendarLine[]] | null = null;
  for (const line of lines) {
    if (isWord(line, 'BEGIN:VEVENT')) {
      if (event) throw refused(`Line ${event[0].number}: this event has no end. Export the calendar anew.`);
      event = [line];
    } else event?.push(line);
    if (event && isWord(line, 'END:VEVENT')) {
      events.push(event);
      event = null;
    }
  }
  if (event) throw refused(`Line ${event[0].number}: this event has no end. Export the calendar anew.`);
  if (events.length > mostEvents) throw refused('Choose a calendar of at most 2,000 events.');
  return events;
}

/** The number of the line that the property stands in, or that the event begins at. */
export function lineOf(lines: EventLines, property: string): number {
  const found = lines.find(({ text }) => new RegExp(`^${property}[;:]`, 'i').test(text));
  return (found ?? lines[0]).number;
}

function unfolded(text: string): CalendarLine[] {
  const lines: { number: number; text: string }[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last) last.text += line.slice(1);
    else if (line !== '') lines.push({ number: index + 1, text: line });
  }
  return lines;
}

const isWord = (line: CalendarLine | undefined, word: string): boolean =>
  line?.text.trim().toUpperCase() === word;

const refused = (message: string): InvalidInput => InvalidInput.field('calendar', message);
