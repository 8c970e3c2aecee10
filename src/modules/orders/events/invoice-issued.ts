import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** An invoice has its number and its snapshot; its PDF follows. */
export const InvoiceIssued = defineEvent(
  'orders.invoice-issued',
  1,
  z.object({ invoiceId: z.uuid(), orderId: z.uuid(), organizationId: z.uuid() }),
);
