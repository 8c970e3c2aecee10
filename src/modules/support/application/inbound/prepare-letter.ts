import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import { InboundMail } from '../../domain/inbound/inbound-mail.js';
import { InboundMails } from './inbound-mails.js';
import { type KeptFiles, MailFiles } from './mail-files.js';
import { ReadMail } from './read-mail.js';
import type { UnderstoodMail } from './understand-mail.js';

/** A mail that an agent makes a message. */
export interface PreparedLetter {
  readonly understood: UnderstoodMail;
  readonly kept: KeptFiles;
}

/** Reads a mail and keeps its files for what an agent does with it; they go again when that is refused. */
@Injectable()
export class PrepareLetter {
  constructor(
    private readonly em: EntityManager,
    private readonly mails: InboundMails,
    private readonly reader: ReadMail,
    private readonly files: MailFiles,
  ) {}

  /** @throws NotFound, InboundMailSettled, InboundMailForgotten, and whatever the work throws */
  async doing<Result>(id: string, work: (letter: PreparedLetter) => Promise<Result>): Promise<Result> {
    const mail = await this.em.fork().findOne(InboundMail, { id: id as InboundMail['id'] });
    if (!mail) throw NotFound.of('mail');
    mail.ensureOpen();
    const raw = await this.mails.raw(mail.storageKey);
    const understood = (await this.reader.understood(raw)) ?? unreadable(raw);
    const kept = await this.files.keep(understood.files, null);
    try {
      return await work({ understood, kept });
    } catch (error) {
      await this.files.discard(kept);
      throw error;
    }
  }
}

/** What cannot be read goes along as it came, as far as a file may be what it is. */
const unreadable = (raw: Buffer): UnderstoodMail => ({
  head: { fromName: '', fromAddress: '', subject: '', mailId: null },
  answers: [],
  text: '',
  quoted: '',
  files: [{ name: 'mail.eml', type: 'message/rfc822', content: raw }],
  automatic: null,
  bounce: null,
  authentication: 'unknown',
});
