import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';
import { ticketStatuses } from './ticket-words.js';

/** A request moved from one status to another, whatever the reason. */
export const TicketStatusChanged = defineEvent(
  'support.ticket-status-changed',
  1,
  z.object({
    ticketId: z.uuid(),
    organizationId: z.uuid(),
    from: z.enum(ticketStatuses),
    to: z.enum(ticketStatuses),
  }),
);
