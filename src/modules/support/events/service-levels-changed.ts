import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A business calendar or a service level changed; open requests get their due times anew. */
export const ServiceLevelsChanged = defineEvent(
  'support.service-levels-changed',
  1,
  z.object({ what: z.enum(['calendar', 'service-level']), id: z.uuid() }),
);
