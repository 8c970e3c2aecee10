import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A request for an invitation waits for a decision: of the organization's managers, or of staff when it names none. */
export const InvitationRequestOpened = defineEvent(
  'identity.invitation-request-opened',
  1,
  z.object({
    requestId: z.uuid(),
    organizationId: z.uuid().nullable(),
    reason: z.enum(['invited', 'domain', 'unknown']),
  }),
);
