import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { Config } from '../../../platform/config/config.js';
import { Invoice, invoiceNumber, invoiceSeries } from '../domain/invoice.js';
import { InvoiceRepository } from '../persistence/invoice.repository.js';
import { OrderRepository } from '../persistence/order.repository.js';

/** Gives a paid order its invoice; an order that has one keeps it. */
@Injectable()
export class IssueInvoice {
  constructor(
    private readonly em: EntityManager,
    private readonly orders: OrderRepository,
    private readonly invoices: InvoiceRepository,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws NotFound when there is no such order */
  @Transactional()
  async execute(orderId: string): Promise<void> {
    const order = await this.orders.byId(orderId);
    if (await this.invoices.existsFor(order.id)) return;
    const now = this.clock.now();
    const series = invoiceSeries(now);
    const number = invoiceNumber(series, await this.invoices.nextPlace(series));
    const seller = { name: this.config.portalName, email: this.config.supportEmail };
    this.em.persist(Invoice.issue({ id: newId(), number, order, seller }, now));
  }
}
