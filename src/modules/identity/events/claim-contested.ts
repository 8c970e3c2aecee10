import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Somebody says that they bought the license which somebody else claimed, and waits for the code of the contact. */
export const ClaimContested = defineEvent(
  'identity.claim-contested',
  1,
  z.object({ stepId: z.uuid(), keyHolderId: z.uuid() }),
);
