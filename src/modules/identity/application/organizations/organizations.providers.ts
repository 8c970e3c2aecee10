import { AcceptInvitation } from './accept-invitation.js';
import { AddMember } from './add-member.js';
import { CommitInvitation } from './commit-invitation.js';
import { FindInvited } from './find-invited.js';
import { InviteMember } from './invite-member.js';
import { JoinOrganization } from './join-organization.js';
import { RegisterOrganization } from './register-organization.js';
import { WelcomeBuyer } from './welcome-buyer.js';

export const organizationsProviders = [
  AcceptInvitation,
  AddMember,
  CommitInvitation,
  FindInvited,
  InviteMember,
  JoinOrganization,
  RegisterOrganization,
  WelcomeBuyer,
];
