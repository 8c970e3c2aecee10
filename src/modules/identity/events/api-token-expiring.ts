import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** An API token stops working within `days` days, unless it is rotated. */
export const ApiTokenExpiring = defineEvent(
  'identity.api-token-expiring',
  1,
  z.object({ userId: z.uuid(), apiTokenId: z.uuid(), days: z.int().positive() }),
);
