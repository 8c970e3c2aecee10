import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Support took a file or a passage out of a message; what it was is gone. */
export const MessageRedacted = defineEvent(
  'support.message-redacted',
  1,
  z.object({
    ticketId: z.uuid(),
    organizationId: z.uuid(),
    messageId: z.uuid(),
    kind: z.enum(['file', 'passage']),
    redactedById: z.uuid(),
  }),
);
