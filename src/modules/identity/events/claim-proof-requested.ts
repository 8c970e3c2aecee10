import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A provisional key holder waits for the code that goes to the contact of the purchase (ruling C2). */
export const ClaimProofRequested = defineEvent(
  'identity.claim-proof-requested',
  1,
  z.object({ keyHolderId: z.uuid() }),
);
