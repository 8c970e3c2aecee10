import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Somebody who is signed out asked for an invitation; whom it concerns is found out in the worker. */
export const InvitationRequested = defineEvent(
  'identity.invitation-requested',
  1,
  z.object({ requestId: z.uuid() }),
);
