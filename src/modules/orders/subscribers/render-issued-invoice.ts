import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DomainEvent } from '../../../kernel/event.js';
import { Subscribe } from '../../../platform/events/subscribe.js';
import { Jobs } from '../../../platform/queue/jobs.js';
import { InvoiceIssued } from '../events/invoice-issued.js';

@Injectable()
export class RenderIssuedInvoice {
  constructor(private readonly jobs: Jobs) {}

  @Subscribe(InvoiceIssued, 'orders.render-issued-invoice')
  async on({ payload: { invoiceId } }: DomainEvent<z.output<typeof InvoiceIssued.schema>>): Promise<void> {
    await this.jobs.enqueue('orders.render-invoice', { invoiceId }, { id: invoiceId });
  }
}
