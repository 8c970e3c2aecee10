import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type OrganizationId, type UserId } from '../../../src/kernel/ids.js';
import { Orders } from '../../../src/modules/orders/index.js';
import { Audience } from '../../../src/platform/ports/audience.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { type Acting, ActingAs } from './acting-as.js';
import { defineLumen } from './lumen.js';
import { anOrderPaid, Store, storeSecret } from './store.js';

let portal: Portal;
let acting: ActingAs;
let own: { orderId: string; organizationId: string };
let other: { orderId: string; organizationId: string };
let buyer: Acting;
let staff: Acting;

beforeAll(async () => {
  portal = await startPortal();
  acting = new ActingAs(portal);
  await defineLumen(portal);
  const store = new Store(portal);
  own = await store.sell(anOrderPaid({ number: 'S-1001', organization: 'cus_own' }));
  other = await store.sell(anOrderPaid({ number: 'S-2001', organization: 'cus_other' }));
  await store.send(anOrderPaid(), { secret: storeSecret.replace('d', 'e') });
  buyer = acting.customer(own.organizationId);
  staff = acting.staff();
});

afterAll(() => portal?.close());

describe('orders of a customer', () => {
  it('S1.2 lists the own orders in the API, newest first', async () => {
    const { status, body } = await buyer.api.get('/api/v1/orders');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      items: [
        {
          id: own.orderId,
          number: 'S-1001',
          status: 'paid',
          total: { amountMinor: 23_800, currency: 'EUR' },
        },
      ],
      nextCursor: null,
    });
  });

  it('S1.2 shows one with lines, amounts and invoice', async () => {
    const { status, body } = await buyer.api.get(`/api/v1/orders/${own.orderId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      net: { amountMinor: 20_000, currency: 'EUR' },
      tax: { amountMinor: 3_800, currency: 'EUR' },
      lines: [{ sku: 'LUMEN', quantity: 2, net: { amountMinor: 20_000 }, taxRatePercent: 19 }],
      invoice: {
        number: expect.stringMatching(/^INV-\d{4}-\d{6}$/),
        ready: true,
        href: `/api/v1/orders/${own.orderId}/invoice`,
      },
    });
  });

  it('S1.2 B2 foreign, missing and impossible ids give the same 404', async () => {
    for (const id of [other.orderId, newId(), 'x', "1'--", '%00', `${own.orderId}x`]) {
      for (const path of [`/api/v1/orders/${id}`, `/api/v1/orders/${id}/invoice`]) {
        const { status, body } = await buyer.api.get(path);
        expect([id, status, body.code]).toEqual([id, 404, 'not-found']);
      }
      expect((await buyer.pages.get(`/orders/${id}`)).status).toBe(404);
      expect((await buyer.pages.get(`/orders/${id}/invoice.pdf`)).status).toBe(404);
    }
  });

  it('S1.2 refuses who is not signed in, lacks the permission, or is staff', async () => {
    expect((await portal.api().get('/api/v1/orders')).status).toBe(401);
    const reader = acting.customer(own.organizationId, ['licenses.read']);
    expect((await reader.api.get('/api/v1/orders')).status).toBe(403);
    expect((await reader.pages.get('/orders')).status).toBe(403);
    expect((await staff.api.get('/api/v1/orders')).status).toBe(403);
    expect((await buyer.api.get('/api/v1/staff/orders')).status).toBe(403);
    expect((await buyer.pages.get('/admin/orders/deliveries')).status).toBe(403);
  });

  it('C10 S1.2 a key holder sees only the order of the license', async () => {
    const limited = (orderId: string | null) =>
      acting.customer(own.organizationId, ['orders.read'], { licenseId: newId(), orderId });
    expect((await limited(own.orderId).api.get('/api/v1/orders')).body.items).toHaveLength(1);
    for (const orderId of [null, newId(), other.orderId]) {
      const holder = limited(orderId);
      expect((await holder.api.get('/api/v1/orders')).body.items).toEqual([]);
      expect((await holder.api.get(`/api/v1/orders/${own.orderId}`)).status).toBe(404);
      expect((await holder.api.get(`/api/v1/orders/${own.orderId}/invoice`)).status).toBe(404);
    }
  });

  it('S1.2 lists and shows it on pages', async () => {
    const list = await buyer.pages.get('/orders');
    expect(list.status).toBe(200);
    expect(list.html).toContain(`href="/orders/${own.orderId}"`);
    expect(list.html).toContain('€238.00');
    expect(list.html).not.toContain('S-2001');
    const detail = await buyer.pages.get(`/orders/${own.orderId}`);
    expect(detail.html.match(/<h1/g)).toHaveLength(1);
    expect(detail.html).toContain('Lumen Studio 4');
    expect(detail.html).toContain(`/orders/${own.orderId}/invoice.pdf`);
    expect(detail.html).toContain(`/licenses?orderId&#x3D;${own.orderId}`);
    const german = await buyer.pages.get('/orders', { 'accept-language': 'de' });
    expect(german.html).toContain('Bestellungen');
    expect(german.html).not.toMatch(/list\.|status\.paid/);
  });

  it('S1.2 an organization without orders sees what would be here', async () => {
    const { html } = await acting.customer(newId()).pages.get('/orders');
    expect(html).toContain('No orders yet');
  });

  it('C1 a wrong limit or cursor is a 422 that names it', async () => {
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'cursor=%00', 'sort=1']) {
      const { status, body } = await buyer.api.get(`/api/v1/orders?${query}`);
      expect([query, status]).toEqual([query, 422]);
      expect(body.errors[0].field).toBe(query.split('=')[0]);
    }
  });

  it('AP-1 pages through all orders without a gap or a twin', async () => {
    const store = new Store(portal);
    const placedAt = new Date().toISOString();
    const numbers = ['P-1', 'P-2', 'P-3', 'P-4', 'P-5'];
    let organizationId = '';
    for (const number of numbers) {
      const message = anOrderPaid({ number, organization: 'cus_pages' });
      message.data.order.placedAt = placedAt;
      organizationId = (await store.sell(message)).organizationId;
    }
    const { api } = acting.customer(organizationId);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await api.get(`/api/v1/orders?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map((item: { number: string }) => item.number));
      cursor = body.nextCursor;
    }
    expect(seen.sort()).toEqual(numbers);
  });
});

describe('invoices', () => {
  it('S2.25 OR-3 downloads the PDF that was stored, with its hash', async () => {
    const { body: order } = await buyer.api.get(`/api/v1/orders/${own.orderId}`);
    const answer = await buyer.api.get(`/api/v1/orders/${own.orderId}/invoice`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="${order.invoice.number}.pdf"`,
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const pdf: Buffer = answer.body;
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBe(order.invoice.sizeBytes);
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(order.invoice.sha256);
    const page = await buyer.pages.bytes(`/orders/${own.orderId}/invoice.pdf`);
    expect(page.bytes.equals(pdf)).toBe(true);
    expect(page.headers.get('content-type')).toBe('application/pdf');
  });

  it('S2.25 says that it is being prepared until it is made', async () => {
    const message = anOrderPaid({ number: 'S-3001', organization: 'cus_early' });
    const { body } = await new Store(portal).send(message);
    await portal.settle();
    // As in the seconds before the worker has made it: the wall against changes is opened for this test only.
    await portal.sql('alter table orders.invoice disable trigger keep_invoice');
    await portal.sql(
      `update orders.invoice set storage_key = null, size_bytes = null, sha256 = null, rendered_at = null
       where order_id = $1`,
      [body.orderId],
    );
    await portal.sql('alter table orders.invoice enable trigger keep_invoice');
    const [row] = await portal.sql<{ organization_id: string }>(
      'select organization_id from orders.order where id = $1',
      [body.orderId],
    );
    const early = acting.customer(row?.organization_id ?? '');
    const answer = await early.api.get(`/api/v1/orders/${body.orderId}/invoice`);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({
      code: 'invoice-not-ready',
      remedy: expect.stringContaining('minute'),
    });
    expect((await early.pages.get(`/orders/${body.orderId}`)).html).toContain('being prepared');
  });

  it('OR-3 NO-1 mails those who may see orders, in their language, with a link and no PDF', async () => {
    const audience = portal.get(Audience);
    const members = audience.members.bind(audience);
    const recipient = { userId: newId() as UserId, name: 'Ada', timeZone: 'UTC' };
    audience.members = async (organizationId, permission) =>
      permission === 'orders.read'
        ? [
            { ...recipient, email: 'ada@example.com', locale: 'en' },
            { ...recipient, userId: newId() as UserId, email: 'jana@example.com', locale: 'de' },
          ]
        : members(organizationId, permission);
    const sold = await new Store(portal).sell(anOrderPaid({ number: 'S-4001', organization: 'cus_mail' }));
    audience.members = members;
    const [invoice] = await portal.sql<{ number: string }>(
      'select number from orders.invoice where order_id = $1',
      [sold.orderId],
    );
    const mails = portal.mails().filter((mail) => mail.subject.includes(invoice?.number ?? '?'));
    expect(mails).toHaveLength(2);
    const english = mails.find((mail) => mail.to.includes('ada@example.com'));
    expect(english?.subject).toBe(`Your invoice ${invoice?.number} from Latchkey`);
    expect(english?.text).toContain(`${portal.baseUrl}/orders/${sold.orderId}`);
    expect(english?.text).toContain('€238.00');
    const german = mails.find((mail) => mail.to.includes('jana@example.com'));
    expect(german?.subject).toBe(`Ihre Rechnung ${invoice?.number} von Latchkey`);
    expect(german?.text).toContain('238,00');
  });

  it('OR-3 an issued invoice never changes, whoever tries', async () => {
    const change = (set: string) =>
      portal.sql(`update orders.invoice set ${set} where order_id = $1`, [own.orderId]);
    await expect(change("number = 'INV-1'")).rejects.toThrow('never changes');
    await expect(change(`snapshot = snapshot || '{"buyerName": "Eve"}'`)).rejects.toThrow('never changes');
    await expect(change(`sha256 = '${'0'.repeat(64)}'`)).rejects.toThrow('never changes');
    await expect(portal.sql('delete from orders.invoice where order_id = $1', [own.orderId])).rejects.toThrow(
      'never changes',
    );
  });
});

