import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { TellEverybody } from '../../../src/modules/support/application/incidents/tell-everybody.js';
import type { PageClient } from '../../harness/clients.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aTicket, browserOf } from './desk.js';

let portal: Portal;
let mira: SignedInMember;
let jana: SignedInMember;
let agent: SignedInPerson;
let desk: PageClient;

beforeAll(async () => {
  portal = await startPortal();
  mira = await signedInMember(portal);
  jana = await signedInMember(portal, { organizationName: 'Kranich Werke', name: 'Jana Vogt', locale: 'de' });
  agent = await signedInStaff(portal);
  desk = await browserOf(portal, agent);
});
afterAll(() => portal?.close());

const incidents = '/api/v1/staff/incidents';
const anIncident = async (...ticketIds: string[]): Promise<string> => {
  const { body } = await agent.api.post(incidents, { title: `Activation fails ${newId()}` });
  await agent.api.post(`${incidents}/${body.id}/tickets`, { ticketIds });
  return body.id;
};
const bodiesOf = async (who: SignedInMember, id: string): Promise<string[]> =>
  (await who.api.get(`/api/v1/tickets/${id}`)).body.messages.map(({ body }: { body: string }) => body);
const mailsTo = (who: SignedInMember, text: string) =>
  portal.mails().filter((mail) => mail.to.includes(who.email) && JSON.stringify(mail).includes(text));

describe('incidents', () => {
  it('SU-9 reach every request with one update, exactly once each, and nobody else', async () => {
    const [one, two, outside] = [await aTicket(mira), await aTicket(jana), await aTicket(mira)];
    const id = await anIncident(one.id, two.id);
    const told = await agent.api.post(`${incidents}/${id}/updates`, { body: 'We found the cause, heron.' });
    expect(told.status).toBe(201);
    await portal.settle();
    // However often the job runs, and when one was told before the worker died.
    await portal.get(TellEverybody).execute(told.body.id);
    await portal.settle();
    expect(await bodiesOf(mira, one.id)).toEqual(['It stops at 40 %.', 'We found the cause, heron.']);
    expect(await bodiesOf(jana, two.id)).toEqual(['It stops at 40 %.', 'We found the cause, heron.']);
    expect(await bodiesOf(mira, outside.id)).toHaveLength(1);
    expect([mailsTo(mira, 'heron'), mailsTo(jana, 'heron')].map((mails) => mails.length)).toEqual([1, 1]);
    // What one customer is told names no other one.
    const seen = JSON.stringify((await mira.api.get(`/api/v1/tickets/${one.id}`)).body);
    expect(seen).not.toContain('Jana');
    expect(seen).not.toContain(two.number);
  });

  it('SU-9 close their requests with the last update, and take no other', async () => {
    const [one, two] = [await aTicket(mira), await aTicket(jana)];
    const id = await anIncident(one.id, two.id);
    await agent.api.post(`${incidents}/${id}/updates`, { body: 'Install 3.2.1, please.', resolves: true });
    await portal.settle();
    for (const [who, ticket] of [
      [mira, one],
      [jana, two],
    ] as const)
      expect((await who.api.get(`/api/v1/tickets/${ticket.id}`)).body.status).toBe('closed');
    const again = await agent.api.post(`${incidents}/${id}/updates`, { body: 'And now?' });
    expect(again).toMatchObject({ status: 409, body: { code: 'incident-resolved' } });
    const late = await agent.api.post(`${incidents}/${id}/tickets`, { ticketIds: [one.id] });
    expect(late).toMatchObject({ status: 409, body: { code: 'incident-resolved' } });
    expect((await agent.api.get(`${incidents}/${id}`)).body).toMatchObject({
      requests: 2,
      updates: [{ author: 'Tomas Reuter', resolves: true }],
    });
  });

  it('SU-9 tell nothing of before to who joins later, and nothing more to who was taken out', async () => {
    const [one, late] = [await aTicket(mira), await aTicket(jana)];
    const id = await anIncident(one.id);
    await agent.api.post(`${incidents}/${id}/updates`, { body: 'First.' });
    await portal.settle();
    portal.clock.advance(1_000);
    await agent.api.post(`${incidents}/${id}/tickets`, { ticketIds: [late.id] });
    expect((await agent.api.delete(`${incidents}/${id}/tickets/${one.id}`)).status).toBe(204);
    await agent.api.post(`${incidents}/${id}/updates`, { body: 'Second.' });
    await portal.settle();
    expect(await bodiesOf(mira, one.id)).toEqual(['It stops at 40 %.', 'First.']);
    expect(await bodiesOf(jana, late.id)).toEqual(['It stops at 40 %.', 'Second.']);
  });

  it('SU-9 find matching requests on their page, gather the chosen ones, and show in the request', async () => {
    const [one, two] = [
      await aTicket(mira, { subject: 'Pelican freezes' }),
      await aTicket(jana, { subject: 'The pelican again' }),
    ];
    await desk.get('/admin/incidents');
    expect((await desk.post('/admin/incidents', { title: '' })).status).toBe(422);
    const opened = await desk.post('/admin/incidents', { title: 'Pelicans freeze' });
    const found = await desk.get(`${opened.url}?query=pelican`);
    expect(found.html).toContain(one.number);
    expect(found.html).toContain(two.number);
    const nothing = await desk.post(`${opened.url}/tickets`, { query: 'pelican' });
    expect(nothing.status).toBe(422);
    expect(nothing.html).toContain('Choose at least one request.');
    const chosen = new URLSearchParams([
      ['ticketId', one.id],
      ['ticketId', two.id],
    ]);
    expect((await desk.post(`${opened.url}/tickets`, chosen)).html).toContain('Requests: 2');
    expect((await desk.get(`/admin/tickets/${one.id}`)).html).toContain('Pelicans freeze');
    expect((await desk.post(`${opened.url}/tickets/${two.id}/release`)).html).toContain('Requests: 1');
    expect((await desk.post(`${opened.url}/updates`, { body: '' })).status).toBe(422);
    const told = await desk.post(`${opened.url}/updates`, { body: 'Done.', resolves: 'on' });
    expect(told.html).toContain('Resolved');
    await portal.settle();
    expect(await bodiesOf(mira, one.id)).toContain('Done.');
    const customer = await browserOf(portal, mira);
    expect((await customer.get(`/requests/${one.id}`)).html).not.toContain('Pelicans freeze');
  });

  it('SU-9 B2 are for staff only, and know what does not exist', async () => {
    const id = await anIncident();
    expect((await mira.api.get(`${incidents}/${id}`)).status).toBe(403);
    expect((await mira.api.post(`${incidents}/${id}/updates`, { body: 'Hi' })).status).toBe(403);
    const unknown = await agent.api.post(`${incidents}/${id}/tickets`, { ticketIds: [newId()] });
    expect(unknown.status).toBe(404);
    const known = await aTicket(mira);
    const half = { ticketIds: [known.id, newId()] };
    expect((await agent.api.post(`${incidents}/${id}/tickets`, half)).status).toBe(404);
    expect((await agent.api.get(`${incidents}/${id}`)).body.requests).toBe(0);
    expect((await agent.api.get(`${incidents}/${newId()}`)).status).toBe(404);
    const { items, nextCursor } = (await agent.api.get(`${incidents}?limit=1`)).body;
    const next = await agent.api.get(`${incidents}?limit=1&cursor=${nextCursor}`);
    expect(next.body.items[0].id).not.toBe(items[0].id);
  });
});
