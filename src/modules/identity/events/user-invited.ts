import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** Somebody is to receive an invitation to an organization, the first time or again. */
export const UserInvited = defineEvent(
  'identity.user-invited',
  1,
  z.object({ invitationId: z.uuid(), organizationId: z.uuid() }),
);
