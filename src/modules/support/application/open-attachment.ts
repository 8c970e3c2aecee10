import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { Storage } from '../../../platform/storage/storage.js';
import { mayWork } from '../domain/ticket.policy.js';
import { currentTicket } from './merging/current-ticket.js';
import { visibleTo } from './ticket-visibility.js';

export interface OpenedAttachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly content: Readable;
}

interface Row {
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly storageKey: string;
}

/** Gives the bytes of an attachment to whoever may read its request. */
@Injectable()
export class OpenAttachment {
  constructor(
    private readonly database: ReadDatabase,
    private readonly storage: Storage,
  ) {}

  /** @throws NotFound when there is none, or the request is not the actor's */
  async execute(actor: SignedIn, ticketId: string, attachmentId: string): Promise<OpenedAttachment> {
    const visible = actor.kind === 'customer' ? visibleTo(actor) : sql`${mayWork(actor)}::boolean`;
    const row = await this.database.one<Row>(sql`
      select a.file_name as "fileName", a.content_type as "contentType", a.size_bytes::float8 as "sizeBytes",
        a.storage_key as "storageKey"
      from support.attachment a
        join support.message m on m.id = a.message_id
        join support.ticket t on t.id = m.ticket_id
      where a.id = ${attachmentId} and t.id = ${currentTicket(ticketId)} and ${visible}`);
    if (!row) throw NotFound.of('file');
    const { storageKey, ...facts } = row;
    return { ...facts, content: await this.storage.read(storageKey) };
  }
}
