import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { type DeliveryRecord, WebhookDelivery } from '../domain/webhook-delivery.js';

/** Keeps a delivery of the store, so that staff see what came and why it was refused. */
@Injectable()
export class KeepDelivery {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(record: DeliveryRecord): Promise<void> {
    this.em.persist(WebhookDelivery.of(newId(), record, this.clock.now()));
  }
}
