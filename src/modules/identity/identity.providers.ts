import { AcceptInvitation } from './application/accept-invitation.js';
import { AccessTokens } from './application/access-tokens.js';
import { AddMember } from './application/add-member.js';
import { AddStaff } from './application/add-staff.js';
import { ChangePassword } from './application/change-password.js';
import { ChangeUsername } from './application/change-username.js';
import { CheckPassword } from './application/check-password.js';
import { ClaimCodes } from './application/claim-codes.js';
import { ClaimContact } from './application/claim-contact.js';
import { ClaimLicense } from './application/claim-license.js';
import { CommitFirstSignIn } from './application/commit-first-sign-in.js';
import { CommitInvitation } from './application/commit-invitation.js';
import { CommitPassword } from './application/commit-password.js';
import { CommitPasswordReset } from './application/commit-password-reset.js';
import { CommitRecovery } from './application/commit-recovery.js';
import { CommitSecondFactor } from './application/commit-second-factor.js';
import { CompleteFirstFactor } from './application/complete-first-factor.js';
import { ConfirmEmail } from './application/confirm-email.js';
import { DisableTotp } from './application/disable-totp.js';
import { EnableTotp } from './application/enable-totp.js';
import { EndSessions } from './application/end-sessions.js';
import { EnterSecondFactor } from './application/enter-second-factor.js';
import { FindActor } from './application/find-actor.js';
import { FindClaim } from './application/find-claim.js';
import { FindInvited } from './application/find-invited.js';
import { FindPendingEmail } from './application/find-pending-email.js';
import { FindRecoverable } from './application/find-recoverable.js';
import { FindResetRecipient } from './application/find-reset-recipient.js';
import { ForgetOldSecrets } from './application/forget-old-secrets.js';
import { GuessLimits } from './application/guess-limits.js';
import { Identity } from './application/identity.js';
import { InviteMember } from './application/invite-member.js';
import { InviteStaff } from './application/invite-staff.js';
import { JoinOrganization } from './application/join-organization.js';
import { ListSessions } from './application/list-sessions.js';
import { MintClaimCode } from './application/mint-claim-code.js';
import { MintLink } from './application/mint-link.js';
import { OpenSession } from './application/open-session.js';
import { PasswordRules } from './application/password-rules.js';
import { Passwords } from './application/passwords.js';
import { PrepareTotp } from './application/prepare-totp.js';
import { ProveClaim } from './application/prove-claim.js';
import { RecordResetRequest } from './application/record-reset-request.js';
import { RecoverWithCode } from './application/recover-with-code.js';
import { RecoveryCodes } from './application/recovery-codes.js';
import { RefreshSession } from './application/refresh-session.js';
import { RegisterOrganization } from './application/register-organization.js';
import { RegisterUser } from './application/register-user.js';
import { RenewRecoveryCodes } from './application/renew-recovery-codes.js';
import { RequestClaimCode } from './application/request-claim-code.js';
import { RequestEmail } from './application/request-email.js';
import { RequestPasswordReset } from './application/request-password-reset.js';
import { ResetPassword } from './application/reset-password.js';
import { RotateRefreshToken } from './application/rotate-refresh-token.js';
import { SetFirstPassword } from './application/set-first-password.js';
import { ShowLink } from './application/show-link.js';
import { ShowMe } from './application/show-me.js';
import { SignInAfterSerial } from './application/sign-in-after-serial.js';
import { SignInTickets } from './application/sign-in-tickets.js';
import { StartSerialSignIn } from './application/start-serial-sign-in.js';
import { Totp } from './application/totp.js';
import { TouchSession } from './application/touch-session.js';
import { TryClaimCode } from './application/try-claim-code.js';
import { UpdateProfile } from './application/update-profile.js';
import { VerifyFactor } from './application/verify-factor.js';
import { WelcomeBuyer } from './application/welcome-buyer.js';
import { OneTimeLinkRepository } from './persistence/one-time-link.repository.js';
import { OrganizationRepository } from './persistence/organization.repository.js';
import { SessionRepository } from './persistence/session.repository.js';
import { UserRepository } from './persistence/user.repository.js';

/** Use cases and repositories, by name. */
export const identityUseCases = [
  AcceptInvitation,
  AccessTokens,
  AddMember,
  AddStaff,
  ChangePassword,
  ChangeUsername,
  CheckPassword,
  ClaimCodes,
  ClaimContact,
  ClaimLicense,
  CommitFirstSignIn,
  CommitInvitation,
  CommitPassword,
  CommitPasswordReset,
  CommitRecovery,
  CommitSecondFactor,
  CompleteFirstFactor,
  ConfirmEmail,
  DisableTotp,
  EnableTotp,
  EndSessions,
  EnterSecondFactor,
  FindActor,
  FindClaim,
  FindInvited,
  FindPendingEmail,
  FindRecoverable,
  FindResetRecipient,
  ForgetOldSecrets,
  GuessLimits,
  Identity,
  InviteMember,
  InviteStaff,
  JoinOrganization,
  ListSessions,
  MintClaimCode,
  MintLink,
  OneTimeLinkRepository,
  OpenSession,
  OrganizationRepository,
  PasswordRules,
  Passwords,
  PrepareTotp,
  ProveClaim,
  RecordResetRequest,
  RecoverWithCode,
  RecoveryCodes,
  RefreshSession,
  RegisterOrganization,
  RegisterUser,
  RenewRecoveryCodes,
  RequestClaimCode,
  RequestEmail,
  RequestPasswordReset,
  ResetPassword,
  RotateRefreshToken,
  SessionRepository,
  SetFirstPassword,
  ShowLink,
  ShowMe,
  SignInAfterSerial,
  SignInTickets,
  StartSerialSignIn,
  Totp,
  TouchSession,
  TryClaimCode,
  UpdateProfile,
  UserRepository,
  VerifyFactor,
  WelcomeBuyer,
];
