import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { change } from '../../../kernel/change.js';
import type { Id } from '../../../kernel/ids.js';

export type WebhookDeliveryId = Id<'webhook-delivery'>;

/**
 * What became of a delivery. `known-order`: a new webhook told an order that we have; `replayed`: a webhook that we
 * have; `ignored`: an event that is none of ours.
 */
export type WebhookOutcome =
  | 'accepted'
  | 'known-order'
  | 'replayed'
  | 'ignored'
  | 'wrong-signature'
  | 'too-old'
  | 'invalid';

export interface DeliveryRecord {
  readonly webhookId: string | null;
  readonly outcome: WebhookOutcome;
  readonly eventType: string | null;
  readonly orderId: string | null;
  /** Why it was refused; null when it was not. */
  readonly problem: string | null;
  /** Null when the signature is wrong: then anyone may have written it. */
  readonly body: string | null;
}

/** One arrival of a store's webhook, also a refused one. It never changes. */
@Entity({ schema: 'orders', tableName: 'webhook_delivery' })
export class WebhookDelivery {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: WebhookDeliveryId;

  @Property({ type: 'datetime' })
  readonly receivedAt!: Date;

  @Property({ type: 'text', nullable: true })
  readonly webhookId!: string | null;

  @Property({ type: 'text' })
  readonly outcome!: WebhookOutcome;

  @Property({ type: 'text', nullable: true })
  readonly eventType!: string | null;

  @Property({ type: 'uuid', nullable: true })
  readonly orderId!: string | null;

  @Property({ type: 'text', nullable: true })
  readonly problem!: string | null;

  @Property({ type: 'text', nullable: true, lazy: true })
  readonly body!: string | null;

  /** Cuts and cleans what a stranger sent, so that whatever came can be kept. */
  static of(id: WebhookDeliveryId, record: DeliveryRecord, receivedAt: Date): WebhookDelivery {
    const delivery = new WebhookDelivery();
    change<WebhookDelivery>(delivery, {
      id,
      receivedAt,
      webhookId: storable(record.webhookId, 200),
      outcome: record.outcome,
      eventType: storable(record.eventType, 100),
      orderId: record.orderId,
      problem: storable(record.problem, 2_000),
      body: storable(record.body, 1_048_576),
    });
    return delivery;
  }
}

// PostgreSQL keeps neither NUL nor half of a surrogate pair.
function storable(text: string | null, length: number): string | null {
  return text === null ? null : text.slice(0, length).replaceAll('\u0000', '\ufffd').toWellFormed();
}
