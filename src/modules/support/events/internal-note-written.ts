import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Staff wrote a note for staff. No mail tells it, and it names no organization (ruling C14). */
export const InternalNoteWritten = defineEvent(
  'support.internal-note-written',
  1,
  z.object({ ticketId: z.uuid(), noteId: z.uuid() }),
);
