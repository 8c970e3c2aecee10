import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import type { Bounce } from '../../../../platform/mail/bounces.js';
import type { MailHead } from '../../domain/inbound/inbound-mail.js';
import type { AutomaticKind } from '../../events/inbound-words.js';
import { type Authentication, authenticationOf } from './authentication.js';
import { automaticKind } from './automatic.js';
import { bounceIn } from './bounce-in.js';
import { foldQuoted } from './fold-quoted.js';
import { type MailFile, parseMail } from './parse-mail.js';

/** What a mail means, as far as the mail itself tells. */
export interface UnderstoodMail {
  readonly head: MailHead;
  /** Message-IDs of what it answers, without brackets, the nearest first. */
  readonly answers: readonly string[];
  /** What its author wrote now, at most {@link longestText} characters; empty when there are only files, or nothing. */
  readonly text: string;
  readonly quoted: string;
  readonly files: readonly MailFile[];
  readonly automatic: AutomaticKind | null;
  /** What it reports of a mail that did not arrive; null for everything but a bounce. */
  readonly bounce: Bounce | null;
  readonly authentication: Authentication;
}

/** As long as a message may be. */
export const longestText = 20_000;
const longestQuoted = 50_000;

/** Reads mails. Pure but for the settings. */
@Injectable()
export class UnderstandMail {
  constructor(private readonly config: Config) {}

  /** @throws Error when it is no mail, or none that can be read */
  async execute(raw: Buffer): Promise<UnderstoodMail> {
    const mail = await parseMail(raw);
    const automatic = automaticKind(mail, this.config);
    const { fresh, quoted } = foldQuoted(mail.text);
    const said = fresh.trim();
    const whole: MailFile[] =
      said.length > longestText
        ? [{ name: 'message.txt', type: 'text/plain', content: Buffer.from(said) }]
        : [];
    return {
      head: {
        fromName: mail.from?.name ?? '',
        fromAddress: mail.from?.address ?? '',
        subject: mail.subject,
        mailId: mail.messageId,
      },
      answers: mail.answers,
      text: said.slice(0, longestText).toWellFormed(),
      quoted: quoted.slice(0, longestQuoted).toWellFormed(),
      files: [...whole, ...mail.files],
      automatic,
      bounce: automatic === 'bounce' ? bounceIn(mail.files) : null,
      authentication: authenticationOf(mail, this.config.inbound?.authenticatedBy ?? null),
    };
  }
}
