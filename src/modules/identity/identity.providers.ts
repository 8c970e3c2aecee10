import { accountProviders } from './application/account/account.providers.js';
import { apiTokensProviders } from './application/api-tokens/api-tokens.providers.js';
import { claimReviewsProviders } from './application/claim-reviews/claim-reviews.providers.js';
import { claimsProviders } from './application/claims/claims.providers.js';
import { factorsProviders } from './application/factors/factors.providers.js';
import { Identity } from './application/identity.js';
import { launchProviders } from './application/launch/launch.providers.js';
import { linksProviders } from './application/links/links.providers.js';
import { mergingProviders } from './application/merging/merging.providers.js';
import { organizationsProviders } from './application/organizations/organizations.providers.js';
import { passkeysProviders } from './application/passkeys/passkeys.providers.js';
import { passwordsProviders } from './application/passwords/passwords.providers.js';
import { peopleProviders } from './application/people/people.providers.js';
import { privacyProviders } from './application/privacy/privacy.providers.js';
import { recoveriesProviders } from './application/recoveries/recoveries.providers.js';
import { securityProviders } from './application/security/security.providers.js';
import { sessionsProviders } from './application/sessions/sessions.providers.js';
import { signingInProviders } from './application/signing-in/signing-in.providers.js';
import { staffProviders } from './application/staff/staff.providers.js';
import { stepUpProviders } from './application/step-up/step-up.providers.js';
import { ApiTokenRepository } from './persistence/api-token.repository.js';
import { DomainRepository } from './persistence/domain.repository.js';
import { FactorRepository } from './persistence/factor.repository.js';
import { InvitationRequestRepository } from './persistence/invitation-request.repository.js';
import { MergeRepository } from './persistence/merge.repository.js';
import { OneTimeLinkRepository } from './persistence/one-time-link.repository.js';
import { OrganizationRepository } from './persistence/organization.repository.js';
import { PasskeyRepository } from './persistence/passkey.repository.js';
import { RecoveryRepository } from './persistence/recovery.repository.js';
import { SessionRepository } from './persistence/session.repository.js';
import { UserRepository } from './persistence/user.repository.js';

const repositories = [
  FactorRepository,
  ApiTokenRepository,
  OneTimeLinkRepository,
  OrganizationRepository,
  PasskeyRepository,
  MergeRepository,
  RecoveryRepository,
  SessionRepository,
  UserRepository,
];

/** Use cases by what they are about, and the repositories. */
export const identityUseCases = [
  Identity,
  ...accountProviders,
  ...apiTokensProviders,
  ...claimReviewsProviders,
  ...claimsProviders,
  ...factorsProviders,
  ...launchProviders,
  ...linksProviders,
  ...mergingProviders,
  ...organizationsProviders,
  ...passkeysProviders,
  ...passwordsProviders,
  ...peopleProviders,
  ...privacyProviders,
  ...recoveriesProviders,
  ...securityProviders,
  ...sessionsProviders,
  ...signingInProviders,
  ...staffProviders,
  ...stepUpProviders,
  DomainRepository,
  InvitationRequestRepository,
  ...repositories,
];
