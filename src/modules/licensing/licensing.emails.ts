import type { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { installationReleasedEmail } from './emails/installation-released.email.js';
import { licenseEndingEmail } from './emails/license-ending.email.js';
import { licenseRenumberedEmail } from './emails/license-renumbered.email.js';
import { releaseRefusedEmail } from './emails/release-refused.email.js';

/** Declares every mail of licensing. */
export function declareEmails(catalogue: EmailCatalogue): void {
  catalogue.add(installationReleasedEmail);
  catalogue.add(releaseRefusedEmail);
  catalogue.add(licenseEndingEmail);
  catalogue.add(licenseRenumberedEmail);
}
