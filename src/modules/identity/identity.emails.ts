import type { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { accountErasedEmail } from './emails/account-erased.email.js';
import { apiTokenCreatedEmail } from './emails/api-token-created.email.js';
import { apiTokenExpiringEmail } from './emails/api-token-expiring.email.js';
import { claimCodeEmail } from './emails/claim-code.email.js';
import { claimContestEmail } from './emails/claim-contest.email.js';
import { claimDecidedEmail } from './emails/claim-decided.email.js';
import { claimEvictedEmail } from './emails/claim-evicted.email.js';
import { claimHeldEmail } from './emails/claim-held.email.js';
import { emailChangeEmail } from './emails/email-change.email.js';
import { emailProofEmail } from './emails/email-proof.email.js';
import { exportReadyEmail } from './emails/export-ready.email.js';
import { invitationEmail } from './emails/invitation.email.js';
import { invitationRequestEmail } from './emails/invitation-request.email.js';
import { licenseClaimedEmail } from './emails/license-claimed.email.js';
import { mergeAskedEmail } from './emails/merge-asked.email.js';
import { newDeviceEmail } from './emails/new-device.email.js';
import { passwordChangedEmail } from './emails/password-changed.email.js';
import { passwordResetEmail } from './emails/password-reset.email.js';
import {
  recoveryApprovedEmail,
  recoveryReadyEmail,
  recoveryRequestedEmail,
} from './emails/recovery-notice.email.js';
import { secondFactorChangedEmail } from './emails/second-factor-changed.email.js';
import { staffInvitationEmail } from './emails/staff-invitation.email.js';
import { stepUpCodeEmail } from './emails/step-up-code.email.js';
import { temporaryPasswordEmail } from './emails/temporary-password.email.js';
import { usernameChangedEmail } from './emails/username-changed.email.js';

/** Every mail of identity. */
export function declareEmails(catalogue: EmailCatalogue): void {
  catalogue.add(accountErasedEmail);
  catalogue.add(exportReadyEmail);
  catalogue.add(apiTokenCreatedEmail);
  catalogue.add(apiTokenExpiringEmail);
  catalogue.add(claimCodeEmail);
  catalogue.add(claimDecidedEmail);
  catalogue.add(claimHeldEmail);
  catalogue.add(claimEvictedEmail);
  catalogue.add(licenseClaimedEmail);
  catalogue.add(claimContestEmail);
  catalogue.add(emailChangeEmail);
  catalogue.add(emailProofEmail);
  catalogue.add(invitationEmail);
  catalogue.add(invitationRequestEmail);
  catalogue.add(newDeviceEmail);
  catalogue.add(passwordChangedEmail);
  catalogue.add(passwordResetEmail);
  catalogue.add(mergeAskedEmail);
  catalogue.add(recoveryApprovedEmail);
  catalogue.add(recoveryReadyEmail);
  catalogue.add(recoveryRequestedEmail);
  catalogue.add(staffInvitationEmail);
  catalogue.add(stepUpCodeEmail);
  catalogue.add(secondFactorChangedEmail);
  catalogue.add(temporaryPasswordEmail);
  catalogue.add(usernameChangedEmail);
}
