import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** An organization runs versions that an advisory concerns, or versions that nobody knows; told once. */
export const AdvisoryAffects = defineEvent(
  'downloads.advisory-affects',
  1,
  z.object({ advisoryId: z.uuid(), organizationId: z.uuid() }),
);
