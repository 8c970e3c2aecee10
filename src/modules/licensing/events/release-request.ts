import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

const request = z.object({
  requestId: z.uuid(),
  licenseId: z.uuid(),
  installationId: z.uuid(),
  organizationId: z.uuid(),
  byUserId: z.uuid(),
});

/** A customer asks agents to release a machine. */
export const ReleaseRequested = defineEvent('licensing.release-requested', 1, request);

/** Agents decided, or the customer took the request back. */
export const ReleaseRequestClosed = defineEvent(
  'licensing.release-request-closed',
  1,
  request.extend({ outcome: z.enum(['approved', 'refused', 'withdrawn']) }),
);
