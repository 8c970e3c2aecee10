import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/queue/jobs.js';
import { RenderInvoice } from '../application/render-invoice.js';

@Injectable()
export class RenderInvoicePdf {
  constructor(private readonly renderInvoice: RenderInvoice) {}

  @HandlesJob('orders.render-invoice')
  async run({ invoiceId }: { readonly invoiceId: string }): Promise<void> {
    await this.renderInvoice.execute(invoiceId);
  }
}
