import type { EmailCatalogue } from '../../platform/mail/email-catalogue.js';
import { advisoryEmail } from './emails/advisory.email.js';
import { bundleReadyEmail } from './emails/bundle-ready.email.js';

/** Declares every mail of downloads. */
export function declareEmails(catalogue: EmailCatalogue): void {
  catalogue.add(advisoryEmail);
  catalogue.add(bundleReadyEmail);
}
