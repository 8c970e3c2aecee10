import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A person asked for a copy of the data that the portal keeps of them. */
export const DataExportRequested = defineEvent(
  'identity.data-export-requested',
  1,
  z.object({ userId: z.uuid(), exportId: z.uuid() }),
);
