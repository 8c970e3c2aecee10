import { Injectable } from '@nestjs/common';
import { ReadDatabase, sql } from '../../../platform/database/read-database.js';

/** What a mail says of an invoice. */
export interface DescribedInvoice {
  readonly number: string;
  readonly orderNumber: string;
  readonly currency: string;
  readonly totalMinor: number;
}

/** Describes an invoice for the mail that tells of it. */
@Injectable()
export class DescribeInvoice {
  constructor(private readonly database: ReadDatabase) {}

  /** Null when there is no such invoice. */
  async execute(invoiceId: string): Promise<DescribedInvoice | null> {
    return this.database.one<DescribedInvoice>(sql`
      select i.number, o.number as "orderNumber", o.currency, o.total_minor as "totalMinor"
      from orders.invoice i join orders.order o on o.id = i.order_id where i.id = ${invoiceId}`);
  }
}
