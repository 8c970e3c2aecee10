import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { Audience } from '../../platform/ports/audience.js';
import { Authenticator } from '../../platform/ports/authenticator.js';
import { Correspondents } from '../../platform/ports/correspondents.js';
import { Languages } from '../../platform/ports/languages.js';
import { People } from '../../platform/ports/people.js';
import { Standing } from '../../platform/ports/standing.js';
import { StepUp } from '../../platform/ports/step-up.js';
import { FileOwners } from '../../platform/storage/file-owners.js';
import { UpdateProfile } from './application/account/update-profile.js';
import { Identity } from './application/identity.js';
import { Names } from './application/people/names.js';
import { Recipients } from './application/people/recipients.js';
import { PresentCorrespondents } from './application/sessions/present-correspondents.js';
import { PresentStanding } from './application/sessions/present-standing.js';
import { RecentProofs } from './application/step-up/recent-proofs.js';
import { PageReviews } from './http/claim-reviews/page-reviews.js';
import { FactorProofs } from './http/factors/factor-proofs.js';
import { MfaPage } from './http/factors/mfa-page.js';
import { InvitationDeskPages } from './http/organizations/invitation-desk-pages.js';
import { InvitationMerging } from './http/organizations/invitation-merging.js';
import { PageInvitations } from './http/organizations/page-invitations.js';
import { PersonPage } from './http/people/person-page.js';
import { RecoveryDesk } from './http/recoveries/recovery-desk.js';
import { AccessTokenStrategy } from './http/signing-in/access-token.strategy.js';
import { PageSessions } from './http/signing-in/page-sessions.js';
import { PageSignIn } from './http/signing-in/page-sign-in.js';
import { PasswordStrategy } from './http/signing-in/password.strategy.js';
import { SessionAuthenticator } from './http/signing-in/session-authenticator.js';
import { SignInCard } from './http/signing-in/sign-in-card.js';
import { StaffDesk } from './http/staff/staff-desk.js';
import { StepUpPages } from './http/step-up/step-up-pages.js';
import { identityControllers } from './identity.controllers.js';
import { declareEmails } from './identity.emails.js';
import { identityUseCases } from './identity.providers.js';
import { CheckDomainsJob } from './jobs/check-domains.job.js';
import { ForgetOldSecretsJob } from './jobs/forget-old-secrets.job.js';
import { MyDataJob } from './jobs/my-data.job.js';
import { SendDueRecoveriesJob } from './jobs/send-due-recoveries.job.js';
import { WarnOfExpiringApiTokensJob } from './jobs/warn-of-expiring-api-tokens.job.js';
import { AskSupportAboutReportedIntrusion } from './subscribers/ask-support-about-intrusion.js';
import { BuildRequestedExport } from './subscribers/build-requested-export.js';
import { HandOverRequestsOfLeaver } from './subscribers/hand-over-requests.js';
import { InvitationRequestSubscribers } from './subscribers/invitation-requests.js';
import { WelcomeBuyerOfPaidOrder } from './subscribers/welcome-buyer.js';

export { identityEntities } from './identity.entities.js';

const edges = [
  AccessTokenStrategy,
  AskSupportAboutReportedIntrusion,
  BuildRequestedExport,
  FactorProofs,
  ForgetOldSecretsJob,
  MyDataJob,
  MfaPage,
  CheckDomainsJob,
  InvitationDeskPages,
  HandOverRequestsOfLeaver,
  InvitationRequestSubscribers,
  InvitationMerging,
  PageInvitations,
  PageReviews,
  PageSessions,
  PageSignIn,
  SignInCard,
  PasswordStrategy,
  StepUpPages,
  PersonPage,
  WarnOfExpiringApiTokensJob,
  RecoveryDesk,
  SendDueRecoveriesJob,
  StaffDesk,
  WelcomeBuyerOfPaidOrder,
];

const ports = [
  { provide: Authenticator, useClass: SessionAuthenticator },
  { provide: Audience, useClass: Recipients },
  { provide: Correspondents, useClass: PresentCorrespondents },
  { provide: Languages, useExisting: UpdateProfile },
  { provide: People, useClass: Names },
  { provide: Standing, useClass: PresentStanding },
  { provide: StepUp, useClass: RecentProofs },
];

/** Organizations, people, and every way in. It gives the platform its ports, so it is global. */
@Global()
@Module({
  imports: [PassportModule, JwtModule.register({})],
  controllers: identityControllers,
  providers: [...identityUseCases, ...edges, ...ports],
  exports: [Authenticator, Audience, Correspondents, Languages, People, Standing, StepUp, Identity],
})
export class IdentityModule {
  constructor(catalogue: EmailCatalogue, files: FileOwners) {
    declareEmails(catalogue);
    files.register({
      prefix: 'exports/',
      keys: 'select storage_key as key from identity.data_export where storage_key is not null',
      names: `select storage_key as key, storage_key as name, null::text as href
        from identity.data_export where storage_key is not null`,
    });
  }
}
