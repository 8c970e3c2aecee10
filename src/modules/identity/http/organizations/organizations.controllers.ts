import { InvitationPagesController } from './invitation.pages.controller.js';
import { InvitationsApiController } from './invitations.api.controller.js';
import { InvitationsPagesController } from './invitations.pages.controller.js';
import { InvitationsStaffApiController } from './invitations.staff.api.controller.js';
import { InvitationsStaffPagesController } from './invitations.staff.pages.controller.js';
import { MemberPagesController } from './member.pages.controller.js';
import { MembersApiController } from './members.api.controller.js';
import { OrganizationApiController } from './organization.api.controller.js';
import { OrganizationPagesController } from './organization.pages.controller.js';

export const organizationsControllers = [
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
