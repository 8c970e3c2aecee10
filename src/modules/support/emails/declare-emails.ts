import type { EmailCatalogue } from '../../../platform/mail/email-catalogue.js';
import { customerRepliedEmail } from './customer-replied.email.js';
import { receivedEmail } from './received.email.js';
import { replyEmail } from './reply.email.js';
import { ticketDueSoonEmail, ticketOverdueEmail } from './ticket-due.email.js';

/** Every e-mail about requests. */
export function declareEmails(catalogue: EmailCatalogue): void {
  catalogue.add(replyEmail);
  catalogue.add(receivedEmail);
  catalogue.add(customerRepliedEmail);
  catalogue.add(ticketDueSoonEmail);
  catalogue.add(ticketOverdueEmail);
}
