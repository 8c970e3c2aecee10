import { z } from 'zod';
import { line, multiline } from '../../../../platform/http/fields.js';
import { ticketPriorities, ticketStatuses } from '../../events/ticket-words.js';
import { messageMade } from '../tickets.schemas.js';

const body = multiline(20_000, 'text');
const visibility = z.enum(['public', 'internal'], 'Use public or internal.');
const status = z.enum(ticketStatuses, 'Use open, in-progress, on-hold or closed.');
const priority = z.enum(ticketPriorities, 'Use low, normal, high or urgent.');
const tag = z.string().max(200, 'Write tags of 40 characters at most.');
const name = line(120, 'name');

/** Input and answers of the API. */
export const macroBody = z
  .strictObject({
    name,
    body: body
      .nullable()
      .default(null)
      .describe(
        'May hold {{requester}}, {{organization}}, {{number}}, {{subject}}, {{product}} and {{agent}}.',
      ),
    visibility: visibility
      .default('public')
      .describe('public: the customer gets the text; internal: it is a note.'),
    status: status.nullable().default(null).describe('What it sets; null leaves it as it is.'),
    priority: priority.nullable().default(null),
    tags: z.array(tag).max(20, 'Use at most 20 tags.').default([]).describe('What it adds.'),
    takeOver: z.boolean().default(false).describe('Whoever uses it has the request from then on.'),
  })
  .meta({
    id: 'MacroWords',
    examples: [
      {
        name: 'Ask for the log file',
        body: 'Dear {{requester}}, please send us the log file.',
        status: 'on-hold',
      },
    ],
  });
export const macroAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    body: z.string().nullable(),
    visibility,
    status: status.nullable(),
    priority: priority.nullable(),
    tags: z.array(z.string()),
    takeOver: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'Macro' });
export const macroList = z.object({ items: z.array(macroAnswer).describe('200 at most, by name.') });
export const appliedAnswer = z
  .object({ message: messageMade.nullable().describe('What it wrote; null when it writes nothing.') })
  .meta({ id: 'AppliedMacro' });

const none = (value: unknown) => (value === '' || value === undefined ? null : value);

/** What the form sends. */
export const macroForm = z
  .object({
    name,
    body: z.preprocess(
      (text) => (typeof text === 'string' && text.trim() === '' ? null : none(text)),
      body.nullable(),
    ),
    visibility: visibility.catch('public'),
    status: z.preprocess(none, status.nullable()),
    priority: z.preprocess(none, priority.nullable()),
    tags: z
      .string()
      .max(2_000, 'Use at most 2,000 characters.')
      .transform((text) => text.split(',').filter((part) => part.trim() !== '')),
    takeOver: z.string().optional(),
    version: z.coerce.number().int().optional(),
  })
  .transform(({ version, takeOver, ...words }) => ({
    version: version ?? 0,
    words: { ...words, takeOver: takeOver !== undefined },
  }));
