import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, later } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { RemindOfEndings } from '../../../src/modules/licensing/application/reminders/remind-of-endings.js';
import { ForgetNotifications } from '../../../src/modules/notifications/application/forget-notifications.js';
import { PersonalData } from '../../../src/platform/personal-data/personal-data.js';
import { eventually } from '../../harness/eventually.js';
import {
  type SignedInMember,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aProduct, aRelease } from '../downloads/shop.js';
import { anOrderPaid, Store } from '../orders/store.js';
import { apiOf, aTicket, browserOf } from '../support/desk.js';
import { answered, bellIn } from './told.js';

let portal: Portal;
let agent: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  agent = await signedInStaff(portal);
});

afterAll(() => portal.close());

const at = '/api/v1/notifications';

const listOf = async ({ api }: Pick<SignedInPerson, 'api'>) => (await api.get(at)).body.items;
const idIn = (html: string) => /action="\/notifications\/([0-9a-f-]{36})\/open"/.exec(html)?.[1] ?? '';

describe('the notification centre', () => {
  it('S3.9 NO-2 tells of an answer at the bell and in the list, and opening it is reading it', async () => {
    const member = await signedInMember(portal);
    const { id, number } = await aTicket(member, { subject: 'The <export> stops' });
    const browser = await browserOf(portal, member);
    expect(bellIn((await browser.get('/')).html)).toBeNull();
    await answered(portal, agent, id);
    expect(bellIn((await browser.get('/')).html)).toBe('1');
    const { html } = await browser.get('/notifications');
    expect(html).toContain(`New answer to ${number}`);
    expect(html).toContain('The &lt;export&gt; stops');
    expect(html).toContain('Notifications, 1 not read');
    const opened = await browser.post(`/notifications/${idIn(html)}/open`);
    expect(opened.url).toBe(`/requests/${id}`);
    expect(bellIn(opened.html)).toBeNull();
    const [item] = await listOf(member);
    expect(item).toMatchObject({ kind: 'reply', read: true, subjectId: id });
    expect(item.href).toMatch(new RegExp(`^/requests/${id}#m-[0-9a-f-]{36}$`));
  });

  it('S3.9 says ten answers in one line, new again after each, and read by who writes on', async () => {
    const member = await signedInMember(portal);
    const { id } = await aTicket(member);
    await answered(portal, agent, id, 'First');
    const [first] = await listOf(member);
    expect((await member.api.post(`${at}/read`, { ids: [first.id] })).status).toBe(204);
    portal.clock.advance(1_000);
    await answered(portal, agent, id, 'Second');
    const items = await listOf(member);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ id: first.id, read: false });
    expect(items[0].href).not.toBe(first.href);
    await member.api.post(`/api/v1/tickets/${id}/messages`, { body: 'That helped.' });
    await portal.settle();
    expect((await listOf(member))[0].read).toBe(true);
  });

  it('S3.9 tells of ending licenses, releases and invoices whom they concern, with or without an address', async () => {
    const sold = await new Store(portal).sell(anOrderPaid({ number: 'S-9001', organization: 'cus_bell' }));
    const organizationId = sold.organizationId as SignedInMember['organizationId'];
    const owner = await signedInMember(portal, { organizationId });
    const technician = await signedInMember(portal, { organizationId, role: 'technical-contact' });
    await portal.sql('update identity.user set email = null, email_verified_at = null where id = $1', [
      owner.userId,
    ]);
    const mails = { replies: false, confirmations: false, invoices: false, reminders: false };
    expect((await technician.api.put('/api/v1/me/notifications', mails)).status).toBeLessThan(300);
    const productId = await aProduct(portal, 'Lumen Bell');
    const maintenanceEndsAt = later(portal.clock.now(), 20 * day).toISOString();
    portal.clock.advance(-180 * day);
    const licenseId = await aLicense(portal, { productId, organizationId, maintenanceEndsAt });
    portal.clock.advance(180 * day);
    await portal.get(RemindOfEndings).execute();
    const publishedAt = portal.clock.now().toISOString();
    const { releaseId } = await aRelease(portal, productId, { version: '4.2.0', publishedAt });
    await aRelease(portal, productId, { version: '5.0.0-beta', publishedAt, channel: 'beta' });
    const old = later(portal.clock.now(), -8 * day).toISOString();
    await aRelease(portal, productId, { version: '4.1.0', publishedAt: old });
    await new Store(portal).sell(anOrderPaid({ number: 'S-9002', organization: 'cus_bell' }));
    const told = await listOf(owner);
    expect(told.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'invoice',
      'maintenance-ending',
      'release',
    ]);
    const byKind = Object.fromEntries(told.map((item: { kind: string }) => [item.kind, item]));
    expect(byKind.release).toMatchObject({ subjectId: releaseId, title: 'Lumen Bell 4.2.0 is out' });
    expect(byKind['maintenance-ending'].href).toBe(`/licenses/${licenseId}`);
    expect(byKind.invoice.title).toBe('New invoice for order S-9002');
    const german = await owner.api.get(at, { 'accept-language': 'de' });
    expect(german.body.items.map(({ title }: { title: string }) => title)).toContain(
      'Lumen Bell 4.2.0 ist erschienen',
    );
    const kinds = (await listOf(technician)).map(({ kind }: { kind: string }) => kind);
    expect(kinds).toContain('release');
    expect(kinds).not.toContain('invoice');
  });

  it('S3.9 C14 shows nothing of what the reader may no longer see, and no notes ever', async () => {
    const member = await signedInMember(portal);
    const colleague = await signedInMember(portal, { organizationId: member.organizationId });
    const { id, number } = await aTicket(member, { subject: 'Secret merger' });
    const window = await browserOf(portal, colleague);
    await window.get(`/requests/${id}`);
    const follows = await window.post(`/requests/${id}/follow`);
    expect(follows.status).toBe(200);
    await answered(portal, agent, id);
    expect((await listOf(colleague))[0]).toMatchObject({ subjectId: id, detail: 'Secret merger' });
    await portal.sql('update support.ticket set confidential = true where id = $1', [id]);
    const [hidden] = await listOf(colleague);
    expect(hidden).toMatchObject({ subjectId: null, href: null, title: 'No longer available' });
    const { html } = await window.get('/notifications');
    expect(html).not.toContain('Secret merger');
    expect(html).not.toContain(number);
    expect((await listOf(member))[0].detail).toBe('Secret merger');
    await member.api.post(`${at}/read`, { upTo: portal.clock.now().toISOString() });
    const note = { body: 'They want to leave', visibility: 'internal' };
    expect((await agent.api.post(`/api/v1/staff/tickets/${id}/messages`, note)).status).toBe(201);
    await portal.settle();
    expect((await listOf(member)).every(({ read }: { read: boolean }) => read)).toBe(true);
  });

  it('S3.9 B2 keeps the notifications of others out of reach', async () => {
    const member = await signedInMember(portal);
    const stranger = await signedInMember(portal);
    const { id } = await aTicket(member);
    await answered(portal, agent, id);
    const [{ id: own }] = await listOf(member);
    expect(await listOf(stranger)).toEqual([]);
    expect((await stranger.api.post(`${at}/read`, { ids: [own, newId()] })).status).toBe(204);
    const browser = await browserOf(portal, stranger);
    await browser.get('/notifications');
    expect((await browser.post(`/notifications/${own}/open`)).status).toBe(404);
    expect((await browser.post(`/notifications/${newId()}/open`)).status).toBe(404);
    expect((await listOf(member))[0].read).toBe(false);
    const desk = await apiOf(portal, agent.userId);
    expect((await desk.get(at)).status).toBe(403);
  });

  it('S3.9 marks all as read up to what the page showed, and refuses what it cannot read', async () => {
    const member = await signedInMember(portal);
    const [first, second] = [await aTicket(member), await aTicket(member)];
    await answered(portal, agent, first.id);
    const browser = await browserOf(portal, member);
    const { html } = await browser.get('/notifications');
    const upTo = /name="upTo" value="([^"]+)"/.exec(html)?.[1] ?? '';
    portal.clock.advance(1_000);
    await answered(portal, agent, second.id);
    const after = await browser.post('/notifications/read', { upTo });
    expect(after.html).toContain('All are marked as read.');
    expect(bellIn(after.html)).toBe('1');
    expect((await listOf(member)).map(({ read }: { read: boolean }) => read)).toEqual([false, true]);
    const wrong = await browser.post('/notifications/read', { upTo: 'yesterday' });
    expect([wrong.status, wrong.html.includes('Load the page again')]).toEqual([422, true]);
    for (const body of [{}, { ids: [] }, { ids: ['x'] }, { ids: [newId()], upTo }, { upTo: 'soon' }])
      expect((await member.api.post(`${at}/read`, body)).status).toBe(422);
    const { body } = await member.api.get(`${at}?limit=1`);
    expect(body.items).toHaveLength(1);
    const next = await member.api.get(`${at}?limit=1&cursor=${body.nextCursor}`);
    expect(next.body.items[0].id).not.toBe(body.items[0].id);
    expect(next.body.nextCursor).toBeNull();
  });

  it('S3.9 the same event twice, and an older one after a newer one, change nothing', async () => {
    const member = await signedInMember(portal);
    const { id } = await aTicket(member);
    await answered(portal, agent, id);
    const [item] = await listOf(member);
    await member.api.post(`${at}/read`, { ids: [item.id] });
    await portal.sql(`delete from platform.inbox where subscriber = 'notifications.tell-of-reply'`);
    const [event] = await portal.sql<{ id: string }>(
      `select id from platform.outbox where name = 'support.ticket-replied' order by occurred_at desc limit 1`,
    );
    await portal.sql('update platform.outbox set published_at = null where id = $1', [event?.id]);
    await portal.sql(`select pg_notify('latchkey_outbox', '')`);
    await portal.settle();
    expect((await listOf(member))[0]).toEqual({ ...item, read: true });
  });

  it('S3.9 ID-12 are in a copy of one’s data, and forgotten after 180 days', async () => {
    const member = await signedInMember(portal);
    const { id } = await aTicket(member);
    await answered(portal, agent, id);
    const subject = { userIds: [member.userId], email: null, username: null, organizationIds: [] };
    const rows = (await portal.get(PersonalData).of(subject)).find(
      ({ table }) => table === 'notifications.notification',
    );
    expect(rows?.rows).toHaveLength(1);
    await portal.sql('update notifications.notification set occurred_at = $1 where user_id = $2', [
      later(portal.clock.now(), -181 * day),
      member.userId,
    ]);
    const browser = await browserOf(portal, member);
    expect(bellIn((await browser.get('/')).html)).toBe('1');
    await portal.get(ForgetNotifications).execute();
    expect(await listOf(member)).toEqual([]);
    await eventually('the bell is quiet', async () => bellIn((await browser.get('/')).html) === null);
  });
});
