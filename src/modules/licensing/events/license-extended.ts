import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A license has other machines or features than its policy gives. Null: the policy's limit holds. */
export const LicenseExtended = defineEvent(
  'licensing.license-extended',
  1,
  z.object({
    licenseId: z.uuid(),
    organizationId: z.uuid(),
    installationLimit: z.int().nullable(),
    features: z.array(z.string()),
  }),
);
