import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { emailAddress } from '../../../kernel/email-address.js';
import { newId } from '../../../kernel/ids.js';
import { Order, type OrderId } from '../domain/order.js';
import type { WebhookOutcome } from '../domain/webhook-delivery.js';
import { OrderRepository } from '../persistence/order.repository.js';
import { WebhookDeliveryRepository } from '../persistence/webhook-delivery.repository.js';
import { KeepDelivery } from './keep-delivery.js';
import { customerKey, type OrderPaidMessage } from './store-message.js';

/** A verified webhook; `message` is null for an event that is none of ours. */
export interface StoreMessage {
  readonly webhookId: string;
  readonly eventType: string;
  readonly body: string;
  readonly message: OrderPaidMessage | null;
}

export interface TakenMessage {
  readonly outcome: Extract<WebhookOutcome, 'accepted' | 'known-order' | 'replayed' | 'ignored'>;
  readonly orderId: OrderId | null;
}

/** Makes the order that a store tells of, once: the effect and the record of the delivery are one transaction. */
@Injectable()
export class TakeStoreMessage {
  constructor(
    private readonly em: EntityManager,
    private readonly orders: OrderRepository,
    private readonly deliveries: WebhookDeliveryRepository,
    private readonly keepDelivery: KeepDelivery,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(given: StoreMessage): Promise<TakenMessage> {
    const taken = await this.take(given);
    const { webhookId, eventType, body } = given;
    const kept = taken.outcome === 'replayed' ? null : body;
    await this.keepDelivery.execute({ webhookId, eventType, body: kept, problem: null, ...taken });
    return taken;
  }

  private async take({ webhookId, message }: StoreMessage): Promise<TakenMessage> {
    if (await this.deliveries.reserve(webhookId)) return { outcome: 'replayed', orderId: null };
    if (!message) return { outcome: 'ignored', orderId: null };
    const known = await this.orders.reserve(message.data.order.number);
    if (known) return { outcome: 'known-order', orderId: known };
    return { outcome: 'accepted', orderId: await this.place(message) };
  }

  private async place({ data, timestamp }: OrderPaidMessage): Promise<OrderId> {
    const now = this.clock.now();
    const { lines, placedAt, ...amounts } = data.order;
    const order = Order.place({
      ...amounts,
      id: newId(),
      organizationId: await this.orders.organizationOf(customerKey(data), now),
      placedAt: new Date(placedAt),
      lines: lines.map((line) => ({ ...line, id: newId(), taxRatePercent: line.taxRatePercent ?? null })),
      party: {
        buyerName: data.buyer.name,
        buyerEmail: emailAddress(data.buyer.email),
        buyerLocale: data.buyer.locale,
        organizationName: data.organization.name,
        address: data.organization.address ?? null,
        vatId: data.organization.vatId ?? null,
      },
    });
    order.pay(new Date(timestamp), now);
    this.em.persist(order);
    return order.id;
  }
}
