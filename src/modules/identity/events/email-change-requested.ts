import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A user asked for another address; it counts once it is proved (ruling C4). */
export const EmailChangeRequested = defineEvent(
  'identity.email-change-requested',
  1,
  z.object({ userId: z.uuid() }),
);
