import { z } from 'zod';
import { defineEvent } from './event.js';

/**
 * The account of a colleague was erased or disabled. Whoever gave them work gives it to others; identity raises it,
 * and nobody may import identity, so the kernel declares it.
 */
export const StaffLeft = defineEvent('identity.staff-left', 1, z.object({ userId: z.uuid() }));
