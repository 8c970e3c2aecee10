import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { optionalMailKinds } from '../../../../platform/ports/mail-kinds.js';
import type { MailChoice } from './choose-mails.js';

/** Which mails the person gets, of those that one can do without. */
@Injectable()
export class ShowMails {
  constructor(private readonly database: ReadDatabase) {}

  async execute({ userId }: SignedIn): Promise<MailChoice> {
    const row = await this.database.one<{ muted: string[] }>(sql`
      select muted_mails as muted from identity.user where id = ${userId}`);
    const sent = optionalMailKinds.map((kind) => [kind, !row?.muted.includes(kind)]);
    return Object.fromEntries(sent) as MailChoice;
  }
}
