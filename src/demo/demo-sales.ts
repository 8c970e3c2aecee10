/** A customer of the demo's vendor and what it bought. */
export interface DemoCustomer {
  readonly organization: string;
  readonly city: string;
  readonly country: string;
  readonly buyer: { readonly name: string; readonly email: string; readonly locale: string };
  readonly lines: readonly { readonly sku: 'draft' | 'atlas'; readonly quantity: number }[];
}

const prices = { draft: 49_000, atlas: 29_000 } as const;
const names = { draft: 'Northwind Draft', atlas: 'Northwind Atlas' } as const;

export const customers: readonly DemoCustomer[] = [
  {
    organization: 'Hafenwerk GmbH',
    city: 'Hamburg',
    country: 'DE',
    buyer: { name: 'Jonas Petersen', email: 'jonas.petersen@hafenwerk.example', locale: 'de' },
    lines: [{ sku: 'atlas', quantity: 2 }],
  },
  {
    organization: 'Birch & Lowe Surveyors',
    city: 'Leeds',
    country: 'GB',
    buyer: { name: 'Amelia Birch', email: 'amelia@birchlowe.example', locale: 'en' },
    lines: [{ sku: 'draft', quantity: 3 }],
  },
  {
    organization: 'Atelier Marchand',
    city: 'Lyon',
    country: 'FR',
    buyer: { name: 'Chloé Marchand', email: 'chloe@marchand.example', locale: 'en' },
    lines: [
      { sku: 'draft', quantity: 1 },
      { sku: 'atlas', quantity: 1 },
    ],
  },
  {
    organization: 'Stadtwerke Lindau',
    city: 'Lindau',
    country: 'DE',
    buyer: { name: 'Miriam Vogel', email: 'm.vogel@sw-lindau.example', locale: 'de' },
    lines: [{ sku: 'atlas', quantity: 5 }],
  },
  {
    organization: 'Kestrel Robotics',
    city: 'Portland',
    country: 'US',
    buyer: { name: 'Dario Reyes', email: 'dario@kestrel.example', locale: 'en' },
    lines: [{ sku: 'draft', quantity: 4 }],
  },
];

/** The store's `order.paid` for a customer; prices without tax, 19 %. */
export function saleTo(customer: DemoCustomer, number: string): object {
  const lines = customer.lines.map(({ sku, quantity }) => ({
    sku,
    quantity,
    description: `${names[sku]}, with one year of updates`,
    unitPriceMinor: prices[sku],
    taxRatePercent: 19,
  }));
  const net = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  const tax = lines.reduce((sum, line) => sum + Math.round(line.quantity * line.unitPriceMinor * 0.19), 0);
  const placedAt = new Date().toISOString();
  const { organization, city, country, buyer } = customer;
  return {
    type: 'order.paid',
    timestamp: placedAt,
    data: {
      order: { number, currency: 'EUR', placedAt, taxMinor: tax, totalMinor: net + tax, lines },
      organization: {
        name: organization,
        address: { line1: 'Marktplatz 1', postalCode: '10000', city, country },
      },
      buyer,
    },
  };
}
