import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { Audience } from '../../platform/ports/audience.js';
import { Authenticator } from '../../platform/ports/authenticator.js';
import { People } from '../../platform/ports/people.js';
import { Identity } from './application/identity.js';
import { Names } from './application/names.js';
import { Recipients } from './application/recipients.js';
import { claimCodeEmail } from './emails/claim-code.email.js';
import { emailChangeEmail } from './emails/email-change.email.js';
import { emailProofEmail } from './emails/email-proof.email.js';
import { invitationEmail } from './emails/invitation.email.js';
import { passwordChangedEmail } from './emails/password-changed.email.js';
import { passwordResetEmail } from './emails/password-reset.email.js';
import { AccessTokenStrategy } from './http/access-token.strategy.js';
import { AccountPagesController } from './http/account.pages.controller.js';
import { AccountIdentifiersPagesController } from './http/account-identifiers.pages.controller.js';
import { AccountMfaPagesController } from './http/account-mfa.pages.controller.js';
import { AccountPasswordPagesController } from './http/account-password.pages.controller.js';
import { AccountSessionsPagesController } from './http/account-sessions.pages.controller.js';
import { ClaimPagesController } from './http/claim.pages.controller.js';
import { ClaimsApiController } from './http/claims.api.controller.js';
import { ConfirmEmailPagesController } from './http/confirm-email.pages.controller.js';
import { FirstPasswordPagesController } from './http/first-password.pages.controller.js';
import { ForgotPasswordPagesController } from './http/forgot-password.pages.controller.js';
import { InvitationPagesController } from './http/invitation.pages.controller.js';
import { LinksApiController } from './http/links.api.controller.js';
import { MeApiController } from './http/me.api.controller.js';
import { MyCredentialsApiController } from './http/my-credentials.api.controller.js';
import { PageInvitations } from './http/page-invitations.js';
import { PageSessions } from './http/page-sessions.js';
import { PageSignIn } from './http/page-sign-in.js';
import { PasswordStrategy } from './http/password.strategy.js';
import { RecoverPagesController } from './http/recover.pages.controller.js';
import { ResetPasswordPagesController } from './http/reset-password.pages.controller.js';
import { SecondFactorPagesController } from './http/second-factor.pages.controller.js';
import { SerialPasswordPagesController } from './http/serial-password.pages.controller.js';
import { SessionAuthenticator } from './http/session-authenticator.js';
import { SignInApiController } from './http/sign-in.api.controller.js';
import { SignInPagesController } from './http/sign-in.pages.controller.js';
import { SignInStepsApiController } from './http/sign-in-steps.api.controller.js';
import { SignOutPagesController } from './http/sign-out.pages.controller.js';
import { identityUseCases } from './identity.providers.js';
import { ForgetOldSecretsJob } from './jobs/forget-old-secrets.job.js';
import { WelcomeBuyerOfPaidOrder } from './subscribers/welcome-buyer.js';

export { identityEntities } from './identity.entities.js';

const controllers = [
  AccountIdentifiersPagesController,
  AccountMfaPagesController,
  AccountPagesController,
  AccountPasswordPagesController,
  AccountSessionsPagesController,
  ClaimPagesController,
  ClaimsApiController,
  ConfirmEmailPagesController,
  FirstPasswordPagesController,
  ForgotPasswordPagesController,
  InvitationPagesController,
  LinksApiController,
  MeApiController,
  MyCredentialsApiController,
  RecoverPagesController,
  ResetPasswordPagesController,
  SecondFactorPagesController,
  SerialPasswordPagesController,
  SignInApiController,
  SignInPagesController,
  SignInStepsApiController,
  SignOutPagesController,
];

const edges = [
  AccessTokenStrategy,
  ForgetOldSecretsJob,
  PageInvitations,
  PageSessions,
  PageSignIn,
  PasswordStrategy,
  WelcomeBuyerOfPaidOrder,
];

const ports = [
  { provide: Authenticator, useClass: SessionAuthenticator },
  { provide: Audience, useClass: Recipients },
  { provide: People, useClass: Names },
];

/** Organizations, people, and every way in. It gives the platform its ports, so it is global. */
@Global()
@Module({
  imports: [PassportModule, JwtModule.register({})],
  controllers,
  providers: [...identityUseCases, ...edges, ...ports],
  exports: [Authenticator, Audience, People, Identity],
})
export class IdentityModule {
  constructor(catalogue: EmailCatalogue) {
    catalogue.add(claimCodeEmail);
    catalogue.add(emailChangeEmail);
    catalogue.add(emailProofEmail);
    catalogue.add(invitationEmail);
    catalogue.add(passwordChangedEmail);
    catalogue.add(passwordResetEmail);
  }
}
