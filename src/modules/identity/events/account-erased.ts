import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A person erased the account; who it was is nowhere any more. */
export const AccountErased = defineEvent(
  'identity.account-erased',
  1,
  z.object({ userId: z.uuid(), erasureId: z.uuid() }),
);
