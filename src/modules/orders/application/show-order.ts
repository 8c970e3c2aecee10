import { Injectable } from '@nestjs/common';
import type { CustomerActor } from '../../../kernel/actor.js';
import { NotFound } from '../../../kernel/errors.js';
import { ReadDatabase, type Statement, sql } from '../../../platform/database/read-database.js';
import type { Address } from '../domain/order.js';
import type { OrderStatus } from '../domain/order-status.js';
import { visibleTo, visibleToStaff } from './visible-orders.js';

/** One position of an order; prices are without tax. */
interface ShownLine {
  readonly id: string;
  readonly sku: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly taxRatePercent: number | null;
}

/** The paper of an order; `ready` once its PDF can be downloaded. */
interface ShownInvoice {
  readonly id: string;
  readonly number: string;
  readonly issuedAt: Date;
  readonly ready: boolean;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
}

/** All of an order that its organization and staff see. */
export interface ShownOrder {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly placedAt: Date;
  readonly paidAt: Date | null;
  readonly currency: string;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly buyerName: string;
  readonly buyerEmail: string;
  readonly address: Address | null;
  readonly vatId: string | null;
  readonly lines: readonly ShownLine[];
  readonly invoice: ShownInvoice | null;
}

type OrderRow = Omit<ShownOrder, 'invoice'> & {
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly issuedAt: Date | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
};

/** Shows one order with its lines and invoice, in one statement. */
@Injectable()
export class ShowOrder {
  constructor(private readonly database: ReadDatabase) {}

  /** @throws NotFound when it is missing or somebody else's */
  async execute(actor: CustomerActor, id: string): Promise<ShownOrder> {
    return this.find(visibleTo(actor), id);
  }

  /** @throws NotFound */
  async forStaff(id: string): Promise<ShownOrder> {
    return this.find(visibleToStaff(undefined), id);
  }

  private async find(visible: Statement, id: string): Promise<ShownOrder> {
    const row = await this.database.one<OrderRow>(sql`
      select o.id, o.number, o.status, o.placed_at as "placedAt", o.paid_at as "paidAt", o.currency,
        o.net_minor as "netMinor", o.tax_minor as "taxMinor", o.total_minor as "totalMinor",
        o.organization_id as "organizationId", o.organization_name as "organizationName",
        o.buyer_name as "buyerName", o.buyer_email as "buyerEmail", o.address, o.vat_id as "vatId",
        i.id as "invoiceId", i.number as "invoiceNumber", i.issued_at as "issuedAt",
        i.size_bytes as "sizeBytes", i.sha256,
        (select json_agg(json_build_object('id', l.id, 'sku', l.sku, 'description', l.description,
          'quantity', l.quantity, 'unitPriceMinor', l.unit_price_minor, 'taxRatePercent', l.tax_rate_percent)
          order by l.place) from orders.order_line l where l.order_id = o.id) as lines
      from orders.order o left join orders.invoice i on i.order_id = o.id
      where o.id = ${id} and ${visible}`);
    if (!row) throw NotFound.of('order');
    return withInvoice(row);
  }
}

function withInvoice(row: OrderRow): ShownOrder {
  const { invoiceId, invoiceNumber, issuedAt, sizeBytes, sha256, ...order } = row;
  if (!invoiceId || !invoiceNumber || !issuedAt) return { ...order, invoice: null };
  const ready = sha256 !== null;
  return { ...order, invoice: { id: invoiceId, number: invoiceNumber, issuedAt, ready, sizeBytes, sha256 } };
}
