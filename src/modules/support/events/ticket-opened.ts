import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';
import { ticketKinds } from './ticket-words.js';

/** A customer opened a request; its first message is part of it. */
export const TicketOpened = defineEvent(
  'support.ticket-opened',
  1,
  z.object({
    ticketId: z.uuid(),
    organizationId: z.uuid(),
    requesterId: z.uuid(),
    messageId: z.uuid(),
    kind: z.enum(ticketKinds),
    licenseId: z.uuid().nullable(),
  }),
);
