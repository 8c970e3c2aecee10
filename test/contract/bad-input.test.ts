import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Config } from '../../src/platform/config/config.js';
import type { ApiAnswer, ApiClient } from '../harness/clients.js';
import { signedInMember, signedInStaff } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { sale, signed } from '../journeys/store.js';

type Body = Record<string, unknown>;

interface Endpoint {
  readonly name: string;
  readonly body: Body;
  /** Fields that may be left out. */
  readonly optional?: readonly string[];
  send(body: unknown): Promise<ApiAnswer>;
}

/** Every endpoint of the contract that takes a body, with a good body to spoil. */
describe('Bad input', () => {
  let portal: Portal;
  let member: ApiClient;
  let agent: ApiClient;
  let ticketId = '';

  beforeAll(async () => {
    portal = await startPortal({ worker: false });
    member = (await signedInMember(portal)).api;
    agent = (await signedInStaff(portal)).api;
    ticketId = (await member.post('/api/v1/tickets', { subject: 'A', body: 'B' })).body.id;
  });
  afterAll(() => portal.close());

  const open = (path: string) => (body: unknown) => portal.api().post(path, body);
  const endpoints: readonly Endpoint[] = [
    {
      name: 'sign-in/serial',
      body: { serialNumber: 'LK7Q-3M8D-X2PA-9R4T', uid: 'AAAA-BBBB' },
      send: open('/api/v1/sign-in/serial'),
    },
    {
      name: 'sign-in/set-password',
      body: { ticket: 'ticket', password: 'Kranich-Segel-42!' },
      send: open('/api/v1/sign-in/set-password'),
    },
    {
      name: 'sign-in/password',
      body: { login: 'jonas', password: 'Kranich-Segel-42!' },
      send: open('/api/v1/sign-in/password'),
    },
    { name: 'sign-in/refresh', body: { refreshToken: 'token' }, send: open('/api/v1/sign-in/refresh') },
    {
      name: 'product/activations',
      body: {
        serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
        fingerprint: 'f',
        name: 'n',
        platform: 'linux',
        version: '1.0.0',
      },
      send: open('/api/v1/product/activations'),
    },
    {
      name: 'tickets',
      body: { subject: 'Subject', body: 'Body' },
      send: (body) => member.post('/api/v1/tickets', body),
    },
    {
      name: 'tickets/{id}/messages',
      body: { body: 'Body' },
      send: (body) => member.post(`/api/v1/tickets/${ticketId}/messages`, body),
    },
    {
      name: 'staff/tickets/{id}/messages',
      body: { body: 'Body', visibility: 'public' },
      send: (body) => agent.post(`/api/v1/staff/tickets/${ticketId}/messages`, body),
    },
  ];

  function refusedNaming(answer: ApiAnswer, field: string): void {
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
      status: 422,
      type: expect.stringContaining('application/problem+json'),
    });
    expect(answer.body.errors.map((issue: { field: string }) => issue.field)).toContain(field);
  }

  describe.each(endpoints)('POST $name', ({ body, send, optional = [] }) => {
    const fields = Object.keys(body);

    it.each(fields)('C2 refuses a missing %s by name', async (field) => {
      if (optional.includes(field)) return;
      const { [field]: _left, ...rest } = body;
      const answer = await send(rest);
      // Where one of two forms is possible, any of the alternatives may be named.
      expect([400, 422]).toContain(answer.status);
      expect(JSON.stringify(answer.body.errors)).toMatch(/"field":/);
    });

    it.each(fields)('C1 refuses a %s of the wrong type', async (field) => {
      for (const wrong of [42, null, ['x'], { a: 1 }])
        refusedNaming(await send({ ...body, [field]: wrong }), field);
    });

    it.each(fields)('C1 refuses a %s that is too large', async (field) => {
      refusedNaming(await send({ ...body, [field]: 'x'.repeat(200_000) }), field);
    });

    it.each(fields)('C1 refuses a NUL in %s', async (field) => {
      const answer = await send({ ...body, [field]: `${String(body[field])}\u0000` });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    });

    it('B4 refuses an unknown field by name', async () => {
      refusedNaming(await send({ ...body, isAdmin: true }), 'isAdmin');
    });

    it.each([
      '{',
      '[]',
      'null',
      '"x"',
      '{"__proto__":{"polluted":1}}',
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    ])('C1 refuses the body %.20s', async (text) => {
      const answer = await send(text);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });

    it('C5 refuses a body over the limit with 413', async () => {
      expect((await send(JSON.stringify({ ...body, big: 'x'.repeat(1_100_000) }))).status).toBe(413);
    });
  });

  it('B4 refuses an unknown query parameter and a bad limit or cursor by name', async () => {
    for (const list of ['licenses', 'orders', 'releases', 'tickets', 'articles']) {
      refusedNaming(await member.get(`/api/v1/${list}?organizationId=x`), 'organizationId');
      refusedNaming(await member.get(`/api/v1/${list}?limit=1000`), 'limit');
      refusedNaming(await member.get(`/api/v1/${list}?cursor=nonsense`), 'cursor');
    }
  });

  it('OR-1 refuses and logs a webhook that is wrong, and leaves nothing half-done', async () => {
    const { storeWebhookSecret } = portal.get(Config);
    const good = sale({
      sku: 'draft',
      quantity: 1,
      organization: 'Spoiled Ltd',
      buyer: { name: 'A', email: 'a@spoiled.example', locale: 'en' },
    }) as { data: { order: { totalMinor: number }; buyer: object } };
    const post = (content: object) => {
      const body = JSON.stringify(content);
      return portal.api().post('/api/v1/webhooks/store', body, signed(storeWebhookSecret, body));
    };
    const wrongTotal = structuredClone(good);
    wrongTotal.data.order.totalMinor += 1;
    refusedNaming(await post(wrongTotal), 'data.order.totalMinor');
    refusedNaming(await post({ ...good, extra: 1 }), 'extra');
    const nul = structuredClone(good);
    nul.data.buyer = { ...nul.data.buyer, name: 'A\u0000' };
    refusedNaming(await post(nul), 'data.buyer.name');
    expect(await portal.sql('select 1 from orders."order"')).toHaveLength(0);
    expect((await portal.sql('select 1 from orders.webhook_delivery')).length).toBeGreaterThanOrEqual(3);
  });
});
