import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A second agent approved a recovery; it waits for 24 hours, and the owner is told again. */
export const RecoveryApproved = defineEvent(
  'identity.recovery-approved',
  1,
  z.object({ recoveryId: z.uuid(), userId: z.uuid() }),
);
