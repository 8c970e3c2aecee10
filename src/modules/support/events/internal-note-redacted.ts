import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Support took a passage out of a note of staff; what it was is gone. It names no organization (ruling C14). */
export const InternalNoteRedacted = defineEvent(
  'support.internal-note-redacted',
  1,
  z.object({ ticketId: z.uuid(), noteId: z.uuid(), redactedById: z.uuid() }),
);
