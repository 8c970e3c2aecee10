import { z } from 'zod';
import { isId } from '../../../kernel/ids.js';
import { id, line, multiline, searchWords } from '../../../platform/http/fields.js';
import { listing, listQuery } from '../../../platform/http/paging.js';
import { whoseRequests } from '../application/list-tickets.js';
import { inboxViews } from '../application/list-tickets-for-staff.js';
import { dueStates } from '../application/service-levels/due.js';
import {
  authorKinds,
  serviceTargets,
  ticketKinds,
  ticketPriorities,
  ticketStatuses,
} from '../events/ticket-words.js';
import { givenRating } from './closing/closing.schemas.js';
import { diagnosis } from './diagnostics/diagnosis.schemas.js';
import { uploadIds } from './uploads/uploads.schemas.js';

const status = z.enum(ticketStatuses, 'Use open, in-progress, on-hold or closed.');
const kind = z.enum(ticketKinds, 'Use support or service.');
const body = multiline(20_000, 'message');
export const at = z.iso.datetime();
const number = z
  .string()
  .describe('How people name the request.')
  .meta({ examples: ['R-10001'] });

/** Input of the API. */
export const newTicket = z
  .strictObject({
    subject: line(200, 'subject'),
    body,
    licenseId: id('license').nullish(),
    kind: kind.default('support'),
    categoryId: id('category').nullish().describe('It decides the kind, and which fields are asked for.'),
    fields: z
      .record(z.string().max(40), z.string('Use text.').max(2_000, 'Use at most 2,000 characters.'))
      .default({})
      .describe('Answers by the keys of the fields that the category asks for.'),
    uploadIds,
    confidential: z
      .boolean('Use true or false.')
      .default(false)
      .describe('True: only you, the people you add and support see it.'),
  })
  .meta({ id: 'NewTicket', examples: [{ subject: 'The installer stops', body: 'It stops at 40 %.' }] });
export const newMessage = z.strictObject({ body }).meta({ id: 'NewMessage' });
export const newStaffMessage = z
  .strictObject({
    body,
    visibility: z
      .enum(['public', 'internal'], 'Use public or internal.')
      .describe('public: a reply that the customer gets; internal: a note for staff only.'),
    seenMessageId: id('message')
      .optional()
      .describe('The newest message that you saw: a reply is refused when somebody wrote another one since.'),
    uploadIds,
  })
  .meta({ id: 'NewStaffMessage' });
export const newStatus = z.strictObject({ status }).meta({ id: 'NewStatus' });
const priority = z.enum(ticketPriorities, 'Use low, normal, high or urgent.');
export const newPriority = z.strictObject({ priority }).meta({ id: 'NewPriority' });
export const newAssignee = z
  .strictObject({ assigneeId: id('user').nullable().describe('Null takes it from whoever had it.') })
  .meta({ id: 'NewAssignee' });
const ticketsQuery = listQuery.extend({
  status: status.optional(),
  kind: kind.optional(),
  productId: id('product').optional(),
  query: searchWords().optional().describe('A reference or its beginning, or a part of the subject.'),
});
export const ownTicketsQuery = ticketsQuery.extend({
  whose: z
    .enum(whoseRequests, 'Use mine or followed, or leave it out.')
    .optional()
    .describe('Left out: every request that you may see.'),
});
export const inboxQuery = ticketsQuery.extend({
  view: z
    .enum(inboxViews, 'Use active, due, mine, unassigned, overdue or snoozed.')
    .optional()
    .describe('due: what has a due time, the nearest first; snoozed: what somebody put aside.'),
  organizationId: id('organization').optional(),
  tag: z.string().max(40, 'Use at most 40 characters.').optional(),
  version: z.string().max(60, 'Use at most 60 characters.').optional().describe('Of the product, exactly.'),
  priority: priority.optional(),
  assignee: z
    .string()
    .refine((text) => text === 'me' || isId(text), 'Use the id of somebody of the staff, or me.')
    .optional(),
});

/** Answers of the API. */
const due = z
  .object({
    target: z.enum(serviceTargets).describe('What is promised next: an answer, or the solution.'),
    at: at.nullable().describe('When it is promised; null while it is paused.'),
    pausedSince: at.nullable().describe('The clock stands still, because we wait for your answer.'),
  })
  .meta({ id: 'TicketDue' });
