import { z } from 'zod';
import { defineEvent } from '../../../kernel/event.js';

/** A store's order is paid. `sku` is a product's code where we know the product; `totalMinor` includes tax. */
export const OrderPaid = defineEvent(
  'orders.order-paid',
  1,
  z.object({
    orderId: z.uuid(),
    organizationId: z.uuid(),
    lines: z.array(z.object({ lineId: z.uuid(), sku: z.string(), quantity: z.number().int().positive() })),
    currency: z.string().length(3),
    totalMinor: z.number().int(),
    paidAt: z.iso.datetime(),
  }),
);
