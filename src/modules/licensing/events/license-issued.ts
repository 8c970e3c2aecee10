import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** An organization owns a new license. `orderId` and `orderLineId` are null when staff issued it. */
export const LicenseIssued = defineEvent(
  'licensing.license-issued',
  1,
  z.object({
    licenseId: z.uuid(),
    organizationId: z.uuid(),
    productId: z.uuid(),
    orderId: z.uuid().nullable(),
    orderLineId: z.uuid().nullable(),
  }),
);
