import { z } from 'zod';
import { memberRoles } from '../../../../kernel/actor.js';
import { isId } from '../../../../kernel/ids.js';
import { id } from '../../../../platform/http/fields.js';
import { visibilityModes } from '../../application/visibility/words.js';

const mode = z.enum(visibilityModes, 'Choose who sees requests.');
const roles = z.array(z.enum(memberRoles, 'Choose a role.')).max(10, 'Name each role once.');
const memberIds = z.array(id('user')).max(200, 'Name at most 200 members.');

export const visibilityChange = z
  .strictObject({ mode, roles: roles.default([]), memberIds: memberIds.default([]) })
  .meta({
    id: 'RequestVisibilityChange',
    description: 'Replaces the rule. Roles count in the mode roles, members in the mode members.',
    examples: [{ mode: 'roles', roles: ['owner', 'technical-contact'] }],
  });

export const visibilityRule = z
  .object({
    mode: mode.describe(
      'everyone: whoever may read requests; own: the requester only; roles, members: those see all, others their own.',
    ),
    roles: z.array(z.enum(memberRoles)),
    memberIds: z.array(z.uuid()),
  })
  .meta({ id: 'RequestVisibility', description: 'Who of your organization sees requests of others.' });

// A box that is ticked once comes as text, several times as a list.
const ticked = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .optional()
  .transform((all) => all ?? []);

export const visibilityForm = z.object({
  mode,
  roles: ticked.pipe(roles),
  memberIds: ticked.pipe(memberIds),
});

export const confidentialChange = z
  .strictObject({
    confidential: z
      .boolean('Use true or false.')
      .describe('True: only you, the people you add and support see it.'),
  })
  .meta({ id: 'ConfidentialChange' });
export const confidentialForm = z.object({
  confidential: z.enum(['true', 'false'], 'Choose who sees requests.').transform((text) => text === 'true'),
});

export const newFollower = z
  .strictObject({ userId: id('user').nullish().describe('A colleague; leave it out to follow yourself.') })
  .meta({ id: 'NewFollower' });
export const followerForm = z.object({
  userId: z
    .string()
    .optional()
    .transform((text) => text || null)
    .refine((text) => text === null || isId(text), 'Choose a colleague who may read requests.'),
});
export const colleagueForm = z.object({
  userId: z
    .string('Choose a colleague who may read requests.')
    .refine(isId, 'Choose a colleague who may read requests.'),
});
export const colleagueList = z
  .object({ items: z.array(z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'Colleague' })) })
  .meta({ id: 'ColleagueList' });
