import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound } from '../../../../kernel/errors.js';
import { InboundMails } from './inbound-mails.js';
import { MailFiles } from './mail-files.js';
import { ReadMail } from './read-mail.js';
import { SetMailAside } from './set-mail-aside.js';
import { SettleMail } from './settle-mail.js';
import type { UnderstoodMail } from './understand-mail.js';
import type { Verdict } from './weigh-sender.js';

/** Makes a mail a message, or leaves it to agents. Its files are kept before the transaction, since that takes time. */
@Injectable()
export class HandleMail {
  constructor(
    private readonly mails: InboundMails,
    private readonly reader: ReadMail,
    private readonly files: MailFiles,
    private readonly settling: SettleMail,
    private readonly aside: SetMailAside,
  ) {}

  /** Looking at a mail twice changes nothing. */
  async execute(id: string): Promise<void> {
    const mail = await this.mails.look(id);
    if (!mail) return;
    const read = await this.reader.execute(mail.recipient, await this.mails.raw(mail.storageKey));
    if (!read) return await this.settling.hold(id, 'unreadable', null, null);
    const { understood, verdict } = read;
    if (verdict.kind === 'aside') return await this.aside.execute(id, verdict, understood);
    if (verdict.kind === 'hold')
      return await this.settling.hold(id, verdict.reason, verdict.ticketId, understood);
    await this.file(id, understood, verdict);
  }

  private async file(id: string, understood: UnderstoodMail, verdict: Verdict & { kind: 'reply' | 'open' }) {
    const kept = await this.files.keep(understood.files, verdict.actor.organizationId);
    try {
      if (!(await this.settling.file(id, verdict, { understood, kept }))) await this.files.discard(kept);
    } catch (error) {
      await this.files.discard(kept);
      if (!(error instanceof Forbidden || error instanceof NotFound)) throw error;
      const ticketId = verdict.kind === 'reply' ? verdict.ticketId : null;
      await this.settling.hold(id, 'may-not-write', ticketId, understood);
    }
  }
}
