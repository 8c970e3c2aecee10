import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A colleague without a password is to receive the link that sets one, the first time or again. */
export const StaffInvited = defineEvent('identity.staff-invited', 1, z.object({ userId: z.uuid() }));