describe('orders of the console', () => {
  it('OR-1 staff see all orders, those of one organization, and one', async () => {
    const { body } = await staff.api.get(`/api/v1/staff/orders?organizationId=${own.organizationId}`);
    expect(body.items).toMatchObject([
      { number: 'S-1001', organizationId: own.organizationId, organizationName: 'Müller & Söhne GmbH' },
    ]);
    expect((await staff.api.get('/api/v1/staff/orders')).body.items.length).toBeGreaterThan(1);
    expect((await staff.api.get(`/api/v1/staff/orders/${other.orderId}`)).body.number).toBe('S-2001');
    expect((await staff.api.get('/api/v1/staff/orders?organizationId=x')).status).toBe(422);
    const list = await staff.pages.get('/admin/orders');
    expect(list.html).toContain('S-2001');
    const detail = await staff.pages.get(`/admin/orders/${own.orderId}`);
    expect(detail.html).toContain('juergen@example.com');
    expect((await staff.pages.bytes(`/admin/orders/${own.orderId}/invoice.pdf`)).status).toBe(200);
    expect((await acting.staff(['staff.tickets']).pages.get('/admin/orders')).status).toBe(403);
  });

  it('OR-1 staff see every delivery, refused ones with the reason', async () => {
    const { body } = await staff.api.get('/api/v1/staff/webhook-deliveries');
    const outcomes = body.items.map((item: { outcome: string }) => item.outcome);
    expect(outcomes).toEqual(expect.arrayContaining(['accepted', 'wrong-signature']));
    const { html } = await staff.pages.get('/admin/orders/deliveries');
    expect(html).toContain('Wrong signature');
    expect(html).toContain('S-1001');
  });

  it('tells other modules of buyers and recent orders', async () => {
    const orders = portal.get(Orders);
    expect(await orders.buyerOf(own.orderId)).toEqual({
      name: 'Jürgen Groß',
      email: 'juergen@example.com',
      locale: 'de-DE',
      organizationName: 'Müller & Söhne GmbH',
    });
    expect(await orders.buyerOf(newId())).toBeNull();
    const recent = await orders.recentOfOrganization(own.organizationId as OrganizationId, 5);
    expect(recent).toMatchObject([{ number: 'S-1001', total: { amountMinor: 23_800, currency: 'EUR' } }]);
  });
});
