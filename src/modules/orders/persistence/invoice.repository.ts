import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors.js';
import { Invoice, type InvoiceId } from '../domain/invoice.js';
import type { OrderId } from '../domain/order.js';

/** Invoices for commands, and their numbers. */
@Injectable()
export class InvoiceRepository {
  constructor(private readonly em: EntityManager) {}

  /** @throws NotFound */
  async byId(id: string): Promise<Invoice> {
    const invoice = await this.em.findOne(Invoice, { id: id as InvoiceId });
    if (!invoice) throw NotFound.of('invoice');
    return invoice;
  }

  async existsFor(orderId: OrderId): Promise<boolean> {
    return (await this.em.count(Invoice, { orderId })) > 0;
  }

  /**
   * The next place in the series. Its row stays locked until the transaction ends, so a number is given back by a
   * rollback and there are no gaps.
   */
  async nextPlace(series: string): Promise<number> {
    const rows: { last_number: number }[] = await this.em.execute(
      `insert into orders.invoice_series (series, last_number) values (?, 1)
       on conflict (series) do update set last_number = invoice_series.last_number + 1
       returning last_number`,
      [series],
    );
    const row = rows[0];
    if (!row) throw new Error(`The series ${series} gave no number.`);
    return row.last_number;
  }
}
