import { Injectable } from '@nestjs/common';
import { nothing, ReadDatabase, sql } from '../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, type ListQuery, pageOf } from '../../../platform/http/paging.js';
import type { WebhookOutcome } from '../domain/webhook-delivery.js';

/** A delivery of the store in a list. */
export interface ListedDelivery {
  readonly id: string;
  readonly webhookId: string | null;
  readonly receivedAt: Date;
  readonly outcome: WebhookOutcome;
  readonly eventType: string | null;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly problem: string | null;
}

/** Lists what stores sent, also what was refused, the newest first; for staff. */
@Injectable()
export class ListDeliveries {
  constructor(private readonly database: ReadDatabase) {}

  /** @throws InvalidInput naming `cursor` */
  async execute({ limit, cursor }: ListQuery): Promise<Listing<ListedDelivery>> {
    const after = decodeInstantCursor(cursor);
    const beyond = after ? sql`where (d.received_at, d.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const rows = await this.database.many<ListedDelivery>(sql`
      select d.id, d.webhook_id as "webhookId", d.received_at as "receivedAt", d.outcome,
        d.event_type as "eventType", d.order_id as "orderId", o.number as "orderNumber", d.problem
      from orders.webhook_delivery d left join orders.order o on o.id = d.order_id
      ${beyond} order by d.received_at desc, d.id desc limit ${limit + 1}`);
    return pageOf(rows, limit, (row) => row.receivedAt);
  }
}
