import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** An advisory was taken back; customers see that it was. */
export const AdvisoryWithdrawn = defineEvent(
  'downloads.advisory-withdrawn',
  1,
  z.object({ advisoryId: z.uuid(), productId: z.uuid() }),
);
