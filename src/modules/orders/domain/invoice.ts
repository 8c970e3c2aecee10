import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import type { Id, OrganizationId } from '../../../kernel/ids.js';
import { InvoiceIssued } from '../events/invoice-issued.js';
import type { Order, OrderId, PurchaseParty } from './order.js';
import { netOf, type TaxLine, taxLines } from './tax.js';

export type InvoiceId = Id<'invoice'>;

/** Who sells; the portal's settings when the invoice is issued. */
export interface Seller {
  readonly name: string;
  readonly email: string;
}

/** Everything that the paper says. It never changes: names and prices of later days stay out of it (row OR-3). */
export interface InvoiceSnapshot extends PurchaseParty {
  readonly seller: Seller;
  readonly orderNumber: string;
  /** ISO 8601. */
  readonly placedAt: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly description: string;
    readonly sku: string;
    readonly quantity: number;
    readonly unitPriceMinor: number;
    readonly netMinor: number;
    readonly taxRatePercent: number | null;
  }[];
  readonly netMinor: number;
  readonly taxLines: readonly TaxLine[];
  readonly totalMinor: number;
}

/** The stored PDF. `sha256` is lower-case hex. */
export interface InvoiceFile {
  readonly storageKey: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The paper of one order, with a number from a series without gaps. */
@Entity({ schema: 'orders', tableName: 'invoice' })
export class Invoice extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: InvoiceId;

  @Property({ type: 'uuid' })
  readonly orderId!: OrderId;

  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  @Property({ type: 'text' })
  readonly number!: string;

  @Property({ type: 'datetime' })
  readonly issuedAt!: Date;

  @Property({ type: 'json' })
  readonly snapshot!: InvoiceSnapshot;

  /** Null until the PDF is made. */
  @Property({ type: 'text', nullable: true })
  readonly storageKey!: string | null;

  @Property({ type: new BigIntType('number'), nullable: true })
  readonly sizeBytes!: number | null;

  @Property({ type: 'text', nullable: true })
  readonly sha256!: string | null;

  @Property({ type: 'datetime', nullable: true })
  readonly renderedAt!: Date | null;

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  static issue(of: { id: InvoiceId; number: string; order: Order; seller: Seller }, now: Date): Invoice {
    const invoice = new Invoice();
    const { id: orderId, organizationId } = of.order;
    change<Invoice>(invoice, {
      id: of.id,
      orderId,
      organizationId,
      number: of.number,
      issuedAt: now,
      snapshot: snapshotOf(of.order, of.seller),
      storageKey: null,
      sizeBytes: null,
      sha256: null,
      renderedAt: null,
    });
    invoice.raise(InvoiceIssued.of({ invoiceId: of.id, orderId, organizationId }, now));
    return invoice;
  }

  /** Remembers the PDF; a second one of the same invoice is ignored, since papers never change. */
  attach(file: InvoiceFile, now: Date): void {
    if (this.storageKey !== null) return;
    change<Invoice>(this, { ...file, renderedAt: now });
  }
}

/** The number in its series: `INV-2026-000001`. Years are UTC. */
export function invoiceNumber(series: string, place: number): string {
  return `${series}-${String(place).padStart(6, '0')}`;
}

/** The series of the year: `INV-2026`. */
export function invoiceSeries(now: Date): string {
  return `INV-${now.getUTCFullYear()}`;
}

function snapshotOf(order: Order, seller: Seller): InvoiceSnapshot {
  const lines = order.lines.getItems().map((line) => ({
    description: line.description,
    sku: line.sku,
    quantity: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    netMinor: netOf(line),
    taxRatePercent: line.taxRatePercent,
  }));
  const { buyerName, buyerEmail, buyerLocale, organizationName, address, vatId } = order;
  return {
    seller,
    buyerName,
    buyerEmail,
    buyerLocale,
    organizationName,
    address,
    vatId,
    orderNumber: order.number,
    placedAt: order.placedAt.toISOString(),
    currency: order.currency,
    lines,
    netMinor: order.netMinor,
    taxLines: taxLines(lines, order.taxMinor),
    totalMinor: order.totalMinor,
  };
}
