import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import { id } from '../../../../platform/http/fields.js';
import { type ManyChange, mostAtOnce } from '../../application/inbox/change-many.js';
import { ticketPriorities, ticketStatuses } from '../../events/ticket-words.js';

const status = z.enum(ticketStatuses, 'Use open, in-progress, on-hold or closed.');
const priority = z.enum(ticketPriorities, 'Use low, normal, high or urgent.');
const isAssignee = (text: string) => text === 'nobody' || text === 'least-busy' || isId(text);
const assignee = z.string().refine(isAssignee, 'Use the id of somebody of the staff, nobody, or least-busy.');
const tag = z.string().max(200, 'Write tags of 40 characters at most.');

/** Input and answers of the API. */
export const bulkBody = z
  .strictObject({
    ticketIds: z
      .array(id('request'))
      .min(1, 'Choose at least one request.')
      .max(mostAtOnce, `Choose at most ${mostAtOnce} requests.`),
    status: status.nullable().default(null).describe('Null leaves it as it is.'),
    priority: priority.nullable().default(null),
    assignee: assignee
      .nullable()
      .default(null)
      .describe('An id, `nobody`, or `least-busy`, which shares the requests out by who has the fewest.'),
    tags: z.array(tag).max(20, 'Use at most 20 tags.').default([]).describe('What is added.'),
  })
  .meta({ id: 'BulkChangeOfTickets' });
export const bulkAnswer = z
  .object({
    id: z.uuid(),
    changed: z.int(),
    refused: z.array(
      z.object({
        ticketId: z.uuid(),
        number: z.string().nullable(),
        subject: z.string().nullable(),
        code: z.string(),
        detail: z.string(),
      }),
    ),
    undoUntil: z.iso.datetime().nullable().describe('Null when it cannot be undone any more.'),
    undoneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'BulkChange' });
export const undoneAnswer = z
  .object({ restored: z.int(), kept: z.int().describe('What somebody changed since stays as it is.') })
  .meta({ id: 'UndoneBulkChange' });

const none = (value: unknown) => (value === '' || value === undefined ? null : value);

/** What the form of the inbox sends: one box per request. */
export const bulkForm = z
  .object({
    ticketId: z
      .preprocess(
        (value) => (Array.isArray(value) ? value : [value].filter((one) => typeof one === 'string')),
        z.array(id('request')),
      )
      .refine((ids) => ids.length > 0, 'Choose at least one request.')
      .refine((ids) => ids.length <= mostAtOnce, `Choose at most ${mostAtOnce} requests.`),
    status: z.preprocess(none, status.nullable()),
    priority: z.preprocess(none, priority.nullable()),
    assignee: z.preprocess(none, assignee.nullable()),
    tags: z
      .string()
      .max(2_000, 'Use at most 2,000 characters.')
      .optional()
      .transform((text) => (text ?? '').split(',').filter((part) => part.trim() !== '')),
  })
  .transform(({ ticketId, ...change }) => ({ ticketIds: ticketId, change: change satisfies ManyChange }));
