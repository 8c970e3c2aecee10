import { z } from 'zod';

interface Span {
  readonly opens: number;
  readonly closes: number;
}

const clockTime = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** A time of the wall as minutes since midnight, and back. */
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const time = z.string().regex(clockTime, 'Write times like 09:00, from 00:00 to 24:00.');

const inOrder = (spans: readonly Span[]): boolean =>
  spans.every(({ opens, closes }, index) => opens < closes && opens >= (spans[index - 1]?.closes ?? 0));

const order = 'Write spans in order, each closing after it opens, between 00:00 and 24:00.';

/** Spans of a day in JSON. */
export const spansBody = z
  .array(z.strictObject({ opens: time, closes: time }))
  .max(6, 'Give at most six spans a day.')
  .transform((spans) =>
    spans.map(({ opens, closes }) => ({ opens: minutesOf(opens), closes: minutesOf(closes) })),
  )
  .refine(inOrder, order);

const lineOfSpans = /^(\d\d:\d\d)\s?[-–]\s?(\d\d:\d\d)$/;

/** Spans of a day as a form has them: `09:00-12:30, 13:30-17:00`; nothing means closed. */
export function spansIn(text: string): Span[] | null {
  if (text.trim() === '') return [];
  const spans = text.split(',').map((part) => {
    const [, opens = '', closes = ''] = lineOfSpans.exec(part.trim()) ?? [];
    if (!clockTime.test(opens) || !clockTime.test(closes)) return null;
    return { opens: minutesOf(opens), closes: minutesOf(closes) };
  });
  const whole = spans.flatMap((span) => span ?? []);
  return whole.length === spans.length && whole.length <= 6 && inOrder(whole) ? whole : null;
}

export const spansText = (spans: readonly Span[]): string =>
  spans.map(({ opens, closes }) => `${clockOf(opens)}-${clockOf(closes)}`).join(', ');
