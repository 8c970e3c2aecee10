import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { IssueInvoice } from '../application/issue-invoice.js';
import { OrderPaid } from '../events/order-paid.js';

@Injectable()
export class IssueInvoiceForPaidOrder {
  constructor(private readonly issueInvoice: IssueInvoice) {}

  @Subscribe(OrderPaid, 'orders.issue-invoice')
  async on({ payload }: DomainEvent<z.output<typeof OrderPaid.schema>>): Promise<void> {
    await this.issueInvoice.execute(payload.orderId);
  }
}
