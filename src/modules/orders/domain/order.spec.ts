import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../../kernel/ids.js';
import { Order, type Purchase } from './order.js';
import { mayFollow, type OrderStatus, orderStatuses, orderTransitions } from './order-status.js';
import { taxAgrees, taxLines, taxOf } from './tax.js';

const aPurchase = (given: Partial<Purchase> = {}): Purchase => ({
  id: newId(),
  organizationId: newId(),
  number: 'S-1',
  currency: 'EUR',
  taxMinor: 3_800,
  totalMinor: 23_800,
  placedAt: new Date('2026-11-20T09:00:00Z'),
  party: {
    buyerName: 'Ada Lovelace',
    buyerEmail: 'ada@example.com',
    buyerLocale: 'en',
    organizationName: 'Engines Ltd',
    address: null,
    vatId: null,
  },
  lines: [
    {
      id: newId(),
      sku: 'LUMEN',
      description: 'Lumen',
      quantity: 2,
      unitPriceMinor: 10_000,
      taxRatePercent: 19,
    },
  ],
  ...given,
});

describe('an order', () => {
  it('OR-4 refuses a total that is not the sum', () => {
    expect(() => Order.place(aPurchase({ totalMinor: 23_801 }))).toThrow('totalMinor');
    expect(() => Order.place(aPurchase({ lines: [] }))).toThrow('lines');
  });
});

describe('order statuses', () => {
  it('OR-2 any walk through the table ends in a final status or goes on, and never returns to pending', () => {
    const walk = fc.array(fc.constantFrom(...orderStatuses), { maxLength: 20 });
    fc.assert(
      fc.property(walk, (wanted) => {
        let status: OrderStatus = 'pending';
        let left = false;
        for (const next of wanted) {
          const allowed: boolean = mayFollow(status, next);
          expect(allowed).toBe(orderTransitions[status].includes(next));
          if (!allowed) continue;
          status = next;
          left = true;
        }
        if (left) expect(status).not.toBe('pending');
        if (status === 'refunded' || status === 'canceled') expect(orderTransitions[status]).toEqual([]);
      }),
    );
  });
});

describe('tax', () => {
  it.each([
    [100, 19, 19],
    [50, 1, 1],
    [49, 1, 0],
    [10_000_000_000_000, 8.875, 887_500_000_000],
    [333, 7, 23],
    [0, 19, 0],
  ])('OR-4 %i minor units at %d percent are %i, half a unit up', (base, rate, tax) => {
    expect(taxOf(base, rate)).toBe(tax);
  });

  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 1_000 }),
    unitPriceMinor: fc.integer({ min: 0, max: 10_000_000_000 }),
    taxRatePercent: fc.constantFrom(0, 7, 19, 8.875, null),
  });

  it('OR-4 tax lines add up to exactly the tax and the net, whatever rounding left over', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: -20, max: 20 }),
        (lines, off) => {
          const known = lines.every((one) => one.taxRatePercent !== null);
          const exact = known
            ? taxLines(lines, 0).reduce((sum, one) => sum + taxOf(one.baseMinor, one.ratePercent ?? 0), 0)
            : 1_000;
          const tax = Math.max(0, exact + (Math.abs(off) <= lines.length ? off : 0));
          const shown = taxLines(lines, tax);
          expect(taxAgrees(lines, tax)).toBe(true);
          expect(shown.reduce((sum, one) => sum + one.taxMinor, 0)).toBe(tax);
          expect(shown.reduce((sum, one) => sum + one.baseMinor, 0)).toBe(
            lines.reduce((sum, one) => sum + one.quantity * one.unitPriceMinor, 0),
          );
        },
      ),
    );
  });
});
