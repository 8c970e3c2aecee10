import { AcceptInvitation } from './accept-invitation.js';
import { AddDomain } from './add-domain.js';
import { AddMember } from './add-member.js';
import { AnswerInvitationRequests } from './answer-invitation-requests.js';
import { ChangeExceptions } from './change-exceptions.js';
import { ChangeInvitation } from './change-invitation.js';
import { ChangeMember } from './change-member.js';
import { ChangeRole } from './change-role.js';
import { ChangeSignInRules } from './change-sign-in-rules.js';
import { CheckDomain } from './check-domain.js';
import { CommitInvitation } from './commit-invitation.js';
import { CorrectInvitation } from './correct-invitation.js';
import { DecideInvitationRequest } from './decide-invitation-request.js';
import { DomainRecords } from './domain-records.js';
import { FindInvited } from './find-invited.js';
import { InvitationDesk } from './invitation-desk.js';
import { InviteMember } from './invite-member.js';
import { JoinOrganization } from './join-organization.js';
import { LetMemberGo } from './let-member-go.js';
import { ListDomains } from './list-domains.js';
import { ListInvitationRequests } from './list-invitation-requests.js';
import { ListInvitations } from './list-invitations.js';
import { ListMembers } from './list-members.js';
import { MintTemporaryPassword } from './mint-temporary-password.js';
import { NoteDomainCheck } from './note-domain-check.js';
import { RecordInvitationRequest } from './record-invitation-request.js';
import { RegisterOrganization } from './register-organization.js';
import { RemoveDomain } from './remove-domain.js';
import { RequestInvitation } from './request-invitation.js';
import { ResendInvitation } from './resend-invitation.js';
import { RevokeInvitation } from './revoke-invitation.js';
import { ShowOrganization } from './show-organization.js';
import { ShowSignInRules } from './show-sign-in-rules.js';
import { SortInvitationRequest } from './sort-invitation-request.js';
import { UseTemporaryPassword } from './use-temporary-password.js';
import { VoidAccess } from './void-access.js';
import { WelcomeBuyer } from './welcome-buyer.js';

export const organizationsProviders = [
  AddDomain,
  AnswerInvitationRequests,
  ChangeSignInRules,
  CheckDomain,
  DecideInvitationRequest,
  DomainRecords,
  ListDomains,
  ListInvitationRequests,
  NoteDomainCheck,
  RecordInvitationRequest,
  RemoveDomain,
  RequestInvitation,
  ShowSignInRules,
  SortInvitationRequest,
  AcceptInvitation,
  AddMember,
  ChangeExceptions,
  ChangeInvitation,
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
