import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** An agent took or was given a request; null when nobody has it any more. */
export const TicketAssigned = defineEvent(
  'support.ticket-assigned',
  1,
  z.object({ ticketId: z.uuid(), organizationId: z.uuid(), assigneeId: z.uuid().nullable() }),
);
