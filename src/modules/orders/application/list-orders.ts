import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { type Money, money } from '../../../kernel/money.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import { decodeInstantCursor, type Listing, type ListQuery, pageOf } from '../../../platform/http/paging.js';
import type { OrderStatus } from '../domain/order-status.js';
import { visibleTo, visibleToStaff } from './visible-orders.js';

/** An order in a list. */
export interface ListedOrder {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly total: Money;
}

type OrderRow = Omit<ListedOrder, 'total'> & { readonly currency: string; readonly totalMinor: number };

/** Lists orders, the newest first. */
@Injectable()
export class ListOrders {
  constructor(private readonly database: ReadDatabase) {}

  /** The actor's own. @throws InvalidInput naming `cursor` */
  async execute(actor: CustomerActor, query: ListQuery): Promise<Listing<ListedOrder>> {
    return this.page(visibleTo(actor), query);
  }

  /** Everybody's, or one organization's. @throws InvalidInput naming `cursor` */
  async forStaff(query: ListQuery & { readonly organizationId?: string }): Promise<Listing<ListedOrder>> {
    return this.page(visibleToStaff(query.organizationId), query);
  }

  private async page(visible: Statement, { limit, cursor }: ListQuery): Promise<Listing<ListedOrder>> {
    const after = decodeInstantCursor(cursor);
    const beyond = after ? sql`and (o.placed_at, o.id) < (${after.at}, ${after.id}::uuid)` : nothing;
    const rows = await this.database.many<OrderRow>(sql`
      select o.id, o.number, o.status, o.placed_at as "placedAt", o.currency, o.total_minor as "totalMinor",
        o.organization_id as "organizationId", o.organization_name as "organizationName"
      from orders.order o where ${visible} ${beyond}
      order by o.placed_at desc, o.id desc limit ${limit + 1}`);
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.placedAt);
    return {
      items: items.map(({ currency, totalMinor, ...row }) => ({
        ...row,
        total: money(totalMinor, currency),
      })),
      nextCursor,
    };
  }
}