export const ticketItem = z
  .object({
    id: z.uuid(),
    number,
    subject: z.string(),
    status,
    createdAt: at,
    updatedAt: at,
    due: due.nullable().describe('Null: nothing is promised, or nothing is left to do.'),
  })
  .meta({ id: 'TicketItem' });
export const ticketList = listing(ticketItem);
export const ticketMade = z.object({ id: z.uuid(), number, status }).meta({ id: 'TicketMade' });
export const messageMade = z.object({ id: z.uuid(), createdAt: at }).meta({ id: 'MessageMade' });

const author = z
  .object({ kind: z.enum(authorKinds), name: z.string().nullable() })
  .meta({ id: 'TicketAuthor' });
export const attachment = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    sizeBytes: z.int(),
    contentType: z.string(),
    href: z.string().describe('Where the bytes are, below this portal.'),
    bundle: diagnosis.nullable().describe('What it says as a diagnostic bundle; null for other files.'),
  })
  .meta({ id: 'TicketAttachment' });
export const attached = z.object({ items: z.array(attachment) });
const message = z
  .object({
    id: z.uuid(),
    author,
    body: z.string(),
    createdAt: at,
    attachments: z.array(attachment),
    removedFiles: z.int().describe('How many files support took out of it.'),
    notAttached: z
      .array(z.string())
      .describe(
        'Names of files that came in a mail and were not attached: no request takes them, or the quota of the day was used up.',
      ),
  })
  .meta({ id: 'TicketMessage' });
const step = z.object({ from: status, to: status, by: author, at }).meta({ id: 'TicketStatusChange' });

const worded = z.object({ en: z.string(), de: z.string() });
export const ticketDetail = ticketItem
  .extend({
    kind,
    licenseId: z.uuid().nullable(),
    category: z.object({ id: z.uuid(), name: worded }).meta({ id: 'ChosenCategory' }).nullable(),
    version: z.string().nullable().describe('Of the product, as told or as installed last.'),
    fields: z.array(z.object({ key: z.string(), label: worded, value: z.string() }).meta({ id: 'Answer' })),
    confidential: z.boolean(),
    followers: z.array(z.object({ id: z.uuid(), name: z.string().nullable() }).meta({ id: 'Follower' })),
    requester: z.string().nullable(),
    assignee: z.string().nullable().describe('Who of the staff has it; null: not assigned yet.'),
    messages: z.array(message),
    statusHistory: z.array(step),
  })
  .meta({ id: 'Ticket' });

const sorted = {
  tags: z.array(z.string()),
  snoozedUntil: at.nullable().describe('When it comes back into sight; null while it is there.'),
};
const dueState = z
  .enum(dueStates)
  .describe('due-soon: three quarters of the time are over; paused: on hold.');
export const inboxItem = ticketItem
  .extend({
    organizationId: z.uuid(),
    organizationName: z.string().nullable(),
    requesterName: z.string().nullable(),
    assigneeId: z.uuid().nullable(),
    assigneeName: z.string().nullable(),
    priority,
    dueState,
    firstResponseDueAt: at.nullable(),
    overdue: z.boolean().describe('The first response or the solution was due, and is not there.'),
    ...sorted,
  })
  .meta({ id: 'InboxTicket' });
export const inboxList = listing(inboxItem);
const note = z
  .object({ id: z.uuid(), author: z.string().nullable(), body: z.string(), createdAt: at })
  .meta({ id: 'InternalNote' });
export const staffTicketDetail = ticketDetail
  .extend({
    organizationId: z.uuid(),
    organizationName: z.string().nullable(),
    assigneeId: z.uuid().nullable(),
    priority,
    dueState,
    firstResponseDueAt: at.nullable().describe('Null while it is paused.'),
    firstRespondedAt: at.nullable(),
    resolutionDueAt: at.nullable().describe('Null while it is paused, or when nothing is promised.'),
    resolvedAt: at.nullable(),
    overdue: z.boolean(),
    ...sorted,
    rating: givenRating.nullable().describe('How the requester found the answer.'),
    notes: z.array(note).describe('For staff only.'),
  })
  .meta({ id: 'StaffTicket' });

export type NewTicket = z.output<typeof newTicket>;
export type OwnTicketsQuery = z.output<typeof ownTicketsQuery>;
export type InboxQuery = z.output<typeof inboxQuery>;
