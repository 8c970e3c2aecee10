import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../../kernel/errors.js';
import type { OrganizationId, UserId } from '../../../../kernel/ids.js';
import { ReadDatabase, sql } from '../../../../platform/database/read-database.js';
import { Correspondents } from '../../../../platform/ports/correspondents.js';
import { People } from '../../../../platform/ports/people.js';
import { InboundMails } from './inbound-mails.js';
import { type ListedMail, mailColumns } from './list-inbound-mails.js';
import { ReadMail } from './read-mail.js';

interface MailRow extends ListedMail {
  readonly storageKey: string | null;
  readonly sizeBytes: number;
  readonly settledAt: Date | null;
  readonly settledBy: UserId | null;
}

/** A mail that came in, as an agent looks at it. */
export interface ShownMail extends Omit<MailRow, 'storageKey'> {
  /** False once the mail as it came is forgotten. */
  readonly kept: boolean;
  readonly text: string;
  readonly quoted: string;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly settledByName: string | null;
  /** Places of the customer with that address; empty: nobody has it. */
  readonly places: readonly { readonly id: OrganizationId; readonly name: string }[];
}

/** One mail that came in, read anew from what is kept; for staff. */
@Injectable()
export class ShowInboundMail {
  constructor(
    private readonly database: ReadDatabase,
    private readonly mails: InboundMails,
    private readonly reader: ReadMail,
    private readonly people: People,
    private readonly correspondents: Correspondents,
  ) {}

  /** @throws NotFound when there is none */
  async execute(id: string): Promise<ShownMail> {
    const { storageKey, ...row } = await this.row(id);
    const [understood, people, places] = await Promise.all([
      storageKey === null ? null : this.mails.raw(storageKey).then((raw) => this.reader.understood(raw)),
      this.people.users(row.settledBy ? [row.settledBy] : []),
      row.fromAddress === '' ? [] : this.correspondents.withAddress(row.fromAddress),
    ]);
    return {
      ...row,
      kept: storageKey !== null,
      text: understood?.text ?? '',
      quoted: understood?.quoted ?? '',
      files: (understood?.files ?? []).map(({ name, content }) => ({ name, sizeBytes: content.length })),
      settledByName: row.settledBy ? (people.get(row.settledBy)?.name ?? null) : null,
      places: places.map(({ organizationId, organizationName }) => ({
        id: organizationId,
        name: organizationName,
      })),
    };
  }

  /** The mail as it came. @throws NotFound, InboundMailForgotten */
  async raw(id: string): Promise<Buffer> {
    return await this.mails.raw((await this.row(id)).storageKey);
  }

  private async row(id: string): Promise<MailRow> {
    const row = await this.database.one<MailRow>(sql`
      select ${mailColumns}, i.storage_key as "storageKey", i.size_bytes as "sizeBytes",
        i.settled_at as "settledAt", i.settled_by as "settledBy"
      from support.inbound_mail i where i.id = ${id}`);
    if (!row) throw NotFound.of('mail');
    return row;
  }
}
