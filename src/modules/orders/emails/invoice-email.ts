import type { OrganizationId } from '../../../kernel/ids.js';
import { formatMoney, money } from '../../../kernel/money.js';
import { defineEmail } from '../../../platform/mail/define-email.js';
import { Audience } from '../../../platform/ports/audience.js';
import { DescribeInvoice } from '../application/describe-invoice.js';
import { InvoiceIssued } from '../events/invoice-issued.js';

/** Tells everybody who may see orders that there is an invoice. The PDF stays behind the sign-in. */
export const invoiceEmail = defineEmail({
  name: 'orders.invoice',
  on: InvoiceIssued,
  lane: 'ordinary',
  kind: 'invoices',
  template: 'orders/invoice',
  audience: ({ payload }, ctx) =>
    ctx.get(Audience).members(payload.organizationId as OrganizationId, 'orders.read'),
  variables: async ({ payload }, recipient, ctx) => {
    const invoice = await ctx.get(DescribeInvoice).execute(payload.invoiceId);
    return (
      invoice && {
        number: invoice.number,
        orderNumber: invoice.orderNumber,
        total: formatMoney(money(invoice.totalMinor, invoice.currency), recipient.locale),
        url: ctx.link(`/orders/${payload.orderId}`),
      }
    );
  },
  sample: {
    number: 'INV-2026-000042',
    orderNumber: 'S-10042',
    total: '€238.00',
    url: 'https://portal.example.com/orders/0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
  },
});
