import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Staff told something to everybody whose request is part of an incident. */
export const IncidentUpdated = defineEvent(
  'support.incident-updated',
  1,
  z.object({ incidentId: z.uuid(), updateId: z.uuid(), resolves: z.boolean() }),
);
