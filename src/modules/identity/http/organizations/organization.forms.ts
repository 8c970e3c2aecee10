import { z } from 'zod';
import { isId } from '../../../../kernel/ids.js';
import { multiline, searchWords } from '../../../../platform/http/fields.js';
import { pageCursor } from '../../../../platform/http/paging.js';
import { invitationWays, memberPermissions, memberRoles } from '../../application/organizations/words.js';
import { email, personName } from '../account/account.schemas.js';
import { role } from './organization.schemas.js';

export const listAddress = z.object({ cursor: pageCursor });
export const searchAddress = z.object({ cursor: pageCursor, query: searchWords().catch('') });

export const roleForm = z.object({ role });

/** A ticked box per permission. */
export const exceptionsForm = z.strictObject(
  Object.fromEntries(memberPermissions.map((name) => [name, z.literal('true').optional()])),
);

export const leavingForm = z.strictObject({
  // An empty choice of the form means nobody.
  successorId: z
    .string()
    .default('')
    .transform((text) => text || null)
    .refine((text) => text === null || isId(text), 'Choose a colleague of this organization.'),
});

export const inviteForm = z.strictObject({
  email,
  name: personName,
  role,
  locale: z.string().max(20),
  message: z
    .string()
    .optional()
    .transform((text) => text || null)
    .pipe(multiline(500, 'message').nullable()),
  way: z.enum(invitationWays, 'Choose a link or a temporary password.').default('link'),
});

export const addressForm = z.strictObject({ email });

/** A ticked box per role, and the address; an empty one means none. */
export const signInRulesForm = z.strictObject({
  ...Object.fromEntries(memberRoles.map((name) => [name, z.literal('true').optional()])),
  slug: z
    .string()
    .max(200)
    .default('')
    .transform((text) => text.trim().toLowerCase() || null),
});
