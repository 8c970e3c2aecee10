import type { OrganizationId } from '../../../kernel/ids.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { ListInvitationRequests } from '../application/organizations/list-invitation-requests.js';
import { InvitationRequestOpened } from '../events/invitation-request-opened.js';

/** Tells whoever can invite that somebody waits for it: the organization's managers, else staff (row S3.52). */
export const invitationRequestEmail = defineEmail({
  name: 'identity.invitation-request',
  on: InvitationRequestOpened,
  lane: 'ordinary',
  template: 'identity/invitation-request',
  audience: async ({ payload }, ctx) => {
    const audience = ctx.get(Audience);
    const { organizationId } = payload;
    const managers = organizationId
      ? await audience.members(organizationId as OrganizationId, 'organization.manage')
      : [];
    return managers.length > 0 ? managers : audience.staff('staff.customers');
  },
  variables: async ({ payload }, recipient, ctx) => {
    const request = await ctx.get(ListInvitationRequests).open(payload.requestId);
    if (!request) return null;
    const { organizationId, reason } = payload;
    const managers = organizationId
      ? await ctx.get(Audience).members(organizationId as OrganizationId, 'organization.manage')
      : [];
    const isManager = managers.some(({ userId }) => userId === recipient.userId);
    return {
      ...request,
      invitedBefore: reason === 'invited',
      byDomain: reason === 'domain',
      url: ctx.link(isManager ? '/organization/requests' : '/admin/invitations'),
    };
  },
  sample: {
    email: 'jonas@nordwind.example',
    name: 'Jonas Weber',
    invitedBefore: true,
    byDomain: false,
    url: 'https://portal.example.com/organization/requests',
  },
});
