import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A user says that somebody else used the account; it is closed until a new password is set. */
export const IntrusionReported = defineEvent(
  'identity.intrusion-reported',
  1,
  z.object({ userId: z.uuid() }),
);
