import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../../kernel/change.js';
import { type Id, newId, type UserId } from '../../../../kernel/ids.js';
import type { TicketPriority, TicketStatus } from '../../events/ticket-words.js';
import type { StoredAttachment } from '../stored-attachment.js';
import type { Ticket } from '../ticket.js';

export type HeldReplyId = Id<'held-reply'>;

/** What a macro sets together with a reply. */
export interface ChangeOnSend {
  readonly status: TicketStatus | null;
  readonly priority: TicketPriority | null;
  readonly tags: readonly string[];
  /** The author takes the request over. */
  readonly takesOver: boolean;
}

export interface Holding {
  readonly authorId: UserId;
  readonly body: string;
  readonly files: readonly StoredAttachment[];
  readonly change: ChangeOnSend | null;
  /** The same one makes one reply, held or sent. */
  readonly submissionId: string | null;
  readonly deliverAt: Date;
}

/** A reply that its author may still take back. It is no message yet: to everybody else nothing happened. */
@Entity({ schema: 'support', tableName: 'held_reply' })
export class HeldReply {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: HeldReplyId;
  @Property({ type: 'uuid' })
  readonly ticketId!: Ticket['id'];
  @Property({ type: 'uuid' })
  readonly authorId!: UserId;
  @Property({ type: 'text' })
  readonly body!: string;
  @Property({ type: 'json' })
  readonly files!: readonly StoredAttachment[];
  @Property({ type: 'json', nullable: true })
  readonly change!: ChangeOnSend | null;
  @Property({ type: 'uuid' })
  readonly submissionId!: string;
  @Property({ type: 'datetime' })
  readonly deliverAt!: Date;

  static of({ id: ticketId }: Ticket, { submissionId, ...holding }: Holding): HeldReply {
    const held = new HeldReply();
    const id = newId<HeldReplyId>();
    change<HeldReply>(held, { ...holding, id, ticketId, submissionId: submissionId ?? id });
    return held;
  }
}
