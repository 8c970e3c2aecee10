import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Two accounts are asked to become one; whoever has not agreed is to be told. */
export const MergeAsked = defineEvent('identity.merge-asked', 1, z.object({ mergeId: z.uuid() }));
