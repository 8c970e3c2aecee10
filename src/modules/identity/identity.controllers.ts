import { accountControllers } from './http/account/account.controllers.js';
import { apiTokensControllers } from './http/api-tokens/api-tokens.controllers.js';
import { claimReviewsControllers } from './http/claim-reviews/claim-reviews.controllers.js';
import { claimsControllers } from './http/claims/claims.controllers.js';
import { factorsControllers } from './http/factors/factors.controllers.js';
import { launchControllers } from './http/launch/launch.controllers.js';
import { mergingControllers } from './http/merging/merging.controllers.js';
import { organizationsControllers } from './http/organizations/organizations.controllers.js';
import { passkeysControllers } from './http/passkeys/passkeys.controllers.js';
import { passwordsControllers } from './http/passwords/passwords.controllers.js';
import { peopleControllers } from './http/people/people.controllers.js';
import { privacyControllers } from './http/privacy/privacy.controllers.js';
import { recoveriesControllers } from './http/recoveries/recoveries.controllers.js';
import { securityControllers } from './http/security/security.controllers.js';
import { sessionsControllers } from './http/sessions/sessions.controllers.js';
import { signingInControllers } from './http/signing-in/signing-in.controllers.js';
import { staffControllers } from './http/staff/staff.controllers.js';
import { stepUpControllers } from './http/step-up/step-up.controllers.js';

/** Every face of identity, by what it is about. */
export const identityControllers = [
  ...accountControllers,
  ...apiTokensControllers,
  ...claimReviewsControllers,
  ...claimsControllers,
  ...factorsControllers,
  ...launchControllers,
  ...mergingControllers,
  ...organizationsControllers,
  ...passkeysControllers,
  ...passwordsControllers,
  ...peopleControllers,
  ...privacyControllers,
  ...recoveriesControllers,
  ...securityControllers,
  ...sessionsControllers,
  ...signingInControllers,
  ...staffControllers,
  ...stepUpControllers,
];
