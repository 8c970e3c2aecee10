import { AcceptInvitation } from './accept-invitation.js';
import { AddMember } from './add-member.js';
import { ChangeExceptions } from './change-exceptions.js';
import { ChangeMember } from './change-member.js';
import { ChangeRole } from './change-role.js';
import { CommitInvitation } from './commit-invitation.js';
import { CorrectInvitation } from './correct-invitation.js';
import { FindInvited } from './find-invited.js';
import { InvitationDesk } from './invitation-desk.js';
import { InviteMember } from './invite-member.js';
import { JoinOrganization } from './join-organization.js';
import { LetMemberGo } from './let-member-go.js';
import { ListInvitations } from './list-invitations.js';
import { ListMembers } from './list-members.js';
import { MintTemporaryPassword } from './mint-temporary-password.js';
import { RegisterOrganization } from './register-organization.js';
import { ResendInvitation } from './resend-invitation.js';
import { RevokeInvitation } from './revoke-invitation.js';
import { ShowOrganization } from './show-organization.js';
import { UseTemporaryPassword } from './use-temporary-password.js';
import { VoidAccess } from './void-access.js';
import { WelcomeBuyer } from './welcome-buyer.js';

export const organizationsProviders = [
  AcceptInvitation,
  AddMember,
  ChangeExceptions,
  ChangeMember,
  ChangeRole,
  CommitInvitation,
  CorrectInvitation,
  FindInvited,
  InvitationDesk,
  InviteMember,
  JoinOrganization,
  LetMemberGo,
  ListInvitations,
  ListMembers,
  MintTemporaryPassword,
  RegisterOrganization,
  ResendInvitation,
  RevokeInvitation,
  ShowOrganization,
  UseTemporaryPassword,
  VoidAccess,
  WelcomeBuyer,
];
