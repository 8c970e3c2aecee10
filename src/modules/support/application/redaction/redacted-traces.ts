import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { removedMark } from '../../domain/redaction/redacted-text.js';
import type { Message, Ticket } from '../../domain/ticket.js';

/** Where else a message leaves what it says; part of the transaction that redacts it. */
@Injectable()
export class RedactedTraces {
  constructor(private readonly em: EntityManager) {}

  /** The mail as it came is forgotten whole: nothing can be taken out of it. @returns the keys of what lies in the storage */
  async mailOf(messageId: string): Promise<string[]> {
    const rows: { key: string }[] = await this.em.execute(
      `with kept as (
         select id, storage_key as key from support.inbound_mail
         where message_id = ? and storage_key is not null for update)
       update support.inbound_mail m set storage_key = null from kept where m.id = kept.id returning kept.key`,
      [messageId],
    );
    return rows.map(({ key }) => key);
  }

  /** Drafts that hold the passage, and what the mail quoted. */
  async forget(message: Message, passage: string): Promise<void> {
    await this.forgetDrafts({ ticketId: message.ticket.id, userId: message.authorId }, passage);
    await this.em.execute(
      'update support.inbound_mail set quoted = replace(quoted, ?, ?) where message_id = ?',
      [passage, removedMark, message.id],
    );
  }

  /** Drafts of the request and of the person that hold the passage. */
  async forgetDrafts(
    { ticketId, userId }: { readonly ticketId: string; readonly userId: string },
    passage: string,
  ): Promise<void> {
    await this.em.execute(
      `delete from support.draft d where (d.ticket_id = ? or d.user_id = ?)
         and exists (select 1 from jsonb_each_text(d.fields) f where position(? in f.value) > 0)`,
      [ticketId, userId, passage],
    );
  }

  /**
   * Mails of the request whose subject holds the passage: blanked, and forgotten as they came.
   * @returns the keys of what lies in the storage
   */
  async forgetSubject({ id }: Ticket, passage: string): Promise<string[]> {
    const rows: { key: string | null }[] = await this.em.execute(
      `with kept as (
         select m.id, m.storage_key as key from support.inbound_mail m
         join support.message s on s.id = m.message_id
         where s.ticket_id = ? and position(? in m.subject) > 0 for update of m)
       update support.inbound_mail m set storage_key = null, subject = left(replace(m.subject, ?, ?), 400)
       from kept where m.id = kept.id returning kept.key`,
      [id, passage, passage, removedMark],
    );
    return rows.flatMap(({ key }) => key ?? []);
  }
}
