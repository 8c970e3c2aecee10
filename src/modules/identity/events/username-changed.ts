import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A user's username is another one now. */
export const UsernameChanged = defineEvent('identity.username-changed', 1, z.object({ userId: z.uuid() }));
