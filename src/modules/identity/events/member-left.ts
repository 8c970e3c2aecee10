import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Somebody is no longer a member; `successorId` is the colleague who takes over what is open, if one was chosen. */
export const MemberLeft = defineEvent(
  'identity.member-left',
  1,
  z.object({ organizationId: z.uuid(), userId: z.uuid(), successorId: z.uuid().nullable() }),
);
