import { DomainsApiController } from './domains.api.controller.js';
import { DomainsPagesController } from './domains.pages.controller.js';
import { InvitationPagesController } from './invitation.pages.controller.js';
import { InvitationRequestsApiController } from './invitation-requests.api.controller.js';
import { InvitationRequestsPagesController } from './invitation-requests.pages.controller.js';
import { InvitationRequestsStaffApiController } from './invitation-requests.staff.api.controller.js';
import { InvitationsApiController } from './invitations.api.controller.js';
import { InvitationsOverviewPagesController } from './invitations.overview.pages.controller.js';
import { InvitationsPagesController } from './invitations.pages.controller.js';
import { InvitationsStaffApiController } from './invitations.staff.api.controller.js';
import { InvitationsStaffPagesController } from './invitations.staff.pages.controller.js';
import { MemberPagesController } from './member.pages.controller.js';
import { MembersApiController } from './members.api.controller.js';
import { NoInvitationApiController } from './no-invitation.api.controller.js';
import { NoInvitationPagesController } from './no-invitation.pages.controller.js';
import { OrganizationApiController } from './organization.api.controller.js';
import { OrganizationPagesController } from './organization.pages.controller.js';
import { SignInRulesApiController } from './sign-in-rules.api.controller.js';
import { SignInRulesPagesController } from './sign-in-rules.pages.controller.js';
import { SlugPagesController } from './slug.pages.controller.js';

export const organizationsControllers = [
  DomainsApiController,
  DomainsPagesController,
  InvitationRequestsApiController,
  InvitationRequestsPagesController,
  InvitationRequestsStaffApiController,
  InvitationsOverviewPagesController,
  NoInvitationApiController,
  NoInvitationPagesController,
  SignInRulesApiController,
  SignInRulesPagesController,
  SlugPagesController,
  InvitationPagesController,
  InvitationsApiController,
  InvitationsPagesController,
  InvitationsStaffApiController,
  InvitationsStaffPagesController,
  MemberPagesController,
  MembersApiController,
  OrganizationApiController,
  OrganizationPagesController,
];
