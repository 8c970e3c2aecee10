import { BigIntType, Cascade, Collection, type Rel } from '@mikro-orm/core';
import { Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { AggregateRoot } from '../../../kernel/aggregate-root.js';
import { change } from '../../../kernel/change.js';
import { InvalidInput } from '../../../kernel/errors.js';
import type { Id, OrganizationId } from '../../../kernel/ids.js';
import { OrderPaid } from '../events/order-paid.js';
import { mayFollow, type OrderStatus } from './order-status.js';
import { OrderStatusConflict } from './orders.errors.js';
import { netOf, type Taxable } from './tax.js';

export type OrderId = Id<'order'>;
export type OrderLineId = Id<'order-line'>;

/** Where the invoice goes. `country` is ISO 3166-1 alpha-2. */
export interface Address {
  readonly line1: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
}

/** Who bought, as the store told it. */
export interface PurchaseParty {
  readonly buyerName: string;
  readonly buyerEmail: string;
  readonly buyerLocale: string;
  readonly organizationName: string;
  readonly address: Address | null;
  readonly vatId: string | null;
}

/** One position of a purchase. */
export interface PurchaseLine extends Taxable {
  readonly id: OrderLineId;
  readonly sku: string;
  readonly description: string;
}

/** A purchase as it came from a store; ids and instants come in. */
export interface Purchase {
  readonly id: OrderId;
  readonly organizationId: OrganizationId;
  /** The store's reference. */
  readonly number: string;
  readonly currency: string;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly placedAt: Date;
  readonly party: PurchaseParty;
  readonly lines: readonly PurchaseLine[];
}

/** One position of an order. Prices are without tax. */
@Entity({ schema: 'orders', tableName: 'order_line' })
export class OrderLine {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: OrderLineId;

  @ManyToOne({ entity: () => Order, fieldName: 'order_id' })
  readonly order!: Rel<Order>;

  /** From 1, in the store's order. */
  @Property({ type: 'integer' })
  readonly place!: number;

  @Property({ type: 'text' })
  readonly sku!: string;

  @Property({ type: 'text' })
  readonly description!: string;

  @Property({ type: 'integer' })
  readonly quantity!: number;

  @Property({ type: new BigIntType('number') })
  readonly unitPriceMinor!: number;

  @Property({ type: 'double', nullable: true })
  readonly taxRatePercent!: number | null;

  static of(order: Order, line: PurchaseLine, place: number): OrderLine {
    const made = new OrderLine();
    change<OrderLine>(made, { ...line, order, place });
    return made;
  }
}

/** A purchase of an organization: total is net plus tax, in minor units of one currency (row OR-4). */
@Entity({ schema: 'orders', tableName: 'order' })
export class Order extends AggregateRoot {
  @PrimaryKey({ type: 'uuid' })
  readonly id!: OrderId;

  @Property({ type: 'uuid' })
  readonly organizationId!: OrganizationId;

  @Property({ type: 'text' })
  readonly number!: string;

  @Property({ type: 'text' })
  readonly status!: OrderStatus;

  @Property({ type: 'text' })
  readonly currency!: string;

  @Property({ type: new BigIntType('number') })
  readonly netMinor!: number;

  @Property({ type: new BigIntType('number') })
  readonly taxMinor!: number;

  @Property({ type: new BigIntType('number') })
  readonly totalMinor!: number;

  @Property({ type: 'datetime' })
  readonly placedAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  readonly paidAt!: Date | null;

  @Property({ type: 'text' })
  readonly buyerName!: string;

  @Property({ type: 'text' })
  readonly buyerEmail!: string;

  @Property({ type: 'text' })
  readonly buyerLocale!: string;

  @Property({ type: 'text' })
  readonly organizationName!: string;

  @Property({ type: 'json', nullable: true })
  readonly address!: Address | null;

  @Property({ type: 'text', nullable: true })
  readonly vatId!: string | null;

  @OneToMany({
    entity: () => OrderLine,
    mappedBy: 'order',
    orderBy: { place: 'asc' },
    cascade: [Cascade.PERSIST],
  })
  readonly lines = new Collection<OrderLine>(this);

  @Property({ version: true, type: 'integer' })
  readonly version!: number;

  /** @throws InvalidInput without lines, or when the total is not the sum of lines and tax */
  static place({ party, lines, ...purchase }: Purchase): Order {
    const netMinor = lines.reduce((sum, line) => sum + netOf(line), 0);
    if (lines.length === 0) throw InvalidInput.field('lines', 'An order has at least one line.');
    if (netMinor + purchase.taxMinor !== purchase.totalMinor)
      throw InvalidInput.field('totalMinor', 'The total must be the sum of the lines and the tax.');
    const order = new Order();
    change<Order>(order, { ...purchase, ...party, netMinor, status: 'pending', paidAt: null });
    order.lines.add(lines.map((line, index) => OrderLine.of(order, line, index + 1)));
    return order;
  }

  /** The store has the money. @throws OrderStatusConflict unless it is pending */
  pay(paidAt: Date, now: Date): void {
    this.follow('paid');
    change<Order>(this, { paidAt });
    const lines = this.lines.getItems().map(({ id, sku, quantity }) => ({ lineId: id, sku, quantity }));
    const { id: orderId, organizationId, currency, totalMinor } = this;
    this.raise(
      OrderPaid.of(
        { orderId, organizationId, lines, currency, totalMinor, paidAt: paidAt.toISOString() },
        now,
      ),
    );
  }

  private follow(to: OrderStatus): void {
    if (!mayFollow(this.status, to)) throw OrderStatusConflict.of(this.status, to);
    change<Order>(this, { status: to });
  }
}
