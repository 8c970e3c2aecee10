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
import { aLicense, aTicket, browserOf } from './desk.js';

let portal: Portal;
let mira: SignedInMember;
let jana: SignedInMember;
let agent: SignedInPerson;
let desk: PageClient;
let productId: string;

beforeAll(async () => {
  portal = await startPortal();
  mira = await signedInMember(portal);
  jana = await signedInMember(portal, { organizationName: 'Kranich Werke', name: 'Jana Vogt', locale: 'de' });
  agent = await signedInStaff(portal);
  desk = await browserOf(portal, agent);
  const licenseId = await aLicense(portal, mira.organizationId);
  const [license] = await portal.sql<{ product_id: string }>(
    'select product_id from licensing.license where id = $1',
    [licenseId],
  );
  productId = license?.product_id ?? '';
});
afterAll(() => portal?.close());

const incidents = '/api/v1/staff/incidents';
const anIncident = async (title: string): Promise<string> =>
  (await agent.api.post(incidents, { title })).body.id;
const announce = (id: string, headline: string, of: string | null) =>
  agent.api.put(`${incidents}/${id}/announcement`, { headline, productId: of });
const tell = (id: string, body: string, resolves = false) =>
  agent.api.post(`${incidents}/${id}/updates`, { body, resolves });
const statusOf = async (who: SignedInMember, query = '') =>
  (await who.api.get(`/api/v1/status-updates${query}`)).body;

describe('the status page', () => {
  it('S3.10 lists announced incidents with time and affected product, and what was told since', async () => {
    const id = await anIncident('Token service of the EU cluster, see runbook 7');
    await tell(id, 'Said before, to those who asked.');
    portal.clock.advance(1_000);
    expect((await statusOf(mira)).items).toEqual([]);
    const announced = await announce(id, 'Activation is slow', productId);
    expect(announced.body.announcement).toMatchObject({ headline: 'Activation is slow', productId });
    portal.clock.advance(1_000);
    await tell(id, 'We found the cause, bittern.');
    const at = expect.stringMatching(/^2\d{3}-/);
    const { items } = await statusOf(mira);
    expect(items).toEqual([
      {
        id,
        headline: 'Activation is slow',
        productId,
        productName: 'Northwind Draft',
        affectsYou: true,
        announcedAt: at,
        resolvedAt: null,
        updates: [{ body: 'We found the cause, bittern.', writtenAt: at }],
      },
    ]);
    expect((await statusOf(jana)).items).toMatchObject([{ id, affectsYou: false }]);
    await tell(id, 'Solved.', true);
    expect((await statusOf(jana)).items).toMatchObject([
      { resolvedAt: at, updates: [{ body: 'Solved.' }, { body: 'We found the cause, bittern.' }] },
    ]);
  });

  it('S3.10 shows on its page, on the dashboard and before a request, to whom it concerns', async () => {
    const id = await anIncident('Internal words');
    await announce(id, 'Licenses cannot be renewed', productId);
    const [one, other] = [await browserOf(portal, mira), await browserOf(portal, jana)];
    const [own, foreign] = [await one.get('/status'), await other.get('/status')];
    expect(own.html).toContain('Licenses cannot be renewed');
    expect(own.html).toContain('You use this product');
    expect(own.html).toContain('<time datetime=');
    expect(foreign.html).toContain('Licenses cannot be renewed');
    expect(foreign.html).not.toContain('Sie nutzen dieses Produkt');
    expect(own.html + foreign.html).not.toContain('Internal words');
    for (const path of ['/', '/requests/new']) {
      expect((await one.get(path)).html).toContain(`/status#${id}`);
      expect((await other.get(path)).html).not.toContain(`/status#${id}`);
    }
    await tell(id, 'It works again.', true);
    expect((await one.get('/')).html).not.toContain(`/status#${id}`);
    expect((await one.get('/status')).html).toContain('It works again.');
  });

  it('S3.10 is written on the page of the incident, changed there, and taken back', async () => {
    const id = await anIncident('Mail is late');
    const path = `/admin/incidents/${id}`;
    await desk.get(path);
    expect((await desk.post(`${path}/announcement`, { headline: '', productId: '' })).status).toBe(422);
    const wrong = await desk.post(`${path}/announcement`, { headline: 'Late mail', productId: newId() });
    expect(wrong.html).toContain('Choose one of the products.');
    const shown = await desk.post(`${path}/announcement`, { headline: 'Late mail', productId: '' });
    expect(shown.html).toContain('All customers read of it since');
    await desk.post(`${path}/announcement`, { headline: 'Mails come late', productId: '' });
    const [latest] = (await statusOf(mira, '?limit=1')).items;
    expect(latest).toMatchObject({ id, headline: 'Mails come late', productName: null, affectsYou: true });
    await desk.post(`${path}/announcement/delete`);
    expect(JSON.stringify(await statusOf(mira))).not.toContain(id);
    expect((await agent.api.get(`${incidents}/${id}`)).body.announcement).toBeNull();
    const seen = await portal.sql<{ action: string }>(
      'select action from platform.audit_entry where object_id = $1 order by at',
      [id],
    );
    expect(seen.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['support.incident-announced', 'support.incident-taken-back']),
    );
  });

  it('S3.10 pages through all of them, and those of one product', async () => {
    for (const name of ['One', 'Two', 'Three']) {
      portal.clock.advance(1_000);
      await announce(await anIncident(name), `Heron ${name}`, null);
    }
    portal.clock.advance(1_000);
    await announce(await anIncident('Four'), 'Heron Four', productId);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor ? `&cursor=${cursor}` : '';
      const answer = await statusOf(jana, `?limit=2${from}`);
      seen.push(...answer.items.map(({ headline }: { headline: string }) => headline));
      cursor = answer.nextCursor;
    } while (cursor);
    expect(seen.slice(0, 4)).toEqual(['Heron Four', 'Heron Three', 'Heron Two', 'Heron One']);
    expect(new Set(seen).size).toBe(seen.length);
    const others = await statusOf(jana, `?productId=${newId()}`);
    expect(JSON.stringify(others)).not.toContain('Heron Four');
    expect(JSON.stringify(others)).toContain('Heron Three');
  });

  it('S3.10 B2 says nothing of requests or agents, and only staff write it', async () => {
    const ticket = await aTicket(jana);
    const id = await anIncident('With a request');
    await agent.api.post(`${incidents}/${id}/tickets`, { ticketIds: [ticket.id] });
    await announce(id, 'Egret', null);
    await tell(id, 'Egret update.');
    const text = JSON.stringify(await statusOf(mira));
    for (const secret of [ticket.id, ticket.number, 'Tomas', 'Jana', 'With a request', agent.userId])
      expect(text).not.toContain(secret);
    const words = { headline: 'No', productId: null };
    expect((await mira.api.put(`${incidents}/${id}/announcement`, words)).status).toBe(403);
    expect((await mira.api.delete(`${incidents}/${id}/announcement`)).status).toBe(403);
    expect((await agent.api.put(`${incidents}/${newId()}/announcement`, words)).status).toBe(404);
    await tell(id, 'Over.', true);
    expect((await announce(id, 'Again', null)).body.code).toBe('incident-resolved');
  });
});
