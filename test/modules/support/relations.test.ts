import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
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
  jana = await signedInMember(portal, { organizationName: 'Kranich Werke', name: 'Jana Vogt' });
  agent = await signedInStaff(portal);
  desk = await browserOf(portal, agent);
});
afterAll(() => portal?.close());

const staffPath = (id: string) => `/api/v1/staff/tickets/${id}`;
const replied = async (who: SignedInPerson, path: string, message: object): Promise<string> => {
  const { status, body } = await who.api.post(`${path}/messages`, message);
  if (status !== 201) throw new Error(`Replying answered ${status}.`);
  return body.id;
};
const shown = async (who: SignedInPerson, id: string) => (await who.api.get(`/api/v1/tickets/${id}`)).body;

describe('splitting a request', () => {
  it('SU-3 makes a second question a request of its own; nothing is missing in either', async () => {
    const source = await aTicket(mira, { subject: 'The installer stops' });
    const messageId = await replied(mira, `/api/v1/tickets/${source.id}`, {
      body: 'And can I get a quote, curlew?',
    });
    const split = { messageId, subject: 'A quote' };
    const made = await agent.api.post(`${staffPath(source.id)}/split`, split);
    expect(made.status).toBe(201);
    // A second click opens no second one.
    expect((await agent.api.post(`${staffPath(source.id)}/split`, split)).body.id).toBe(made.body.id);
    const [before, after] = [await shown(mira, source.id), await shown(mira, made.body.id)];
    expect(before.messages.map(({ body }: { body: string }) => body)).toContain(
      'And can I get a quote, curlew?',
    );
    expect(after).toMatchObject({ subject: 'A quote', status: 'open', requester: before.requester });
    expect(after.messages).toMatchObject([{ body: 'And can I get a quote, curlew?' }]);
    const page = await browserOf(portal, mira);
    expect((await page.get(`/requests/${made.body.id}`)).html).toContain(source.number);
    expect((await page.get(`/requests/${source.id}`)).html).toContain(made.body.number);
    await portal.settle();
    const told = portal.mails().filter(({ subject }) => subject.includes(made.body.number));
    expect(told).toHaveLength(1);
    expect((await jana.api.get(`/api/v1/tickets/${made.body.id}`)).status).toBe(404);
  });

  it('SU-3 B2 keeps a confidential request confidential, with the same followers', async () => {
    const colleague = await signedInMember(portal, { organizationId: mira.organizationId, name: 'Ole Lie' });
    const other = await signedInMember(portal, { organizationId: mira.organizationId, name: 'Eva Dahl' });
    const source = await aTicket(mira);
    await mira.api.put(`/api/v1/tickets/${source.id}/confidential`, { confidential: true });
    await mira.api.post(`/api/v1/tickets/${source.id}/followers`, { userId: colleague.userId });
    const messageId = await replied(mira, `/api/v1/tickets/${source.id}`, { body: 'Salaries leak, too.' });
    const made = await agent.api.post(`${staffPath(source.id)}/split`, { messageId, subject: 'Leak' });
    expect((await colleague.api.get(`/api/v1/tickets/${made.body.id}`)).status).toBe(200);
    expect((await other.api.get(`/api/v1/tickets/${made.body.id}`)).status).toBe(404);
  });

  it('SU-3 is offered on the page for what the requester wrote, and for nothing else', async () => {
    const source = await aTicket(mira);
    const answer = await replied(agent, staffPath(source.id), {
      body: 'We look at it.',
      visibility: 'public',
    });
    const path = `/admin/tickets/${source.id}`;
    const html = (await desk.get(path)).html.replaceAll('&#x3D;', '=');
    const [href = ''] = /\/admin\/tickets\/[\w-]+\/split\?message=[\w-]+/.exec(html) ?? [];
    expect(html.match(/\/split\?message=/g)).toHaveLength(1);
    expect((await desk.get(href)).html).toContain('It stops at 40 %.');
    const messageId = href.split('=')[1] ?? '';
    const empty = await desk.post(`${path}/split`, { messageId, subject: '' });
    expect(empty.status).toBe(422);
    const opened = await desk.post(`${path}/split`, { messageId, subject: 'On its own' });
    expect(opened.html).toContain('On its own');
    expect((await desk.get(`${path}/split?message=${answer}`)).status).toBe(404);
    const wrong = await agent.api.post(`${staffPath(source.id)}/split`, { messageId: answer, subject: 'No' });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'messageId' }] } });
    const elsewhere = await aTicket(jana);
    const foreign = await agent.api.post(`${staffPath(elsewhere.id)}/split`, { messageId, subject: 'No' });
    expect(foreign.status).toBe(422);
    expect((await mira.api.post(`${staffPath(source.id)}/split`, { messageId, subject: 'A' })).status).toBe(
      403,
    );
  });
});

describe('linking requests', () => {
  it('SU-3 names each other to agents, over customers, and to no customer', async () => {
    const [one, two] = [await aTicket(mira), await aTicket(jana, { subject: 'Whimbrel' })];
    const linked = await agent.api.post(`${staffPath(one.id)}/links`, { number: two.number.toLowerCase() });
    expect(linked.body.items).toMatchObject([{ id: two.id, number: two.number }]);
    expect((await agent.api.get(`${staffPath(two.id)}/links`)).body.items).toMatchObject([{ id: one.id }]);
    await agent.api.post(`${staffPath(two.id)}/links`, { number: one.number });
    expect((await agent.api.get(`${staffPath(two.id)}/links`)).body.items).toHaveLength(1);
    const customer = await browserOf(portal, mira);
    expect((await customer.get(`/requests/${one.id}`)).html).not.toContain(two.number);
    expect(JSON.stringify(await shown(mira, one.id))).not.toContain(two.number);
    for (const [number, status] of [
      ['R-99999999', 422],
      [one.number, 422],
    ] as const)
      expect((await agent.api.post(`${staffPath(one.id)}/links`, { number })).status).toBe(status);
    expect((await mira.api.get(`${staffPath(one.id)}/links`)).status).toBe(403);
    expect((await agent.api.get(`${staffPath(newId())}/links`)).status).toBe(404);
    expect((await agent.api.delete(`${staffPath(two.id)}/links/${one.id}`)).status).toBe(204);
    expect((await agent.api.get(`${staffPath(one.id)}/links`)).body.items).toEqual([]);
  });

  it('SU-3 stands on the page, and follows a merge', async () => {
    const [one, two, three] = [await aTicket(mira), await aTicket(mira), await aTicket(jana)];
    const path = `/admin/tickets/${one.id}`;
    // A request without relations has nothing to count, and says nothing.
    expect((await desk.get(path)).html).not.toMatch(/>(?:false|null|undefined)</);
    const refused = await desk.post(`${path}/links`, { number: 'R-0' });
    expect(refused.html).toContain('There is no request with this reference.');
    expect((await desk.post(`${path}/links`, { number: three.number })).html).toContain(three.number);
    await agent.api.post(`${staffPath(one.id)}/links`, { number: two.number });
    await agent.api.post(`${staffPath(one.id)}/merge`, { into: two.number });
    const after = await agent.api.get(`${staffPath(two.id)}/links`);
    expect(after.body.items).toMatchObject([{ id: three.id }]);
    expect((await agent.api.get(`${staffPath(three.id)}/links`)).body.items).toMatchObject([{ id: two.id }]);
    const apart = await desk.post(`/admin/tickets/${two.id}/links/${three.id}/delete`);
    expect(apart.html).not.toContain(three.number);
  });
});
