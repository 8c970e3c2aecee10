/** The words of the domain that forms, answers and choices list. */
export { invitationWays } from '../../domain/invitation.js';
export { invitableRoles } from '../../domain/organization.policy.js';
export { memberPermissions, memberRoles, permissionsOf, permissionsWith } from '../../domain/roles.js';
