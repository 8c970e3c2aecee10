import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A user signed in from a device that this account had not seen before. */
export const NewDeviceSeen = defineEvent(
  'identity.new-device-seen',
  1,
  z.object({ userId: z.uuid(), sessionId: z.uuid() }),
);
