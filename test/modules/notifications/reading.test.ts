import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { eventually } from '../../harness/eventually.js';
import {
  freshProof,
  keyHolder,
  type SignedInPerson,
  signedInMember,
  signedInStaff,
} from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { unclaimedLicense } from '../identity/licensed.js';
import { anOrderPaid, Store } from '../orders/store.js';
import { aTicket, browserOf } from '../support/desk.js';
import { answered, bellIn } from './told.js';

let portal: Portal;
let agent: SignedInPerson;

beforeAll(async () => {
  portal = await startPortal();
  agent = await signedInStaff(portal);
});

afterAll(() => portal.close());

const rowsOf = (userId: string) =>
  portal.sql<{ read: boolean; version: string }>(
    `select read_at is not null as read, xmin::text || read_at as version from notifications.notification
     where user_id = $1 order by occurred_at`,
    [userId],
  );
const readBy = async (userId: string) => (await rowsOf(userId)).map(({ read }) => read);

describe('S3.9 what people read elsewhere', () => {
  it('S3.9 is no news once its page was opened, and the bell says so on that page', async () => {
    const member = await signedInMember(portal);
    const follower = await signedInMember(portal, { organizationId: member.organizationId });
    const [read, other] = [await aTicket(member), await aTicket(member)];
    const window = await browserOf(portal, follower);
    await window.get(`/requests/${read.id}`);
    await window.post(`/requests/${read.id}/follow`);
    await answered(portal, agent, read.id);
    portal.clock.advance(1_000);
    await answered(portal, agent, other.id);
    const browser = await browserOf(portal, member);
    expect(bellIn((await browser.get('/requests')).html)).toBe('2');
    expect(bellIn((await browser.get(`/requests/${read.id}`)).html)).toBe('1');
    expect(bellIn((await browser.get('/')).html)).toBe('1');
    expect(await readBy(member.userId)).toEqual([true, false]);
    expect(await readBy(follower.userId)).toEqual([false]);
    portal.clock.advance(1_000);
    await answered(portal, agent, read.id, 'And this.');
    await eventually('the bell rings again', async () => bellIn((await browser.get('/')).html) === '2');
  });

  it('S3.9 is written once: opening the page again changes nothing', async () => {
    const member = await signedInMember(portal);
    const { id } = await aTicket(member);
    const { id: other } = await aTicket(member);
    await answered(portal, agent, id);
    const browser = await browserOf(portal, member);
    await browser.get(`/requests/${id}`);
    const before = await rowsOf(member.userId);
    portal.clock.advance(60_000);
    await browser.get(`/requests/${id}`);
    await answered(portal, agent, other);
    await browser.get(`/requests/${id}`);
    expect((await rowsOf(member.userId))[0]).toEqual(before[0]);
    expect(before[0]?.read).toBe(true);
  });

  it.each([
    ['a prefetching browser', { 'sec-purpose': 'prefetch' }],
    ['a prerendering browser', { 'sec-purpose': 'prefetch;prerender' }],
    ['an older browser', { purpose: 'prefetch' }],
    ['Firefox of old', { 'x-moz': 'prefetch' }],
  ])('S3.9 is not read by %s', async (_, headers) => {
    const member = await signedInMember(portal);
    const { id } = await aTicket(member);
    await answered(portal, agent, id);
    const browser = await browserOf(portal, member);
    const { html } = await browser.get(`/requests/${id}`, headers);
    expect(html).toContain('Please try 3.2.1.');
    expect(bellIn(html)).toBe('1');
    expect(await readBy(member.userId)).toEqual([false]);
  });

  it('S3.9 is not read by programs, by HEAD, or by an open page that asks by itself', async () => {
    const member = await signedInMember(portal);
    const { id } = await aTicket(member);
    await answered(portal, agent, id);
    const browser = await browserOf(portal, member);
    expect((await member.api.get(`/api/v1/tickets/${id}`)).status).toBe(200);
    expect((await browser.get(`/requests/${id}/fresh`)).status).toBe(200);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const head = await fetch(`${portal.baseUrl}/requests/${id}`, { method: 'HEAD', headers: { cookie } });
    expect(head.status).toBe(200);
    expect(await readBy(member.userId)).toEqual([false]);
  });

  it('S3.9 stays news while its newest answer is not on the page, or the page is not theirs', async () => {
    const member = await signedInMember(portal);
    const stranger = await signedInMember(portal);
    const { id } = await aTicket(member);
    await answered(portal, agent, id);
    expect((await (await browserOf(portal, stranger)).get(`/requests/${id}`)).status).toBe(404);
    await portal.sql('update notifications.notification set place_id = $1 where user_id = $2', [
      newId(),
      member.userId,
    ]);
    const browser = await browserOf(portal, member);
    expect(bellIn((await browser.get(`/requests/${id}`)).html)).toBe('1');
    expect(await readBy(member.userId)).toEqual([false]);
  });

  it('S3.9 leaves other news alone', async () => {
    const paid = anOrderPaid({ number: 'S-8801', organization: 'cus_reading' });
    const { organizationId } = await new Store(portal).sell(paid);
    const owner = await signedInMember(portal, { organizationId: organizationId as never });
    await new Store(portal).sell(anOrderPaid({ number: 'S-8802', organization: 'cus_reading' }));
    const { id } = await aTicket(owner);
    await answered(portal, agent, id);
    const browser = await browserOf(portal, owner);
    expect(bellIn((await browser.get(`/requests/${id}`)).html)).toBe('1');
  });
});

describe('ID-9 news of two accounts that become one', () => {
  it('ID-9 NO-2 rings at the bell of an open page, and brings the mails along', async () => {
    const license = await unclaimedLicense(portal);
    const { api } = await keyHolder(portal, license);
    const holderId = (await api.get('/api/v1/me')).body.id as string;
    await portal.sql('update identity.key_holder set proved_at = claimed_at where user_id = $1', [holderId]);
    const { organizationId } = license;
    const member = await signedInMember(portal, { organizationId, role: 'reader' });
    const asked = await api.post('/api/v1/tickets', { subject: 'From the key', body: 'Hello.' });
    await answered(portal, agent, asked.body.id);
    const mailId = newId();
    await portal.sql(
      `insert into platform.mail_delivery (id, event_id, event, name, lane, user_id, address, recipient_name,
         locale, time_zone, message_id, status)
       values ($1, $1, '{"payload": {}}', 'support.reply', 'ordinary', $2, 'key@example.com', '', 'en', 'UTC', $3, 'sent')`,
      [mailId, holderId, `<${mailId}@latchkey.test>`],
    );
    const browser = await browserOf(portal, member);
    expect(bellIn((await browser.get('/')).html)).toBeNull();
    await freshProof(portal, holderId, 'merge-accounts');
    expect((await api.post('/api/v1/me/merges', { other: member.email })).status).toBe(202);
    const [merge] = (await member.api.get('/api/v1/me/merges')).body.items;
    await freshProof(portal, member.userId, 'merge-accounts');
    const consent = await member.api.post(`/api/v1/me/merges/${merge.id}/consent`);
    expect(consent.body).toEqual({ answer: 'merged' });
    await portal.settle();
    await eventually('the bell rings', async () => bellIn((await browser.get('/')).html) === '1');
    expect(await readBy(holderId)).toEqual([]);
    const { items } = (await member.api.get('/api/v1/me/mails')).body;
    expect(items.map(({ id }: { id: string }) => id)).toContain(mailId);
  });
});
