import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A user made an API token; `rotatedFrom` is the one it takes the place of. */
export const ApiTokenCreated = defineEvent(
  'identity.api-token-created',
  1,
  z.object({ userId: z.uuid(), apiTokenId: z.uuid(), rotatedFrom: z.uuid().nullable() }),
);
