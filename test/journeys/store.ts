import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { Config } from '../../src/platform/config/config.js';
import type { Portal } from '../harness/portal.js';

export interface SaleOptions {
  readonly number?: string;
  readonly sku: string;
  readonly quantity: number;
  readonly organization: string;
  readonly buyer: { readonly name: string; readonly email: string; readonly locale: string };
}

/** An `order.paid` as a store sends it: net 120.00 a piece, 19 % tax. */
export function sale(options: SaleOptions): object {
  const net = options.quantity * 12_000;
  const tax = Math.round(net * 0.19);
  const placedAt = new Date().toISOString();
  return {
    type: 'order.paid',
    timestamp: placedAt,
    data: {
      order: {
        number: options.number ?? `S-${randomUUID().slice(0, 8)}`,
        currency: 'EUR',
        placedAt,
        taxMinor: tax,
        totalMinor: net + tax,
        lines: [
          {
            sku: options.sku,
            description: 'Northwind Draft, one year of updates',
            quantity: options.quantity,
            unitPriceMinor: 12_000,
          },
        ],
      },
      organization: {
        name: options.organization,
        address: { line1: 'Hafenstraße 7', postalCode: '20457', city: 'Hamburg', country: 'DE' },
      },
      buyer: options.buyer,
    },
  };
}

/** Headers of Standard Webhooks for a body. */
export function signed(
  secret: string,
  body: string,
  id = `msg_${randomUUID()}`,
  at = new Date(),
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
    'content-type': 'application/json',
  };
}

/** Posts a sale to the portal as the store would. */
export function post(portal: Portal, content: object, id?: string) {
  const body = JSON.stringify(content);
  const headers = signed(portal.get(Config).storeWebhookSecret, body, id);
  return portal.api().post('/api/v1/webhooks/store', body, headers);
}
