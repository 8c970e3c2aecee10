export { Identity, type OrganizationMember, type OrganizationSummary } from './application/identity.js';
export { UserInvited } from './events/user-invited.js';
