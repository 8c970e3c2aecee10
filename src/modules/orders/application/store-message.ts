import { z } from 'zod';
import { parseEmailAddress } from '../../../kernel/email-address.js';
import { instant, line } from '../../../platform/http/fields.js';
import { netOf, taxAgrees } from '../domain/tax.js';

const currencies = new Set(Intl.supportedValuesOf('currency'));

const minorUnits = (max: number, what: string) =>
  z
    .number(`Give the ${what} in minor units, as a whole number.`)
    .int(`Give the ${what} in minor units, as a whole number.`)
    .min(0, `The ${what} is 0 or more.`)
    .max(max, `The ${what} is at most ${max}.`);

const orderLine = z
  .strictObject({
    sku: line(64, 'sku').describe("The product's code."),
    description: line(200, 'description'),
    quantity: z
      .number('Give the quantity as a whole number.')
      .int('Give the quantity as a whole number.')
      .min(1, 'The quantity is from 1 to 1000.')
      .max(1_000, 'The quantity is from 1 to 1000.'),
    unitPriceMinor: minorUnits(10_000_000_000, 'price of one, without tax,'),
    taxRatePercent: z
      .number('Give the rate in percent, like 19 or 8.875.')
      .min(0, 'The rate is from 0 to 100 percent.')
      .max(100, 'The rate is from 0 to 100 percent.')
      .refine(
        (rate) => Math.abs(rate * 1_000 - Math.round(rate * 1_000)) < 1e-6,
        'Use at most three decimals.',
      )
      .optional(),
  })
  .meta({ id: 'StoreOrderLine', description: 'One position; prices are without tax.' });

const order = z
  .strictObject({
    number: line(64, 'number').describe("The store's reference; one order each, however often it is sent."),
    currency: z
      .string('Use an ISO 4217 code like EUR.')
      .refine((code) => currencies.has(code), 'Use an ISO 4217 code like EUR.'),
    placedAt: instant,
    taxMinor: minorUnits(1_000_000_000_000_000, 'tax'),
    totalMinor: minorUnits(2_000_000_000_000_000, 'total'),
    lines: z.array(orderLine).min(1, 'Send at least one line.').max(100, 'Send at most 100 lines.'),
  })
  .superRefine((given, context) => {
    const lines = given.lines.map((one) => ({ ...one, taxRatePercent: one.taxRatePercent ?? null }));
    const net = lines.reduce((sum, one) => sum + netOf(one), 0);
    if (net + given.taxMinor !== given.totalMinor) {
      const message = `The total must be the sum of the lines (${net}) and the tax (${given.taxMinor}).`;
      context.addIssue({ code: 'custom', path: ['totalMinor'], message });
    }
    if (!taxAgrees(lines, given.taxMinor))
      context.addIssue({
        code: 'custom',
        path: ['taxMinor'],
        message: 'The tax is not what the rates make it.',
      });
  })
  .meta({ id: 'StoreOrder', description: 'The total is the sum of the lines and the tax.' });

const organization = z.strictObject({
  externalId: line(120, 'externalId').optional().describe("The customer's id in the store."),
  name: line(200, 'name'),
  address: z
    .strictObject({
      line1: line(200, 'line1'),
      postalCode: line(20, 'postalCode'),
      city: line(120, 'city'),
      country: z.string().regex(/^[A-Z]{2}$/, 'Use an ISO 3166 code like DE.'),
    })
    .optional(),
  vatId: line(40, 'vatId').optional(),
});

const buyer = z.strictObject({
  name: line(120, 'name'),
  email: line(254, 'email').refine(
    (text) => parseEmailAddress(text) !== null,
    'Use an address like name@example.com.',
  ),
  locale: z
    .string('Use a language like de or en-GB.')
    .max(35, 'Use a language like de or en-GB.')
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'Use a language like de or en-GB.'),
});

/** Only the event's type: what is none of ours is not looked at further. */
export const storeEnvelope = z.looseObject({ type: line(100, 'type') });

/** A paid order in the portal's own format (row OR-1). */
export const orderPaidMessage = z
  .strictObject({
    type: z.literal('order.paid'),
    timestamp: instant.describe('When it was paid.'),
    data: z.strictObject({ order, organization, buyer }),
  })
  .meta({ id: 'OrderPaidMessage', description: 'A store tells that an order is paid.' });

export type OrderPaidMessage = z.output<typeof orderPaidMessage>;

/** What recognizes a returning customer: the store's id, or else the buyer's address with the organization's name. */
export function customerKey({ organization: of, buyer: by }: OrderPaidMessage['data']): string {
  if (of.externalId !== undefined) return `external:${of.externalId}`;
  return `buyer:${parseEmailAddress(by.email) ?? by.email}\n${of.name.toLowerCase()}`;
}
