import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** An agent started a recovery; the owner is told, and can stop it. */
export const RecoveryRequested = defineEvent(
  'identity.recovery-requested',
  1,
  z.object({ recoveryId: z.uuid(), userId: z.uuid() }),
);
