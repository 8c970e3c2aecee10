import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';
import { authorKinds } from './ticket-words.js';

/** A public message was added to a request. Internal notes are never one. */
export const TicketReplied = defineEvent(
  'support.ticket-replied',
  1,
  z.object({
    ticketId: z.uuid(),
    organizationId: z.uuid(),
    messageId: z.uuid(),
    authorId: z.uuid(),
    authorKind: z.enum(authorKinds),
  }),
);
