import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** The copy of a person’s data lies ready, for 7 days. */
export const DataExportReady = defineEvent(
  'identity.data-export-ready',
  1,
  z.object({ userId: z.uuid(), exportId: z.uuid() }),
);
