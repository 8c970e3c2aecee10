import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';
import { ticketPriorities } from './ticket-words.js';

/** Staff changed how much a request presses, and with it when it is due. */
export const TicketPriorityChanged = defineEvent(
  'support.ticket-priority-changed',
  1,
  z.object({
    ticketId: z.uuid(),
    organizationId: z.uuid(),
    from: z.enum(ticketPriorities),
    to: z.enum(ticketPriorities),
  }),
);
