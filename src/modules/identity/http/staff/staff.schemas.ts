import { z } from 'zod';
import type { StaffPermission } from '../../../../kernel/actor.js';
import { colleagueStates } from '../../application/staff/list-staff.js';
import { permissionsOfStaff, rolesOfStaff } from '../../application/staff/staff-permissions.js';
import { email, personName } from '../account/account.schemas.js';

export const role = z.enum(rolesOfStaff, 'Choose agent, manager or administrator.');

const permission = z.enum(
  [...permissionsOfStaff.keys()] as [StaffPermission, ...StaffPermission[]],
  'Use permissions of staff.',
);

export const invitationBody = z
  .strictObject({ name: personName, email, role })
  .meta({ id: 'StaffInvitation', description: 'A colleague to be; the link goes to the address.' });

export const roleBody = z
  .strictObject({
    role,
    withheld: z
      .array(permission)
      .max(20)
      .default([])
      .describe('Permissions of the role that this colleague does not have.'),
  })
  .meta({ id: 'StaffRoleChange' });

export const colleague = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    role: z.enum(rolesOfStaff),
    withheld: z.array(z.string()),
    state: z.enum(colleagueStates),
    hasSecondFactor: z.boolean(),
    lastSeenAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Colleague' });

export const colleagueList = z.object({ items: z.array(colleague), nextCursor: z.null() });
