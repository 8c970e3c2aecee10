import { z } from 'zod';
import { defineEvent } from './event.js';

/**
 * Two accounts of one person became one. Whoever stores ids of users moves what is the first one's to the second;
 * identity raises it, and nobody may import identity, so the kernel declares it.
 */
export const AccountsMerged = defineEvent(
  'identity.accounts-merged',
  1,
  z.object({ fromUserId: z.uuid(), intoUserId: z.uuid() }),
);
