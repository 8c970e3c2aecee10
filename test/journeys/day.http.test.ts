import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../harness/clients.js';
import { signedInMember, signedInStaff } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { defineCatalogue } from './catalogue.js';
import { nothingLeft } from './nothing-left.js';
import { post, sale } from './store.js';

const password = 'Quartz-Lantern-58!';

/** The day of issue 2 through the JSON API alone. */
describe('The day, through /api/v1', () => {
  let portal: Portal;
  let person: ApiClient;
  let buyer: ApiClient;
  let serialNumber = '';
  let uid = '';
  let ticketId = '';
  let catalogue: Awaited<ReturnType<typeof defineCatalogue>>;

  beforeAll(async () => {
    portal = await startPortal();
    catalogue = await defineCatalogue(portal);
  });
  afterAll(() => portal.close());

  it('OR-1 makes one order of a sale that is sent three times', async () => {
    const content = sale({
      sku: catalogue.sku,
      quantity: 2,
      organization: 'Reederei Kranich',
      buyer: { name: 'Jonas Kranich', email: 'jonas@kranich.example', locale: 'de' },
    });
    const answers = await Promise.all([post(portal, content), post(portal, content), post(portal, content)]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    await portal.settle();
    expect(await portal.sql('select id from orders."order"')).toHaveLength(1);
    expect(await portal.sql('select id from licensing.license')).toHaveLength(2);
  });

  it('S3.14 invites the buyer by mail, in German, with a one-time link', async () => {
    const mail = portal.mailTo('jonas@kranich.example');
    const invitation = portal.mails().find((each) => each.text.includes('/invitation?token='));
    expect(mail).toBeDefined();
    expect(invitation?.subject).toMatch(/^Ihr Zugang zu/);
    const token = linkToken(invitation?.text ?? '');
    const accepted = await portal.api().post('/api/v1/invitations/accept', { token, password });
    expect(accepted.status).toBe(200);
    buyer = portal.api(accepted.body.accessToken);
    const me = await buyer.get('/api/v1/me');
    expect(me.body).toMatchObject({
      email: 'jonas@kranich.example',
      organization: { name: 'Reederei Kranich' },
    });
  });

  it('LI-2 activates the product and registers a UID', async () => {
    const licenses = await buyer.get('/api/v1/licenses');
    expect(licenses.body.items).toHaveLength(2);
    serialNumber = licenses.body.items[0].serialNumber;
    const activation = await portal.api().post('/api/v1/product/activations', {
      serialNumber,
      fingerprint: 'bridge-console-1',
      name: 'Bridge console',
      platform: 'linux',
      version: '4.2.0',
    });
    expect(activation.status).toBe(201);
    expect(activation.body.verdict).toMatchObject({ valid: true, code: 'VALID' });
    uid = activation.body.uid;
  });

  it('S1.15 S1.16 sets a password on the first sign-in and asks for proof', async () => {
    const first = await portal.api().post('/api/v1/sign-in/serial', { serialNumber, uid });
    expect(first.body).toMatchObject({ next: 'set-password' });
    const set = await portal
      .api()
      .post('/api/v1/sign-in/set-password', { ticket: first.body.ticket, password });
    expect(set.status).toBe(200);
    expect(set.body.recoveryCodes).toHaveLength(10);
    person = portal.api(set.body.accessToken);
    expect((await person.get('/api/v1/licenses')).status).toBe(403);
    await portal.settle();
    const code = /\b(\d{8})\b/.exec(
      portal.mailTo('jonas@kranich.example')?.text.replaceAll(' ', '') ?? '',
    )?.[1];
    expect((await person.post('/api/v1/claims/proof', { code })).status).toBeLessThan(300);
    expect(
      (await person.get('/api/v1/licenses')).body.items.map(
        (each: { serialNumber: string }) => each.serialNumber,
      ),
    ).toEqual([serialNumber]);
  });

  it('S1.17 S1.37 signs in with serial and UID, with a username, and with an e-mail', async () => {
    const proof = { action: 'change-username', method: 'password', secret: password };
    expect((await person.post('/api/v1/me/step-up', proof)).status).toBe(200);
    const named = await person.put('/api/v1/me/username', { username: 'Bridge_1' });
    expect(named.status).toBe(204);
    const again = await portal
      .api()
      .post('/api/v1/sign-in/serial', { serialNumber: serialNumber.toLowerCase(), uid });
    expect(again.body.next).toBe('password');
    const bySerial = await portal
      .api()
      .post('/api/v1/sign-in/password', { ticket: again.body.ticket, password });
    const byName = await portal.api().post('/api/v1/sign-in/password', { login: 'BRIDGE_1', password });
    const byMail = await portal
      .api()
      .post('/api/v1/sign-in/password', { login: ' Jonas@Kranich.example ', password });
    expect([bySerial.status, byName.status, byMail.status]).toEqual([200, 200, 200]);
    expect(byName.body).toMatchObject({ expiresInSeconds: 600 });
  });

  it('S1.2 S2.25 shows the order with its invoice', async () => {
    const orders = await buyer.get('/api/v1/orders');
    expect(orders.body.items).toHaveLength(1);
    const invoice = await buyer.get(`/api/v1/orders/${orders.body.items[0].id}/invoice`);
    expect(invoice.headers.get('content-type')).toBe('application/pdf');
    expect(invoice.body.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('S1.3 DL-2 DL-3 hands out the permitted release by ranges and explains the refused one', async () => {
    const { items } = (await person.get('/api/v1/releases')).body;
    const permitted = items.find((each: { id: string }) => each.id === catalogue.permittedRelease);
    const refused = items.find((each: { id: string }) => each.id === catalogue.refusedRelease);
    expect(permitted).toMatchObject({ entitled: true });
    expect(refused).toMatchObject({ entitled: false });
    expect(refused.because.length).toBeGreaterThan(0);
    const [artifact] = permitted.artifacts;
    const half = Math.floor(artifact.sizeBytes / 2);
    const head = await person.get(artifact.href, { range: `bytes=0-${half - 1}` });
    const tail = await person.get(artifact.href, { range: `bytes=${half}-` });
    expect([head.status, tail.status]).toEqual([206, 206]);
    const whole = Buffer.concat([head.body, tail.body]);
    expect(createHash('sha256').update(whole).digest('hex')).toBe(artifact.sha256);
    const denied = await person.get(refused.artifacts[0].href);
    expect(denied.status).toBe(403);
    expect(denied.body).toMatchObject({ code: 'not-entitled' });
  });

  it('S1.4 S1.23 C14 carries a request from question to closing; the note stays inside', async () => {
    const opened = await person.post('/api/v1/tickets', {
      subject: 'The chart stays empty',
      body: 'Since the update.',
    });
    expect(opened.status).toBe(201);
    expect(opened.body.status).toBe('open');
    ticketId = opened.body.id;
    const { api: agent } = await signedInStaff(portal);
    const inbox = await agent.get('/api/v1/staff/tickets');
    expect(inbox.body.items.map((each: { id: string }) => each.id)).toContain(ticketId);
    await portal.settle();
    const before = portal.mails().length;
    const note = await agent.post(`/api/v1/staff/tickets/${ticketId}/messages`, {
      body: 'NOTE-MARKER-77',
      visibility: 'internal',
    });
    const reply = await agent.post(`/api/v1/staff/tickets/${ticketId}/messages`, {
      body: 'Please reopen the chart.',
      visibility: 'public',
    });
    expect([note.status, reply.status]).toEqual([201, 201]);
    await portal.settle();
    const thread = await person.get(`/api/v1/tickets/${ticketId}`);
    expect(JSON.stringify(thread.body)).toContain('Please reopen the chart.');
    expect(JSON.stringify(thread.body)).not.toContain('NOTE-MARKER-77');
    expect(JSON.stringify(portal.mails())).not.toContain('NOTE-MARKER-77');
    // The person has no e-mail on file, so the reply reaches nobody by mail; the member's journey counts one.
    expect(portal.mails()).toHaveLength(before);
    expect((await person.post(`/api/v1/tickets/${ticketId}/messages`, { body: 'That helped.' })).status).toBe(
      201,
    );
    expect((await person.post(`/api/v1/tickets/${ticketId}/close`)).status).toBeLessThan(300);
    expect((await person.get(`/api/v1/tickets/${ticketId}`)).body.status).toBe('closed');
  });

  it('S1.23 mails the reply once to a requester with an e-mail, and never the note', async () => {
    const opened = await buyer.post('/api/v1/tickets', { subject: 'Second seat', body: 'How do I move it?' });
    const { api: agent } = await signedInStaff(portal);
    await portal.settle();
    const before = portal.mails().length;
    await agent.post(`/api/v1/staff/tickets/${opened.body.id}/messages`, {
      body: 'NOTE-MARKER-78',
      visibility: 'internal',
    });
    await portal.settle();
    expect(portal.mails()).toHaveLength(before);
    await agent.post(`/api/v1/staff/tickets/${opened.body.id}/messages`, {
      body: 'Release it first.',
      visibility: 'public',
    });
    await portal.settle();
    expect(portal.mails()).toHaveLength(before + 1);
    expect(portal.mails()[0]?.to).toContain('jonas@kranich.example');
  });

  it('S2.30 S2.32 finds an article and marks it helpful', async () => {
    const found = await person.get('/api/v1/articles?query=password');
    expect(found.body.items.map((each: { slug: string }) => each.slug)).toContain('reset-your-password');
    const marked = await person.put('/api/v1/articles/reset-your-password/helpful', { helpful: true });
    expect(marked.status).toBeLessThan(300);
  });

  it('S2.7 S2.19 resets a forgotten password by mail, once', async () => {
    expect(
      (await portal.api().post('/api/v1/password-resets', { login: 'jonas@kranich.example' })).status,
    ).toBe(202);
    await portal.settle();
    const token = linkToken(portal.mails()[0]?.text ?? '');
    const next = 'Leuchtturm-Nebel-9?';
    expect(
      (await portal.api().post('/api/v1/password-resets/confirm', { token, password: next })).status,
    ).toBe(204);
    expect(
      (await portal.api().post('/api/v1/password-resets/confirm', { token, password: next })).status,
    ).toBe(410);
    expect((await buyer.get('/api/v1/me')).status).toBe(401);
    const login = { login: 'jonas@kranich.example' };
    expect((await portal.api().post('/api/v1/sign-in/password', { ...login, password })).status).toBe(401);
    expect((await portal.api().post('/api/v1/sign-in/password', { ...login, password: next })).status).toBe(
      200,
    );
  });

  it('S3.6 B2 answers another organization’s ids like missing ones', async () => {
    const { api: stranger } = await signedInMember(portal, { organizationName: 'Other Ltd' });
    const orders = await portal.sql<{ id: string }>('select id from orders."order"');
    const licenses = await portal.sql<{ id: string }>('select id from licensing.license');
    for (const path of [`orders/${orders[0]?.id}`, `licenses/${licenses[0]?.id}`, `tickets/${ticketId}`]) {
      const foreign = await stranger.get(`/api/v1/${path}`);
      const missing = await stranger.get(
        `/api/v1/${path.split('/')[0]}/019a0000-0000-7000-8000-000000000000`,
      );
      expect([foreign.status, missing.status]).toEqual([404, 404]);
      expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
    }
  });

  it('ends with nothing left in outbox, queues and dead letters', async () => {
    await portal.settle();
    await nothingLeft(portal);
  });
});

function linkToken(text: string): string {
  return decodeURIComponent(/[?&]token=([^\s&>"]+)/.exec(text)?.[1] ?? 'no token in the mail');
}
