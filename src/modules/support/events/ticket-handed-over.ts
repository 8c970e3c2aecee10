import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Another member of the organization is the requester now, because the one before left. */
export const TicketHandedOver = defineEvent(
  'support.ticket-handed-over',
  1,
  z.object({ ticketId: z.uuid(), organizationId: z.uuid(), requesterId: z.uuid() }),
);
