import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';
import { ratingScores } from './ticket-words.js';

/** The requester rated how a closed request was answered, or thought again. The comment stays in support. */
export const TicketRated = defineEvent(
  'support.ticket-rated',
  1,
  z.object({ ticketId: z.uuid(), organizationId: z.uuid(), score: z.enum(ratingScores) }),
);
