import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from './lumen.js';
import { anOrderPaid, type Message, Store } from './store.js';

let portal: Portal;
let store: Store;

beforeAll(async () => {
  portal = await startPortal();
  store = new Store(portal);
  await defineLumen(portal);
});

afterAll(() => portal?.close());

const count = async (text: string, values: unknown[] = []) =>
  (await portal.sql<{ n: number }>(`select count(*)::int as n from ${text}`, values))[0]?.n;

const lastDelivery = async () =>
  (
    await portal.sql<{
      outcome: string;
      body: string | null;
      problem: string | null;
      webhook_id: string | null;
    }>(
      'select outcome, body, problem, webhook_id from orders.webhook_delivery order by received_at desc, id desc limit 1',
    )
  )[0];

function put(message: Message, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce((part, name) => part[name], message);
  parent[last] = value;
}

describe('a paid order from a store', () => {
  it('OR-1 OR-2 makes one order, two licenses and one invoice, sent three times at once', async () => {
    const message = anOrderPaid();
    const { number } = message.data.order;
    const answers = await Promise.all([
      store.send(message, { id: 'msg_same' }),
      store.send(message, { id: 'msg_same' }),
      store.send(message),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(answers.filter((answer) => answer.body.outcome === 'accepted')).toHaveLength(1);
    await portal.settle();
    await store.send(message, { id: 'msg_same' });
    await store.send(message);
    await portal.settle();

    const orders = await portal.sql<{ id: string; organization_id: string; status: string }>(
      'select * from orders.order where number = $1',
      [number],
    );
    expect(orders).toHaveLength(1);
    const order = orders[0];
    expect(order).toMatchObject({
      status: 'paid',
      currency: 'EUR',
      net_minor: 20_000,
      tax_minor: 3_800,
      total_minor: 23_800,
      buyer_email: 'juergen@example.com',
    });
    expect(await count('licensing.license where order_id = $1', [order?.id])).toBe(2);
    expect(await count('orders.invoice where order_id = $1 and sha256 is not null', [order?.id])).toBe(1);
    const outcomes = await portal.sql<{ outcome: string }>(
      'select outcome from orders.webhook_delivery order by received_at, id',
    );
    expect(outcomes.map((row) => row.outcome).sort()).toEqual([
      'accepted',
      'known-order',
      'known-order',
      'replayed',
      'replayed',
    ]);
  });

  it('OR-1 knows a returning customer by the external id, and another by e-mail and name', async () => {
    const first = await store.sell(anOrderPaid({ organization: 'cus_1' }));
    const second = await store.sell(anOrderPaid({ organization: 'cus_1', email: 'other@example.com' }));
    expect(second.organizationId).toBe(first.organizationId);
    const unnamed = () => {
      const message = anOrderPaid({ email: 'Ada@Example.com' });
      delete message.data.organization.externalId;
      return message;
    };
    const third = await store.sell(unnamed());
    const again = unnamed();
    again.data.buyer.email = 'ada@example.com';
    again.data.organization.name = 'MÜLLER & Söhne GmbH';
    expect((await store.sell(again)).organizationId).toBe(third.organizationId);
    expect(third.organizationId).not.toBe(first.organizationId);
  });

  it('OR-1 two first orders of one customer at once get one organization', async () => {
    const messages = [1, 2, 3, 4].map(() => anOrderPaid({ organization: 'cus_race' }));
    await Promise.all(messages.map((message) => store.send(message)));
    const rows = await portal.sql<{ organization_id: string }>(
      'select distinct organization_id from orders.order where number = any($1)',
      [messages.map((message) => message.data.order.number)],
    );
    expect(rows).toHaveLength(1);
    await portal.settle();
  });

  it('OR-1 an order of an unknown sku stays paid, without a license', async () => {
    const message = anOrderPaid();
    message.data.order.lines[0].sku = 'TRAINING';
    const { orderId } = await store.sell(message);
    expect(await count('licensing.license where order_id = $1', [orderId])).toBe(0);
    expect(await count('orders.invoice where order_id = $1', [orderId])).toBe(1);
    expect(await count('platform.dead_letter')).toBe(0);
  });

  it('OR-3 invoice numbers have no gaps, whatever arrives together', async () => {
    await Promise.all(Array.from({ length: 12 }, () => store.send(anOrderPaid())));
    await portal.settle();
    const rows = await portal.sql<{ number: string }>('select number from orders.invoice order by number');
    const year = new Date().getUTCFullYear();
    expect(rows.map((row) => row.number)).toEqual(
      rows.map((_, index) => `INV-${year}-${String(index + 1).padStart(6, '0')}`),
    );
    expect(await count('orders.order')).toBe(rows.length);
  });

  it('OR-1 answers other events with 202 and keeps them', async () => {
    const answer = await store.send({ type: 'customer.updated', anything: [1, 2] });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ outcome: 'ignored', orderId: null });
    expect(await lastDelivery()).toMatchObject({ outcome: 'ignored', problem: null });
    expect((await lastDelivery())?.body).toContain('customer.updated');
  });
});

