import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';
import { authorKinds } from './ticket-words.js';

/** A request was closed, by the customer or by staff. */
export const TicketClosed = defineEvent(
  'support.ticket-closed',
  1,
  z.object({
    ticketId: z.uuid(),
    organizationId: z.uuid(),
    closedById: z.uuid(),
    closedByKind: z.enum(authorKinds),
  }),
);
