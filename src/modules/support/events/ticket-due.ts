import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';
import { serviceTargets } from './ticket-words.js';

const due = z.object({
  ticketId: z.uuid(),
  organizationId: z.uuid(),
  target: z.enum(serviceTargets),
  dueAt: z.iso.datetime(),
});

/** Three quarters of the time that a request has are over. Told once for each due time. */
export const TicketDueSoon = defineEvent('support.ticket-due-soon', 1, due);

/** The due time of a request passed before its target was met. Told once for each due time. */
export const TicketOverdue = defineEvent('support.ticket-overdue', 1, due);
