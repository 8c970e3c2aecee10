import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Somebody asked for a reset; whether anybody is meant by it is found out in the worker. */
export const PasswordResetRequested = defineEvent(
  'identity.password-reset-requested',
  1,
  z.object({ requestId: z.uuid() }),
);
