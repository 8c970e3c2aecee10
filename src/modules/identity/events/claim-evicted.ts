import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A provisional claim gave way to a stronger proof, and all that it planted is dead (ruling C2). */
export const ClaimEvicted = defineEvent('identity.claim-evicted', 1, z.object({ evictionId: z.uuid() }));
