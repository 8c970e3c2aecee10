import { z } from 'zod';
import { id } from '../../../platform/http/fields.js';
import { listing, listQuery } from '../../../platform/http/paging.js';
import type { ListedDelivery } from '../application/list-deliveries.js';
import type { ListedOrder } from '../application/list-orders.js';
import type { ShownOrder } from '../application/show-order.js';

const status = z
  .enum(['pending', 'paid', 'fulfilled', 'partly-refunded', 'refunded', 'canceled'])
  .meta({ id: 'OrderStatus', description: 'Where an order stands.' });

const moneyAnswer = z
  .object({
    amountMinor: z.int().describe('Minor units: cents, yen.'),
    currency: z.string().describe('ISO 4217.'),
  })
  .meta({ id: 'Money', description: 'An amount.', example: { amountMinor: 23_800, currency: 'EUR' } });

const listedOrder = z
  .object({
    id: z.uuid(),
    number: z.string().describe("The store's reference."),
    status,
    placedAt: z.iso.datetime(),
    total: moneyAnswer.describe('With tax.'),
  })
  .meta({ id: 'OrderSummary', description: 'An order in a list.' });

export const orderList = listing(listedOrder).meta({ id: 'OrderList', description: 'Orders, newest first.' });

export const staffOrderList = listing(
  listedOrder
    .extend({ organizationId: z.uuid(), organizationName: z.string() })
    .meta({ id: 'StaffOrderSummary', description: 'An order in a list of staff.' }),
).meta({ id: 'StaffOrderList', description: 'Orders, newest first.' });

export const shownOrder = listedOrder
  .extend({
    paidAt: z.iso.datetime().nullable(),
    net: moneyAnswer.describe('The lines, without tax.'),
    tax: moneyAnswer,
    organizationName: z.string(),
    lines: z.array(
      z.object({
        id: z.uuid(),
        sku: z.string().describe("The product's code."),
        description: z.string(),
        quantity: z.int(),
        unitPrice: moneyAnswer.describe('Without tax.'),
        net: moneyAnswer,
        taxRatePercent: z.number().nullable(),
      }),
    ),
    invoice: z
      .object({
        number: z.string(),
        issuedAt: z.iso.datetime(),
        ready: z.boolean().describe('False while the PDF is being made.'),
        href: z.string().describe('Where the PDF is.'),
        sizeBytes: z.int().nullable(),
        sha256: z.string().nullable().describe('Of the PDF, lower-case hex.'),
      })
      .nullable()
      .describe('Null until it is issued.'),
  })
  .meta({ id: 'Order', description: 'A purchase with its lines and invoice.' });

export const staffOrderQuery = listQuery.extend({ organizationId: id('organization').optional() });

const outcome = z.enum([
  'accepted',
  'known-order',
  'replayed',
  'ignored',
  'wrong-signature',
  'too-old',
  'invalid',
]);

export const deliveryList = listing(
  z
    .object({
      id: z.uuid(),
      webhookId: z.string().nullable(),
      receivedAt: z.iso.datetime(),
      outcome,
      eventType: z.string().nullable(),
      orderId: z.uuid().nullable(),
      orderNumber: z.string().nullable(),
      problem: z.string().nullable().describe('Why it was refused.'),
    })
    .meta({ id: 'WebhookDelivery', description: 'What arrived from a store and what became of it.' }),
).meta({ id: 'WebhookDeliveryList', description: 'Deliveries, newest first.' });

export const takenWebhook = z
  .object({
    outcome: z
      .enum(['accepted', 'known-order', 'replayed', 'ignored'])
      .describe('Only accepted had an effect; the others tell why nothing was left to do.'),
    orderId: z.uuid().nullable(),
  })
  .meta({ id: 'TakenWebhook', description: 'What became of a webhook.' });

export function listedOrderAnswer(order: ListedOrder): z.output<typeof listedOrder> {
  const { id: orderId, number, status: stands, placedAt, total } = order;
  return { id: orderId, number, status: stands, placedAt: placedAt.toISOString(), total };
}

export function staffOrderAnswer(order: ListedOrder) {
  const { organizationId, organizationName } = order;
  return { ...listedOrderAnswer(order), organizationId, organizationName };
}

export function shownOrderAnswer(order: ShownOrder, invoiceHref: string): z.output<typeof shownOrder> {
  const inCurrency = (amountMinor: number) => ({ amountMinor, currency: order.currency });
  const { invoice } = order;
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    placedAt: order.placedAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    total: inCurrency(order.totalMinor),
    net: inCurrency(order.netMinor),
    tax: inCurrency(order.taxMinor),
    organizationName: order.organizationName,
    lines: order.lines.map(({ unitPriceMinor, ...line }) => ({
      ...line,
      unitPrice: inCurrency(unitPriceMinor),
      net: inCurrency(unitPriceMinor * line.quantity),
    })),
    invoice: invoice && {
      number: invoice.number,
      issuedAt: invoice.issuedAt.toISOString(),
      ready: invoice.ready,
      href: invoiceHref,
      sizeBytes: invoice.sizeBytes,
      sha256: invoice.sha256,
    },
  };
}

export function deliveryAnswer(delivery: ListedDelivery) {
  return { ...delivery, receivedAt: delivery.receivedAt.toISOString() };
}
