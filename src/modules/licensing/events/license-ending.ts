import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A license, or its maintenance, ends in at most so many days. Each stage of each end is told once. */
export const LicenseEnding = defineEvent(
  'licensing.license-ending',
  1,
  z.object({
    licenseId: z.uuid(),
    organizationId: z.uuid(),
    what: z.enum(['license', 'maintenance']),
    endsAt: z.iso.datetime(),
    days: z.int(),
  }),
);
