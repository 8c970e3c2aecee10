import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { WebhookDelivery } from '../domain/webhook-delivery.js';

/** The store's deliveries for commands. */
@Injectable()
export class WebhookDeliveryRepository {
  constructor(private readonly em: EntityManager) {}

  /** True when the webhook had its effect already. Twins that arrive together wait for each other. */
  async reserve(webhookId: string): Promise<boolean> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `orders.webhook ${webhookId}`,
    ]);
    const outcome = { $in: ['accepted' as const, 'known-order' as const, 'ignored' as const] };
    return (await this.em.count(WebhookDelivery, { webhookId, outcome })) > 0;
  }
}