describe('a webhook that is refused', () => {
  it('OR-1 wrong signature: 401 webhook-signature, kept without its body', async () => {
    const secret = 'whsec_YW5vdGhlci1zZWNyZXQtYW5vdGhlci1zZWNyZXQtMTIz';
    const answer = await store.send(anOrderPaid({ number: 'S-forged' }), { secret });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'webhook-signature', status: 401 });
    expect(await lastDelivery()).toMatchObject({ outcome: 'wrong-signature', body: null });
    expect(await count("orders.order where number = 'S-forged'")).toBe(0);
  });

  it('OR-1 no signature at all: the same 401', async () => {
    const answer = await portal.api().post('/api/v1/webhooks/store', anOrderPaid());
    expect(answer.body).toMatchObject({ code: 'webhook-signature' });
    expect(await lastDelivery()).toMatchObject({ outcome: 'wrong-signature', webhook_id: null });
  });

  it('OR-1 old timestamp: 401 webhook-too-old, logged', async () => {
    const at = new Date(portal.clock.now().getTime() - 301_000);
    const answer = await store.send(anOrderPaid({ number: 'S-old' }), { at });
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('webhook-too-old');
    expect(await lastDelivery()).toMatchObject({ outcome: 'too-old' });
    expect(await count("orders.order where number = 'S-old'")).toBe(0);
  });

  // What is changed in a right message; the first key is the field that the answer names. Undefined leaves it out.
  const breaks: [string, Record<string, unknown>][] = [
    ['a total that is not the sum', { 'data.order.totalMinor': 23_801 }],
    [
      'a tax that is not what the rates make it',
      { 'data.order.taxMinor': 4_300, 'data.order.totalMinor': 24_300 },
    ],
    ['a NUL byte', { 'data.buyer.name': 'Ada\u0000' }],
    ['a lone surrogate', { 'data.organization.name': 'A\ud800' }],
    ['an unknown field', { 'data.order.note': 'x' }],
    ['an unknown field at the top', { extra: 1 }],
    ['a missing number', { 'data.order.number': undefined }],
    ['an oversized number', { 'data.order.number': 'x'.repeat(65) }],
    ['a wrong type', { 'data.order.lines.0.quantity': '2' }],
    ['half a license', { 'data.order.lines.0.quantity': 0.5 }],
    ['a negative price', { 'data.order.lines.0.unitPriceMinor': -1 }],
    ['no lines', { 'data.order.lines': [] }],
    ['no currency', { 'data.order.currency': 'EURO' }],
    ['no e-mail', { 'data.buyer.email': 'ada' }],
    ['no instant', { 'data.order.placedAt': 'yesterday' }],
    ['no data', { data: null }],
  ];

  it.each(breaks)('OR-1 %s: 422 naming the field, kept, nothing made', async (_, changes) => {
    const message = anOrderPaid();
    for (const [path, value] of Object.entries(changes)) put(message, path, value);
    const [field = ''] = Object.keys(changes);
    const before = await count('orders.order');
    const answer = await store.send(message);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((issue: { field: string }) => issue.field)).toContain(field);
    expect(await lastDelivery()).toMatchObject({ outcome: 'invalid' });
    expect((await lastDelivery())?.problem).toContain(field);
    expect(await count('orders.order')).toBe(before);
  });

  it.each(['5', '[]', '"x"', 'null', '{}'])('C1 %s is a 4xx problem', async (raw) => {
    const answer = await store.send(null, { raw });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it.each(['{', '', '{"type":"order.paid","__proto__":{"a":1}}'])(
    'C1 broken JSON %o is a 4xx problem',
    async (raw) => {
      const answer = await store.send(null, { raw });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.code).toBeDefined();
    },
  );

  it('C1 more than a megabyte is 413', async () => {
    const message = anOrderPaid();
    message.data.organization.name = 'x'.repeat(1_100_000);
    expect((await store.send(message)).status).toBe(413);
  });

  it('OR-1 a refused webhook may be sent again under its id once it is right', async () => {
    const message = anOrderPaid();
    message.data.order.totalMinor += 1;
    expect((await store.send(message, { id: 'msg_fixed' })).status).toBe(422);
    message.data.order.totalMinor -= 1;
    const answer = await store.send(message, { id: 'msg_fixed' });
    expect(answer.body.outcome).toBe('accepted');
    await portal.settle();
  });
});
