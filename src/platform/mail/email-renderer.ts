import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { I18n } from '../i18n/i18n.js';
import type { Recipient } from '../ports/audience.js';
import { ViewEngine } from '../views/view-engine.js';

/** What a mail says, in one language. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Ends mails of this kind when a mail program posts to it (RFC 8058); null for mails that nobody may end. */
  readonly oneClickUnsubscribeUrl: string | null;
}

/** Prints e-mails from their three templates. */
@Injectable()
export class EmailRenderer {
  constructor(
    private readonly config: Config,
    private readonly views: ViewEngine,
    private readonly i18n: I18n,
  ) {}

  /** @param template below templates/emails, e.g. `identity/invitation` */
  render(template: string, recipient: Recipient, variables: Readonly<Record<string, unknown>>): Letter {
    const locale = this.i18n.supported(recipient.locale);
    const context = {
      recipientName: recipient.name,
      invited: recipient.userId === null,
      portalName: this.config.portalName,
      portalUrl: this.config.publicUrl,
      supportEmail: this.config.supportEmail,
      timeZone: recipient.timeZone,
      ...variables,
      locale,
    };
    const print = (ending: string, more: object = {}) =>
      this.views.render(`emails/${template}.${ending}`, { ...context, ...more }, locale);
    // One line: a name with a line break in it must not become a header.
    const subject = print('subject').replace(/\s+/g, ' ').trim();
    const { oneClickUnsubscribeUrl: url } = variables;
    return {
      subject,
      text: tidy(print('text')),
      html: print('html', { mailSubject: subject }),
      oneClickUnsubscribeUrl: typeof url === 'string' ? url : null,
    };
  }
}

// Handlebars leaves blank lines where blocks were.
const tidy = (text: string): string =>
  `${text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
