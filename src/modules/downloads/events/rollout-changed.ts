import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A published release is offered to more or fewer installations, was halted, or goes on. */
export const RolloutChanged = defineEvent(
  'downloads.rollout-changed',
  1,
  z.object({
    releaseId: z.uuid(),
    productId: z.uuid(),
    version: z.string(),
    percent: z.int().min(0).max(100),
    halted: z.boolean(),
  }),
);
