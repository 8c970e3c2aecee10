import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A request and its whole conversation went into another one of the same requester. */
export const TicketMerged = defineEvent(
  'support.ticket-merged',
  1,
  z.object({ ticketId: z.uuid(), intoId: z.uuid(), organizationId: z.uuid(), mergedById: z.uuid() }),
);
