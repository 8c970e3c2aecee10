import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A person wants to prove themselves for an important action by a code that is mailed to them (row S1.22). */
export const StepUpCodeRequested = defineEvent(
  'identity.step-up-code-requested',
  1,
  z.object({ proofId: z.uuid() }),
);
