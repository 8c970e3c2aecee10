import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { TicketId } from '../../events/ticket-words.js';
import type { Answer } from './answers.js';
import type { CategoryId } from './category.js';

export interface Topic {
  readonly categoryId: CategoryId | null;
  /** Of the product; null when nobody knows. */
  readonly appVersion: string | null;
  readonly answers: readonly Answer[];
}

/** What a request was about when it was opened. */
@Entity({ schema: 'support', tableName: 'ticket_topic' })
export class TicketTopic {
  @PrimaryKey({ type: 'uuid' })
  readonly ticketId: TicketId;
  @Property({ type: 'uuid', nullable: true })
  readonly categoryId: CategoryId | null;
  @Property({ type: 'text', nullable: true })
  readonly appVersion: string | null;
  @Property({ type: 'json' })
  readonly answers: readonly Answer[];

  constructor(ticketId: TicketId, { categoryId, appVersion, answers }: Topic) {
    this.ticketId = ticketId;
    this.categoryId = categoryId;
    this.appVersion = appVersion;
    this.answers = answers;
  }
}
