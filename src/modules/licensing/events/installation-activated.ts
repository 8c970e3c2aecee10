import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A copy of the product on one more machine uses the license. */
export const InstallationActivated = defineEvent(
  'licensing.installation-activated',
  1,
  z.object({ installationId: z.uuid(), licenseId: z.uuid(), organizationId: z.uuid() }),
);
