import { Injectable } from '@nestjs/common';
import { type CustomerActor, may } from '../../../kernel/actor.js';
import type { OrganizationId } from '../../../kernel/ids.js';
import { type Money, money } from '../../../kernel/money.js';
import { Config } from '../../../platform/config/config.js';
import { nothing, ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import type { OrderStatus } from '../domain/order-status.js';
import { InvoiceClaimCodes } from './invoice-claim-codes.js';

/** Who bought, as the store told us. `locale` is BCP 47. */
export interface Buyer {
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly organizationName: string;
}

/** An order in a short list. `number` is the store's reference; `total` includes tax. */
export interface OrderSummary {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly total: Money;
}

interface SummaryRow {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placed_at: Date;
  readonly currency: string;
  readonly total_minor: number;
}

/** What other modules may ask of orders. */
@Injectable()
export class Orders {
  private readonly claimCodes: InvoiceClaimCodes;

  constructor(
    private readonly database: ReadDatabase,
    config: Config,
  ) {
    this.claimCodes = new InvoiceClaimCodes(config);
  }

  /** True when the typed text is the claim code that the order's invoice prints (ruling C2). */
  isClaimCode(orderId: string, typed: string): boolean {
    return this.claimCodes.matches(orderId, typed);
  }

  /** The buyer on the order; null when there is no such order. */
  async buyerOf(orderId: string): Promise<Buyer | null> {
    return this.database.one<Buyer>(sql`
      select buyer_name as name, buyer_email as email, buyer_locale as locale,
        organization_name as "organizationName"
      from orders.order where id = ${orderId}`);
  }

  /** The order with the store's number, as typed; null when there is none. It checks no permission; for staff. */
  async idOf(number: string): Promise<string | null> {
    const found = await this.database.one<{ id: string }>(
      sql`select id from orders.order where number = ${number.trim()}`,
    );
    return found?.id ?? null;
  }

  /** The newest orders that the actor may see; none without the permission `orders.read`. */
  async recentFor(actor: CustomerActor, limit: number): Promise<OrderSummary[]> {
    if (!may(actor, 'orders.read')) return [];
    const own = actor.limitedTo ? sql`and id = ${actor.limitedTo.orderId}` : nothing;
    return this.recent(actor.organizationId, own, limit);
  }

  /** Those of the orders that the actor may see; none without the permission `orders.read`. */
  async amongFor(actor: CustomerActor, ids: readonly string[]): Promise<OrderSummary[]> {
    if (ids.length === 0 || !may(actor, 'orders.read')) return [];
    const own = actor.limitedTo ? sql`and id = ${actor.limitedTo.orderId}` : nothing;
    return this.recent(actor.organizationId, sql`${own} and id = any(${[...ids]}::uuid[])`, ids.length);
  }

  /** The organization's newest orders; for staff. */
  async recentOfOrganization(organizationId: OrganizationId, limit: number): Promise<OrderSummary[]> {
    return this.recent(organizationId, nothing, limit);
  }

  /** The newest orders of all organizations; for staff. */
  async newest(limit: number): Promise<(OrderSummary & { readonly organizationId: OrganizationId })[]> {
    const rows = await this.database.many<SummaryRow & { organizationId: OrganizationId }>(sql`
      select id, number, status, placed_at, currency, total_minor, organization_id as "organizationId"
      from orders.order where organization_id is not null
      order by placed_at desc, id desc limit ${limit}`);
    return rows.map((row) => ({ ...summaryOf(row), organizationId: row.organizationId }));
  }

  private async recent(
    organizationId: OrganizationId,
    own: Statement,
    limit: number,
  ): Promise<OrderSummary[]> {
    const rows = await this.database.many<SummaryRow>(sql`
      select id, number, status, placed_at, currency, total_minor
      from orders.order where organization_id = ${organizationId} ${own}
      order by placed_at desc, id desc limit ${limit}`);
    return rows.map(summaryOf);
  }
}

function summaryOf(row: SummaryRow): OrderSummary {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    placedAt: row.placed_at,
    total: money(row.total_minor, row.currency),
  };
}
