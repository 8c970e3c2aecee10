import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Two agents confirmed a claim, or one refused it (ruling C2). */
export const ClaimReviewDecided = defineEvent(
  'identity.claim-review-decided',
  1,
  z.object({ reviewId: z.uuid(), outcome: z.enum(['confirmed', 'refused']) }),
);
