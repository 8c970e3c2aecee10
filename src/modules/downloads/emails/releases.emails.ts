import type { EmailCatalogue } from '../../../platform/mail/email-catalogue.js';
import { releasePublishedEmail } from './release-published.email.js';
import { releaseYankedEmail } from './release-yanked.email.js';

/** Declares the mails about releases. */
export function declareReleaseEmails(catalogue: EmailCatalogue): void {
  catalogue.add(releasePublishedEmail);
  catalogue.add(releaseYankedEmail);
}
