export { Identity, type OrganizationMember, type OrganizationSummary } from './application/identity.js';
export { MemberLeft } from './events/member-left.js';
export { UserInvited } from './events/user-invited.js';
