import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A policy has other rules, and every license of it follows them. */
export const PolicyChanged = defineEvent(
  'licensing.policy-changed',
  1,
  z.object({ policyId: z.uuid(), productId: z.uuid() }),
);
