import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { Audience } from '../../platform/ports/audience.js';
import { Authenticator } from '../../platform/ports/authenticator.js';
import { People } from '../../platform/ports/people.js';
import { Licensing } from '../licensing/index.js';
import { Orders } from '../orders/index.js';
import { AccessTokens } from './application/access-tokens.js';
import { AddMember } from './application/add-member.js';
import { AddStaff } from './application/add-staff.js';
import { CheckPassword } from './application/check-password.js';
import { ClaimContact } from './application/claim-contact.js';
import { ClaimLicense } from './application/claim-license.js';
import { CommitFirstSignIn } from './application/commit-first-sign-in.js';
import { CommitSecondFactor } from './application/commit-second-factor.js';
import { CompleteFirstFactor } from './application/complete-first-factor.js';
import { EndSessions } from './application/end-sessions.js';
import { EnterSecondFactor } from './application/enter-second-factor.js';
import { FindActor } from './application/find-actor.js';
import { GuessLimits } from './application/guess-limits.js';
import { Identity } from './application/identity.js';
import { Names } from './application/names.js';
import { OpenSession } from './application/open-session.js';
import { PasswordRules } from './application/password-rules.js';
import { Passwords } from './application/passwords.js';
import { Recipients } from './application/recipients.js';
import { RecoveryCodes } from './application/recovery-codes.js';
import { RefreshSession } from './application/refresh-session.js';
import { RegisterOrganization } from './application/register-organization.js';
import { RegisterUser } from './application/register-user.js';
import { RotateRefreshToken } from './application/rotate-refresh-token.js';
import { SetFirstPassword } from './application/set-first-password.js';
import { SignInAfterSerial } from './application/sign-in-after-serial.js';
import { SignInTickets } from './application/sign-in-tickets.js';
import { StartSerialSignIn } from './application/start-serial-sign-in.js';
import { Totp } from './application/totp.js';
import { TouchSession } from './application/touch-session.js';
import { VerifyFactor } from './application/verify-factor.js';
import { Invitation } from './domain/invitation.js';
import { KeyHolder } from './domain/key-holder.js';
import { Membership } from './domain/membership.js';
import { OneTimeLink } from './domain/one-time-link.js';
import { Organization } from './domain/organization.js';
import { RecoveryCode } from './domain/recovery-code.js';
import { RefreshToken } from './domain/refresh-token.js';
import { ResetRequest } from './domain/reset-request.js';
import { Session } from './domain/session.js';
import { User } from './domain/user.js';
import { AccessTokenStrategy } from './http/access-token.strategy.js';
import { PasswordStrategy } from './http/password.strategy.js';
import { SessionAuthenticator } from './http/session-authenticator.js';
import { SignInApiController } from './http/sign-in.api.controller.js';
import { SignInStepsApiController } from './http/sign-in-steps.api.controller.js';
import { OneTimeLinkRepository } from './persistence/one-time-link.repository.js';
import { OrganizationRepository } from './persistence/organization.repository.js';
import { SessionRepository } from './persistence/session.repository.js';
import { UserRepository } from './persistence/user.repository.js';

export const identityEntities = [
  Organization,
  User,
  Membership,
  KeyHolder,
  Session,
  RefreshToken,
  OneTimeLink,
  Invitation,
  ResetRequest,
  RecoveryCode,
];

const persistence = [UserRepository, OrganizationRepository, SessionRepository, OneTimeLinkRepository];

const signIn = [
  AccessTokens,
  AccessTokenStrategy,
  CheckPassword,
  ClaimContact,
  ClaimLicense,
  CommitFirstSignIn,
  CommitSecondFactor,
  CompleteFirstFactor,
  EndSessions,
  EnterSecondFactor,
  FindActor,
  GuessLimits,
  OpenSession,
  PasswordRules,
  Passwords,
  PasswordStrategy,
  RecoveryCodes,
  RefreshSession,
  RotateRefreshToken,
  SetFirstPassword,
  SignInAfterSerial,
  SignInTickets,
  StartSerialSignIn,
  Totp,
  TouchSession,
  VerifyFactor,
];

const people = [RegisterOrganization, RegisterUser, AddMember, AddStaff, Identity];

const ports = [
  { provide: Authenticator, useClass: SessionAuthenticator },
  { provide: Audience, useClass: Recipients },
  { provide: People, useClass: Names },
];

// The doors of other modules hold no state, so identity has its own.
const doors = [Licensing, Orders];

/** Organizations, people, and every way in. It gives the platform its ports, so it is global. */
@Global()
@Module({
  imports: [PassportModule, JwtModule.register({})],
  controllers: [SignInApiController, SignInStepsApiController],
  providers: [...persistence, ...signIn, ...people, ...ports, ...doors],
  exports: [Authenticator, Audience, People, Identity],
})
export class IdentityModule {}
