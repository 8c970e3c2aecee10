import { z } from 'zod';
import { isId } from '../../kernel/ids.js';

// PostgreSQL stores no NUL, and a lone surrogate cannot be written as UTF-8: both are refused with the field's name.
const storable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** One line of text, trimmed, 1 to `max` characters; no control characters. */
export const line = (max: number, what = 'text') =>
  z
    .string({
      error: (issue) => (issue.input === undefined ? `Enter the ${what}.` : `The ${what} must be text.`),
    })
    .max(max * 4, `Use at most ${max} characters.`)
    .trim()
    .min(1, `Enter the ${what}.`)
    .max(max, `Use at most ${max} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), 'Use printable characters only.');

/** Text of several lines, 1 to `max` characters. Line ends become `\n`. */
export const multiline = (max: number, what = 'text') =>
  z
    .string({
      error: (issue) => (issue.input === undefined ? `Enter the ${what}.` : `The ${what} must be text.`),
    })
    .max(max * 2, `Use at most ${max} characters.`)
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .min(1, `Enter the ${what}.`)
        .max(max, `Use at most ${max} characters.`)
        .refine(storable, 'Use printable characters only.'),
    );

/** Words to search for, trimmed, at most `max` characters; none of them is fine. */
export const searchWords = (max = 200) =>
  z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .trim()
    .refine(storable, 'Use printable characters only.');

/** A secret as it was typed: never trimmed, 1 to 1,024 characters. */
export const secretText = (what: string) =>
  z
    .string({ error: `Enter the ${what}.` })
    .min(1, `Enter the ${what}.`)
    .max(1_024, 'Use at most 1,024 characters.')
    .refine(storable, 'Use printable characters only.');

/** An id in a body or query. */
export const id = (what: string) =>
  z.string({ error: `Give the id of the ${what}.` }).refine(isId, `This is not the id of a ${what}.`);

/** An instant in ISO 8601 with a zone. */
export const instant = z.iso.datetime({ offset: true, error: 'Use an instant like 2026-11-20T09:30:00Z.' });
