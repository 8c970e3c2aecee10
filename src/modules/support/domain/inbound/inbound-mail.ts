import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import type { Id, UserId } from '../../../../kernel/ids.js';
import type { AutomaticKind, HeldBecause, InboundMailStatus } from '../../events/inbound-words.js';
import type { TicketId } from '../../events/ticket-words.js';
import type { MessageId } from '../ticket.js';
import { InboundMailSettled } from './inbound.errors.js';

export type InboundMailId = Id<'inbound-mail'>;

/** What a mail says of itself; nothing of it is proved. */
export interface MailHead {
  readonly fromName: string;
  readonly fromAddress: string;
  readonly subject: string;
  readonly mailId: string | null;
}

/** The message that a mail became. */
export interface Filing {
  readonly ticketId: TicketId;
  readonly messageId: MessageId;
  readonly quoted: string;
  /** Files that stay in the mail as it came. */
  readonly leftOut: readonly string[];
}

/** A mail that came in for one of our addresses. It is kept as it came, whatever becomes of it. */
@Entity({ schema: 'support', tableName: 'inbound_mail' })
export class InboundMail extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: InboundMailId;
  @Property({ type: 'datetime' })
  readonly receivedAt!: Date;
  /** Lower case. */
  @Property({ type: 'text' })
  readonly recipient!: string;
  /** Null once the mail as it came is forgotten. */
  @Property({ type: 'text', nullable: true })
  readonly storageKey: string | null = null;
  @Property({ type: 'text' })
  readonly status!: InboundMailStatus;
  @Property({ type: 'text', nullable: true })
  readonly reason: HeldBecause | AutomaticKind | null = null;
  @Property({ type: 'text' })
  readonly fromName!: string;
  @Property({ type: 'text' })
  readonly fromAddress!: string;
  @Property({ type: 'text' })
  readonly subject!: string;
  @Property({ type: 'text', nullable: true })
  readonly mailId: string | null = null;
  /** The request that it is part of, or seems to be about. */
  @Property({ type: 'uuid', nullable: true })
  readonly ticketId: TicketId | null = null;
  @Property({ type: 'uuid', nullable: true })
  readonly messageId: MessageId | null = null;
  @Property({ type: 'text' })
  readonly quoted!: string;
  @Property({ type: 'json' })
  readonly leftOut!: readonly string[];
  @Property({ type: 'datetime', nullable: true })
  readonly settledAt: Date | null = null;
  /** The agent who decided; null: the portal did. */
  @Property({ type: 'uuid', nullable: true })
  readonly settledBy: UserId | null = null;

  describe(head: MailHead): void {
    change<InboundMail>(this, head);
  }

  /** It waits for an agent. @param ticketId the request that it seems to be about */
  hold(reason: HeldBecause, ticketId: TicketId | null): void {
    change<InboundMail>(this, { status: 'held', reason, ticketId });
  }

  /** No person wrote it, so it becomes nothing; agents find it all the same. */
  setAside(kind: AutomaticKind, ticketId: TicketId | null, now: Date): void {
    change<InboundMail>(this, { status: 'automatic', reason: kind, ticketId, settledAt: now });
  }

  /** It became a message. @param by null: the portal understood it by itself */
  file(filing: Filing, by: UserId | null, now: Date): void {
    change<InboundMail>(this, { ...filing, status: 'taken', settledAt: now, settledBy: by });
  }

  discard(by: UserId | null, now: Date): void {
    change<InboundMail>(this, { status: 'discarded', settledAt: now, settledBy: by });
  }

  /** @throws InboundMailSettled unless an agent may still decide what becomes of it */
  ensureOpen(): void {
    if (this.status === 'held' || this.status === 'automatic') return;
    throw InboundMailSettled.already();
  }
}
