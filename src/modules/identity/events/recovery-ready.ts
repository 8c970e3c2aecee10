import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** The wait of a recovery is over; the link that sets a password is to be sent. */
export const RecoveryReady = defineEvent(
  'identity.recovery-ready',
  1,
  z.object({ recoveryId: z.uuid(), userId: z.uuid() }),
);
