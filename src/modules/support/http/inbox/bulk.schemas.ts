import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import type { ManyChange } from '../../application/inbox/change-many.js';
import { ticketPriorities, ticketStatuses } from '../../events/ticket-words.js';
import { tickedTickets, ticketIds } from './chosen-tickets.js';

const status = z.enum(ticketStatuses, 'Use open, in-progress, on-hold or closed.');
const priority = z.enum(ticketPriorities, 'Use low, normal, high or urgent.');
const isAssignee = (text: string) => text === 'nobody' || text === 'least-busy' || isId(text);
const assignee = z.string().refine(isAssignee, 'Use the id of somebody of the staff, nobody, or least-busy.');
const tag = z.string().max(200, 'Write tags of 40 characters at most.');

/** Input and answers of the API. */
export const bulkBody = z
  .strictObject({
    ticketIds,
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
    ticketId: tickedTickets,
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
