import type { StaffPermission } from '../../../../kernel/actor.js';
import { type StaffRole, staffPermissionsOf, staffRoles } from '../../domain/roles.js';

/** The roles of staff, from the least to the most. */
export const rolesOfStaff: readonly [StaffRole, ...StaffRole[]] = staffRoles;

/** Every permission that a role of staff grants, with the roles that do. */
export const permissionsOfStaff: ReadonlyMap<StaffPermission, readonly StaffRole[]> = new Map(
  [...staffPermissionsOf('administrator')]
    .sort()
    .map((permission) => [permission, staffRoles.filter((role) => staffPermissionsOf(role).has(permission))]),
);
