import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf } from './desk.js';

let portal: Portal;
let member: SignedInMember;
let agent: SignedInPerson;

const marker = 'MARKER-7f3a-only-for-staff';

beforeAll(async () => {
  portal = await startPortal();
  member = await signedInMember(portal);
  agent = await signedInStaff(portal);
});

afterAll(() => portal.close());

const write = (id: string, body: string, visibility: 'public' | 'internal') =>
  agent.api.post(`/api/v1/staff/tickets/${id}/messages`, { body, visibility });

describe('internal notes', () => {
  it('C14 S3.40 reach staff on both faces, and a customer on none, nor by mail', async () => {
    const ticket = await aTicket(member);
    expect((await write(ticket.id, `${marker} one, kangaroo`, 'internal')).status).toBe(201);
    await write(ticket.id, 'A public answer', 'public');
    await write(ticket.id, `${marker} two`, 'internal');
    await member.api.post(`/api/v1/tickets/${ticket.id}/messages`, { body: 'Thanks' });

    const customer = await browserOf(portal, member);
    const seen = [
      (await customer.get('/requests')).html,
      (await customer.get('/requests?query=kangaroo')).html,
      (await customer.get(`/requests/${ticket.id}`)).html,
      (await customer.post(`/requests/${ticket.id}/messages`, { body: '' })).html,
      (await customer.get('/')).html,
      JSON.stringify((await member.api.get('/api/v1/tickets')).body),
      JSON.stringify((await member.api.get(`/api/v1/tickets/${ticket.id}`)).body),
      JSON.stringify((await member.api.get('/api/v1/tickets?query=kangaroo')).body.items),
    ];
    for (const text of seen) expect(text).not.toContain(marker);
    expect(seen[2]).toContain('A public answer');

    const staff = (await agent.api.get(`/api/v1/staff/tickets/${ticket.id}`)).body;
    expect(staff.notes.map((note: { body: string }) => note.body)).toEqual([
      `${marker} one, kangaroo`,
      `${marker} two`,
    ]);
    expect(JSON.stringify(staff.messages)).not.toContain(marker);
    const desk = await browserOf(portal, agent);
    const page = (await desk.get(`/admin/tickets/${ticket.id}`)).html;
    expect(page).toContain(`${marker} one`);
    expect(page).toMatch(/class="lk-message is-internal"/);

    await portal.settle();
    for (const mail of portal.mails()) expect(JSON.stringify(mail)).not.toContain(marker);
    const outbox = await portal.sql('select payload::text as payload from platform.outbox');
    expect(JSON.stringify(outbox)).not.toContain(marker);
  });

  it('S1.23 sends one mail per reply of staff, and none for a note or a reply of the customer', async () => {
    const who = await signedInMember(portal, { locale: 'de', name: 'Jana Vogt' });
    const { id, number } = await aTicket(who);
    await portal.settle();
    const mails = () => portal.mails().filter(({ to }) => to.includes(who.email));
    expect(mails()).toHaveLength(1);
    await write(id, 'Nur für uns', 'internal');
    await who.api.post(`/api/v1/tickets/${id}/messages`, { body: 'Und?' });
    await portal.settle();
    expect(mails()).toHaveLength(1);
    await write(id, 'Bitte 3.2.1 installieren', 'public');
    await portal.settle();
    expect(mails()).toHaveLength(2);
    expect(mails()[0]?.subject).toBe(`[${number}] Neue Antwort: The installer stops`);
    expect(mails()[0]?.text).toContain('Bitte 3.2.1 installieren');
    expect(mails()[0]?.text).toContain('Tomas Reuter');
  });

  it('mails nobody who left the organization', async () => {
    const who = await signedInMember(portal);
    const { id } = await aTicket(who);
    await portal.settle();
    await portal.sql('update identity.membership set removed_at = now() where user_id = $1', [who.userId]);
    await write(id, 'Too late', 'public');
    await portal.settle();
    expect(portal.mails().filter(({ to }) => to.includes(who.email))).toHaveLength(1);
  });

  it('moves nothing that a customer could notice', async () => {
    const { id } = await aTicket(member);
    const before = (await member.api.get(`/api/v1/tickets/${id}`)).body;
    portal.clock.advance(30_000);
    await write(id, marker, 'internal');
    expect((await member.api.get(`/api/v1/tickets/${id}`)).body).toEqual(before);
  });
});
