import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Support took a passage out of the subject of a request; what it was is gone. */
export const SubjectRedacted = defineEvent(
  'support.subject-redacted',
  1,
  z.object({ ticketId: z.uuid(), organizationId: z.uuid(), redactedById: z.uuid() }),
);
