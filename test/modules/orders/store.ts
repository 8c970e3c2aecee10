import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { ApiAnswer } from '../../harness/clients.js';
import type { Portal } from '../../harness/portal.js';

export const storeSecret = 'whsec_dGVzdC1vbmx5LXN0b3JlLXdlYmhvb2stc2VjcmV0';

// Changed in place by tests that break one thing at a time.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Message = any;

/** An order of two licenses for 200 EUR and 19 % tax, told by the store. */
export function anOrderPaid(given: { number?: string; organization?: string; email?: string } = {}): Message {
  return {
    type: 'order.paid',
    timestamp: new Date().toISOString(),
    data: {
      order: {
        number: given.number ?? `S-${randomUUID()}`,
        currency: 'EUR',
        placedAt: new Date().toISOString(),
        taxMinor: 3_800,
        totalMinor: 23_800,
        lines: [
          {
            sku: 'LUMEN',
            description: 'Lumen Studio 4',
            quantity: 2,
            unitPriceMinor: 10_000,
            taxRatePercent: 19,
          },
        ],
      },
      organization: {
        externalId: given.organization ?? randomUUID(),
        name: 'Müller & Söhne GmbH',
        address: { line1: 'Hauptstraße 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
        vatId: 'DE123456789',
      },
      buyer: { name: 'Jürgen Groß', email: given.email ?? 'juergen@example.com', locale: 'de-DE' },
    },
  };
}

/** Sends webhooks as a store does. */
export class Store {
  constructor(private readonly portal: Portal) {}

  send(
    message: unknown,
    how: { id?: string; at?: Date; secret?: string; raw?: string } = {},
  ): Promise<ApiAnswer> {
    const body = how.raw ?? JSON.stringify(message);
    const id = how.id ?? `msg_${randomUUID()}`;
    const at = how.at ?? this.portal.clock.now();
    return this.portal.api().post('/api/v1/webhooks/store', body, {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(how.secret ?? storeSecret).sign(id, at, body),
    });
  }

  /** Sends a paid order and waits until all that follows from it is done. */
  async sell(message: Message = anOrderPaid()): Promise<{ orderId: string; organizationId: string }> {
    const answer = await this.send(message);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    await this.portal.settle();
    const [row] = await this.portal.sql<{ id: string; organization_id: string }>(
      'select id, organization_id from orders.order where number = $1',
      [message.data.order.number],
    );
    if (!row) throw new Error('The order was not stored.');
    return { orderId: row.id, organizationId: row.organization_id };
  }
}
