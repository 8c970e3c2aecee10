import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NotFound, Unavailable } from '../../kernel/errors.js';
import { Config } from '../config/config.js';
import { Public } from '../http/access.js';
import { page } from '../http/pages.js';
import type { Request } from '../http/request.js';
import { type BoxedMail, boxedMails, mailboxView } from './mailbox.js';

/** The demo's mailbox: every mail that the portal sent. It exists only where MAILBOX_URL is set. */
@ApiExcludeController()
@Public()
@Controller('dev')
export class MailboxController {
  constructor(private readonly config: Config) {}

  @Get('mailbox')
  async list(@Req() { locale }: Request) {
    return page('dev/mailbox', mailboxView(await this.mails(), null, locale));
  }

  @Get('mailbox.json')
  async json() {
    return { items: await this.mails() };
  }

  @Get('mailbox/:id')
  async show(@Param('id') id: string, @Req() { locale }: Request) {
    const mails = await this.mails();
    return page('dev/mailbox', mailboxView(mails, find(mails, id), locale));
  }

  /** The mail's HTML for the sandboxed frame: its own styles, and nothing that runs. */
  @Get('mailbox/:id/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups",
  )
  @Header('x-frame-options', 'SAMEORIGIN')
  async html(@Param('id') id: string): Promise<string> {
    return find(await this.mails(), id).html;
  }

  private async mails(): Promise<readonly BoxedMail[]> {
    const { mailboxUrl } = this.config;
    if (!mailboxUrl) throw NotFound.of('mailbox');
    const answer = await fetch(mailboxUrl, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (!answer?.ok) throw new Unavailable('The demo mail server does not answer; restart the demo.');
    return boxedMails(await answer.json());
  }
}

function find(mails: readonly BoxedMail[], id: string): BoxedMail {
  const mail = mails.find((candidate) => candidate.id === id);
  if (!mail) throw NotFound.of('mail');
  return mail;
}
