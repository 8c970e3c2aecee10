import { z } from 'zod';
import { isId } from '../../../kernel/ids.js';
import { line, multiline, searchWords } from '../../../platform/http/fields.js';
import { pageCursor } from '../../../platform/http/paging.js';
import { whoseRequests } from '../application/list-tickets.js';
import { inboxViews } from '../application/list-tickets-for-staff.js';
import { replyMeanings, ticketKinds, ticketPriorities, ticketStatuses } from '../events/ticket-words.js';

// An empty choice of a form means none.
const choice = z
  .string()
  .optional()
  .transform((text) => text || null);
// Hidden fields of our own pages; whoever forges one harms only the own form.
const hiddenId = z
  .string()
  .optional()
  .transform((text) => (text && isId(text) ? text.toLowerCase() : null));
const submissionId = hiddenId;
const body = multiline(20_000, 'message');

/*
 * Forms and addresses of pages. What an address asks for and we don't know is left out, never an error. Inputs of a
 * category are named `fields.<key>`.
 */
function answersIn(form: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(form).flatMap(([name, value]) =>
    name.startsWith('fields.') && typeof value === 'string' ? [[name.slice(7), value]] : [],
  );
  return Object.fromEntries(given);
}

const newTicket = z.object({
  subject: line(200, 'subject'),
  body,
  licenseId: choice.refine((id) => id === null || isId(id), 'Choose one of your licenses, or none.'),
  categoryId: choice.refine((id) => id === null || isId(id), 'Choose one of the categories.'),
  kind: z.enum(ticketKinds).catch('support'),
  confidential: z
    .string()
    .optional()
    .transform((ticked) => ticked === 'true'),
  submissionId,
});

export const newTicketForm = z.record(z.string(), z.unknown()).transform((form, context) => {
  const parsed = newTicket.safeParse(form);
  if (parsed.success) return { ...parsed.data, fields: answersIn(form) };
  for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path });
  return z.NEVER;
});
export const replyForm = z.object({ body, submissionId });
export const customerReplyForm = replyForm.extend({
  meaning: z.enum(replyMeanings).nullable().catch(null),
  subject: z
    .string()
    .optional()
    .transform((text) => text?.trim() || null)
    .pipe(line(200, 'subject').nullable()),
});
export const staffReplyForm = replyForm.extend({
  visibility: z.enum(['public', 'internal'], 'Choose who may read it.'),
  /** The newest message that the agent saw. */
  seenMessageId: hiddenId,
  /** The macro that the reply began with. */
  macroId: hiddenId,
});
export const statusForm = z.object({ status: z.enum(ticketStatuses, 'Choose a status.') });
export const priorityForm = z.object({ priority: z.enum(ticketPriorities, 'Choose a priority.') });
export const assignForm = z.object({
  assigneeId: choice.refine((id) => id === null || isId(id), 'Choose somebody of the staff, or nobody.'),
});
const listAddress = z.object({
  status: z.enum(ticketStatuses).optional().catch(undefined),
  kind: z.enum(ticketKinds).optional().catch(undefined),
  query: searchWords().optional().catch(undefined),
  cursor: pageCursor,
});
export const ownAddress = listAddress.extend({
  whose: z.enum(whoseRequests).optional().catch(undefined),
  product: z.string().refine(isId).optional().catch(undefined),
});
export const inboxAddress = listAddress.extend({
  view: z.enum([...inboxViews, 'closed', 'all']).catch('active'),
  tag: z.string().max(40).optional().catch(undefined),
  version: z.string().max(60).optional().catch(undefined),
  priority: z.enum(ticketPriorities).optional().catch(undefined),
  /** An id, or the agent who looks. */
  assignee: z
    .string()
    .refine((text) => text === 'me' || isId(text))
    .optional()
    .catch(undefined),
});

export type OwnAddress = z.output<typeof ownAddress>;
export type InboxAddress = z.output<typeof inboxAddress>;
