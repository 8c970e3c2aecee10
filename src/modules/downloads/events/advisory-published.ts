import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Customers of the product can read an advisory; those who run affected versions are told by mail. */
export const AdvisoryPublished = defineEvent(
  'downloads.advisory-published',
  1,
  z.object({
    advisoryId: z.uuid(),
    productId: z.uuid(),
    severity: z.enum(['low', 'medium', 'high', 'critical']),
  }),
);
