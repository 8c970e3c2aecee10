import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Staff let the licenses of a file be issued. */
export const LicenseBatchStarted = defineEvent(
  'licensing.license-batch-started',
  1,
  z.object({ batchId: z.uuid() }),
);
