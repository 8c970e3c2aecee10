import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A user's password is another one now; the other sessions are ended. */
export const PasswordChanged = defineEvent('identity.password-changed', 1, z.object({ userId: z.uuid() }));
