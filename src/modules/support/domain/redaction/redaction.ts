import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../../kernel/aggregate-root.js';
import { change } from '../../../../kernel/change.js';
import { type Id, newId, type UserId } from '../../../../kernel/ids.js';
import { MessageRedacted } from '../../events/message-redacted.js';
import type { Message, MessageId, Ticket } from '../ticket.js';
import { redacted } from './redacted-text.js';

interface By {
  readonly userId: UserId;
  readonly at: Date;
}

/** That support took something out of a message. */
@Entity({ schema: 'support', tableName: 'redaction' })
export class Redaction extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: Id<'redaction'>;
  @Property({ type: 'uuid' })
  readonly messageId!: MessageId;
  @Property({ type: 'text' })
  readonly kind!: 'file' | 'passage';
  @Property({ type: 'datetime' })
  readonly redactedAt!: Date;
  @Property({ type: 'uuid' })
  readonly redactedById!: UserId;

  static ofFile(ticket: Ticket, messageId: MessageId, by: By): Redaction {
    return Redaction.of(ticket, { messageId, kind: 'file' }, by);
  }

  /** Blanks the passage wherever it stands in the message. @throws PassageMissing when it stands nowhere */
  static ofPassage(ticket: Ticket, message: Message, passage: string, by: By): Redaction {
    change<Message>(message, { body: redacted(message.body, passage) });
    return Redaction.of(ticket, { messageId: message.id, kind: 'passage' }, by);
  }

  private static of(
    { id: ticketId, organizationId }: Ticket,
    what: { readonly messageId: MessageId; readonly kind: 'file' | 'passage' },
    { userId: redactedById, at }: By,
  ): Redaction {
    const redaction = new Redaction();
    const id = newId<Id<'redaction'>>();
    change<Redaction>(redaction, { id, ...what, redactedAt: at, redactedById });
    redaction.raise(MessageRedacted.of({ ticketId, organizationId, ...what, redactedById }, at));
    return redaction;
  }
}
