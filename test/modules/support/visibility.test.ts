import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TicketMail } from '../../../src/modules/support/application/ticket-mail.js';
import { visibleTo } from '../../../src/modules/support/application/ticket-visibility.js';
import { mayRead } from '../../../src/modules/support/domain/ticket.policy.js';
import { ReadDatabase, sql } from '../../../src/platform/database/read-database.js';
import { type SignedInMember, signedInMember, signedInStaff } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { aLicense, aTicket, browserOf, file, formOf, pixel } from './desk.js';
import { everyRequest, everyViewer, plant, ruleBoth, rules } from './every-viewer.js';

let portal: Portal;
let owner: SignedInMember;
let requester: SignedInMember;
let buyer: SignedInMember;
let follower: SignedInMember;
let stranger: SignedInMember;

beforeAll(async () => {
  portal = await startPortal();
  owner = await signedInMember(portal, { name: 'Olga Owner' });
  const { organizationId } = owner;
  requester = await signedInMember(portal, { organizationId, role: 'technical-contact', name: 'Rolf Asks' });
  buyer = await signedInMember(portal, { organizationId, role: 'buyer', name: 'Bea Buyer' });
  follower = await signedInMember(portal, { organizationId, role: 'buyer', name: 'Finn Follows' });
  stranger = await signedInMember(portal, { organizationName: 'Harbor Labs', name: 'Stan Stranger' });
});

afterAll(() => portal.close());
// Each test begins with what holds until owners decide.
afterEach(() => decide({ mode: 'everyone' }));

const decide = (rule: object) => owner.api.put('/api/v1/organization/request-visibility', rule);
const follow = (who: SignedInMember, ticketId: string, userId?: string) =>
  who.api.post(`/api/v1/tickets/${ticketId}/followers`, userId ? { userId } : {});
const keep = (who: SignedInMember, ticketId: string, confidential: boolean) =>
  who.api.put(`/api/v1/tickets/${ticketId}/confidential`, { confidential });
const seen = async (who: SignedInMember, ticketId: string) =>
  (await who.api.get(`/api/v1/tickets/${ticketId}`)).status === 200;

describe('the policy and its twin in SQL', () => {
  it('SU-2 agree on every viewer and request under every rule', async () => {
    const requests = everyRequest();
    const viewers = everyViewer();
    await plant(portal, requests);
    const database = portal.get(ReadDatabase);
    const ids = requests.map(({ id }) => id);
    let shown = 0;
    for (const rule of rules) {
      await ruleBoth(portal, rule);
      for (const viewer of viewers) {
        const rows = await database.many<{ id: string }>(
          sql`select t.id from support.ticket t where t.id = any(${ids}::uuid[]) and ${visibleTo(viewer)}`,
        );
        const listed = new Set(rows.map(({ id }) => id));
        // What its claimant wrote before the proof has a list of its own.
        const permitted = requests.filter((request) =>
          mayRead(viewer, request, { rule, added: request.addedIds.includes(viewer.userId) }),
        );
        const expected = permitted.filter(
          ({ unverified, organizationId }) =>
            !unverified ||
            (!viewer.provisional && viewer.permissions.size > 0 && organizationId === viewer.organizationId),
        );
        expect(listed).toEqual(new Set(expected.map(({ id }) => id)));
        shown += listed.size;
      }
    }
    expect(shown).toBeGreaterThan(10_000);
  }, 60_000);
});

describe('viewer x request x route', () => {
  interface Marked {
    readonly id: string;
    readonly number: string;
    readonly word: string;
    readonly attachment: string;
    readonly confidential: boolean;
    readonly followers: readonly SignedInMember[];
    readonly by: SignedInMember;
  }

  async function marked(
    word: string,
    about: Pick<Marked, 'by' | 'confidential' | 'followers'>,
  ): Promise<Marked> {
    const { by, confidential, followers } = about;
    const { id, number } = await aTicket(by, { subject: `${word} subject`, body: `${word} body` });
    const form = formOf({}, [file(`${word}.png`, pixel)]);
    const { body } = await by.api.post(`/api/v1/tickets/${id}/attachments`, form);
    for (const one of followers) expect((await follow(by, id, one.userId)).status).toBe(204);
    if (confidential) expect((await keep(by, id, true)).status).toBe(204);
    return { id, number, word, attachment: body.items[0].id, ...about };
  }

  /** Which reads of the viewer tell of each request; nothing that was typed there comes back. */
  async function readsThatTell(who: SignedInMember, requests: readonly Marked[]) {
    const browser = await browserOf(portal, who);
    const lists = ['/', '/requests', '/requests?status=open', '/requests?query=subject'];
    const apis = ['', '?kind=support', '?query=subject'].map((query) => `/api/v1/tickets${query}`);
    const page = async (path: string) => {
      const answer = await browser.get(path);
      return { path, text: `${answer.html} ${answer.headers.get('content-disposition')}` };
    };
    const api = async (path: string) => ({ path, text: JSON.stringify((await who.api.get(path)).body) });
    const shared = await Promise.all([...lists.map(page), ...apis.map(api)]);
    const told = requests.map(async ({ id, attachment, word }) => {
      const own = [page(`/requests/${id}`), page(`/requests/${id}/attachments/${attachment}`)];
      const reads = [...shared, ...(await Promise.all([...own, api(`/api/v1/tickets/${id}`)]))];
      return reads.filter(({ text }) => text.includes(word)).length;
    });
    return await Promise.all(told);
  }

  /** Whoever may not read a request changes nothing about it, and learns nothing from trying. */
  async function expectNoWrite(who: SignedInMember, id: string): Promise<void> {
    const base = `/api/v1/tickets/${id}`;
    const writes = await Promise.all([
      who.api.post(`${base}/messages`, { body: 'Let me in' }),
      who.api.post(`${base}/close`, {}),
      who.api.post(`${base}/followers`, {}),
      who.api.delete(`${base}/followers/${follower.userId}`),
      who.api.put(`${base}/confidential`, { confidential: false }),
      who.api.get(`${base}/colleagues`),
    ]);
    expect(writes.map(({ status }) => status)).toEqual(writes.map(() => 404));
  }

  it('SU-2 B3 tells exactly those who may read, in each mode, on every route or on none', async () => {
    const requests = [
      await marked('kestrel', { by: requester, confidential: false, followers: [] }),
      await marked('osprey', { by: requester, confidential: false, followers: [follower] }),
      await marked('merlin', { by: requester, confidential: true, followers: [] }),
      await marked('harrier', { by: requester, confidential: true, followers: [follower] }),
    ];
    const modes: readonly [object, readonly SignedInMember[]][] = [
      [{ mode: 'everyone' }, [owner, buyer, follower]],
      [{ mode: 'roles', roles: ['owner'] }, [owner]],
      [{ mode: 'members', memberIds: [buyer.userId] }, [buyer]],
      [{ mode: 'own' }, []],
    ];
    const sees = (
      who: SignedInMember,
      { confidential, followers }: Marked,
      named: readonly SignedInMember[],
    ) => who === requester || followers.includes(who) || (!confidential && named.includes(who));
    for (const [rule, named] of modes) {
      expect((await decide(rule)).status).toBe(200);
      for (const who of [owner, requester, buyer, follower, stranger]) {
        const told = await readsThatTell(who, requests);
        const expected = requests.map((request) => (sees(who, request, named) ? 10 : 0));
        expect({ rule, who: who.email, told }).toEqual({
          ...{ rule, who: who.email },
          told: expected,
        });
      }
    }
    for (const who of [owner, buyer, stranger]) for (const { id } of requests) await expectNoWrite(who, id);
    await decide({ mode: 'everyone' });
  }, 180_000);

  it('SU-2 shows a confidential request to staff, marked as such', async () => {
    const agent = await signedInStaff(portal);
    const { id } = await marked('peregrine', { by: requester, confidential: true, followers: [follower] });
    const { body } = await agent.api.get(`/api/v1/staff/tickets/${id}`);
    expect(body).toMatchObject({ confidential: true, followers: [{ name: 'Finn Follows' }] });
    const { html } = await (await browserOf(portal, agent)).get(`/admin/tickets/${id}`);
    expect(html).toContain('Confidential');
    expect(html).toContain('Finn Follows');
  });
});

describe('the rule of an organization', () => {
  it('SU-2 is set by owners on the page, and holds at once', async () => {
    const { id } = await aTicket(requester);
    const browser = await browserOf(portal, owner);
    const before = await browser.get('/organization/request-visibility');
    expect(before.html).toMatch(/value="everyone" checked/);
    const set = await browser.post('/organization/request-visibility', { mode: 'own' });
    expect(set.url).toBe('/organization/request-visibility');
    expect(set.status).toBe(200);
    expect(await seen(buyer, id)).toBe(false);
    expect((await browser.get('/organization/request-visibility')).html).toMatch(/value="own" checked/);
    await browser.post('/organization/request-visibility', { mode: 'members', memberIds: buyer.userId });
    expect([await seen(buyer, id), await seen(owner, id)]).toEqual([true, false]);
    await decide({ mode: 'everyone' });
    expect(await seen(owner, id)).toBe(true);
    const [entry] = await portal.sql<{ details: object }>(
      `select details from platform.audit_entry where action = 'support.visibility-changed'
        and organization_id = $1 order by at desc limit 1`,
      [owner.organizationId],
    );
    expect(entry?.details).toMatchObject({ mode: 'everyone' });
  });

  it.each([
    ['an unknown mode', { mode: 'all' }, 'mode'],
    ['an unknown role', { mode: 'roles', roles: ['boss'] }, 'roles.0'],
    ['an unknown field', { mode: 'own', colour: 'red' }, 'colour'],
  ])('refuses %s', async (_what, rule, field) => {
    const answer = await decide(rule);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('SU-2 names members of the own organization only, and is decided by owners only', async () => {
    expect((await decide({ mode: 'members', memberIds: [stranger.userId] })).status).toBe(422);
    const asked = await buyer.api.put('/api/v1/organization/request-visibility', { mode: 'own' });
    expect(asked.status).toBe(403);
    const page = await (await browserOf(portal, buyer)).get('/organization/request-visibility');
    expect(page.status).toBe(403);
  });
});

describe('followers', () => {
  it('SU-1 follow and stop following, on both faces', async () => {
    const { id } = await aTicket(requester);
    expect((await follow(buyer, id)).status).toBe(204);
    expect((await follow(buyer, id)).status).toBe(204);
    const names = async () =>
      (await requester.api.get(`/api/v1/tickets/${id}`)).body.followers.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names()).toEqual(['Bea Buyer']);
    expect((await buyer.api.delete(`/api/v1/tickets/${id}/followers/${buyer.userId}`)).status).toBe(204);
    expect(await names()).toEqual([]);
    const browser = await browserOf(portal, buyer);
    await browser.get(`/requests/${id}`);
    expect((await browser.post(`/requests/${id}/follow`, {})).url).toBe(`/requests/${id}`);
    expect((await browser.get(`/requests/${id}`)).html).toContain('Stop following');
    expect((await browser.post(`/requests/${id}/followers/remove`, {})).url).toBe(`/requests/${id}`);
    expect(await names()).toEqual([]);
  });

  it('SU-2 are added by the requester only, from colleagues who may read', async () => {
    const { id } = await aTicket(requester);
    expect((await follow(buyer, id, follower.userId)).status).toBe(403);
    expect((await keep(buyer, id, true)).status).toBe(403);
    expect((await follow(requester, id, stranger.userId)).status).toBe(422);
    expect((await follow(requester, id, requester.userId)).status).toBe(403);
    const { body } = await requester.api.get(`/api/v1/tickets/${id}/colleagues`);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
      'Bea Buyer',
      'Finn Follows',
      'Olga Owner',
    ]);
    expect((await buyer.api.get(`/api/v1/tickets/${id}/colleagues`)).body.items).toEqual([]);
    const browser = await browserOf(portal, requester);
    await browser.get(`/requests/${id}`);
    await browser.post(`/requests/${id}/confidential`, { confidential: 'true' });
    const added = await browser.post(`/requests/${id}/followers`, { userId: follower.userId });
    expect(added.url).toBe(`/requests/${id}`);
    expect([await seen(follower, id), await seen(buyer, id)]).toEqual([true, false]);
    const left = await browserOf(portal, follower);
    await left.get(`/requests/${id}`);
    const gone = await left.post(`/requests/${id}/followers/remove`, {});
    expect(gone.url).toBe('/requests');
    expect(await seen(follower, id)).toBe(false);
  });

  it('S1.23 get exactly one mail of an answer, and none of a note', async () => {
    const agent = await signedInStaff(portal);
    const { id, number } = await aTicket(requester);
    await follow(requester, id, follower.userId);
    await portal.settle();
    const told = () =>
      portal
        .mails()
        .filter(({ subject }) => subject.includes(`[${number}] New reply`))
        .flatMap(({ to }) => to)
        .sort();
    const say = (visibility: 'public' | 'internal') =>
      agent.api.post(`/api/v1/staff/tickets/${id}/messages`, { body: 'Try 3.2.1.', visibility });
    await say('internal');
    await portal.settle();
    expect(told()).toEqual([]);
    await say('public');
    await portal.settle();
    expect(told()).toEqual([follower.email, requester.email].sort());
    // B5: who follows no longer, or may read requests no longer, is told nothing more.
    await requester.api.delete(`/api/v1/tickets/${id}/followers/${follower.userId}`);
    await say('public');
    await portal.settle();
    expect(told()).toEqual([follower.email, requester.email, requester.email].sort());
  });

  it('SU-2 see no more for following on their own account, and are told no more than they see', async () => {
    const { id } = await aTicket(requester);
    await follow(buyer, id);
    const told = async () => (await portal.get(TicketMail).participants(id)).map(({ email }) => email);
    expect(await told()).toEqual([requester.email, buyer.email]);
    for (const [rule, sees] of [
      [{ mode: 'own' }, false],
      [{ mode: 'roles', roles: ['owner'] }, false],
      [{ mode: 'roles', roles: ['buyer'] }, true],
      [{ mode: 'everyone' }, true],
    ] as const) {
      await decide(rule);
      expect([rule, await seen(buyer, id)]).toEqual([rule, sees]);
      expect([rule, (await told()).includes(buyer.email)]).toEqual([rule, sees]);
    }
    // Once the requester adds them they see it whatever the rule says; confidential drops whom nobody added.
    await follow(owner, id);
    await follow(requester, id, buyer.userId);
    await keep(requester, id, true);
    expect([await seen(buyer, id), await seen(owner, id)]).toEqual([true, false]);
    expect(await told()).toEqual([requester.email, buyer.email]);
    const { body } = await requester.api.get(`/api/v1/tickets/${id}`);
    expect(body.followers.map(({ name }: { name: string }) => name)).toEqual(['Bea Buyer']);
  });

  it('SU-2 decides when a mail is sent whether its follower still sees the request', async () => {
    const { id } = await aTicket(requester);
    await follow(requester, id, follower.userId);
    const mail = portal.get(TicketMail);
    const [, recipient] = await mail.participants(id);
    expect(recipient?.userId).toBe(follower.userId);
    if (!recipient) return;
    expect(await mail.isParticipant(id, recipient)).toBe(true);
    await portal.sql(`update identity.membership set withheld = '{tickets.read}' where user_id = $1`, [
      follower.userId,
    ]);
    expect(await mail.isParticipant(id, recipient)).toBe(false);
    await portal.sql(`update identity.membership set withheld = '{}' where user_id = $1`, [follower.userId]);
  });
});

describe('the list', () => {
  it('S3.38 filters mine, what I follow, and a product, on both faces', async () => {
    const { organizationId } = owner;
    const who = await signedInMember(portal, { organizationId, role: 'technical-contact' });
    const [licenseId, otherLicense] = [
      await aLicense(portal, organizationId),
      await aLicense(portal, organizationId),
    ];
    const open = async (by: SignedInMember, subject: string, license: string) =>
      (await by.api.post('/api/v1/tickets', { subject, body: 'B', licenseId: license })).body.id;
    await open(who, 'Mine about one', licenseId);
    await open(who, 'Mine about the other', otherLicense);
    await follow(who, await open(buyer, 'Followed', licenseId));
    await open(buyer, 'Neither', licenseId);
    const [product] = await portal.sql<{ id: string }>(
      'select product_id as id from licensing.license where id = $1',
      [licenseId],
    );
    const subjects = async (query: string) =>
      (await who.api.get(`/api/v1/tickets?${query}&limit=4`)).body.items.map(
        (item: { subject: string }) => item.subject,
      );
    expect(await subjects('whose=mine')).toEqual(['Mine about the other', 'Mine about one']);
    expect(await subjects('whose=followed')).toEqual(['Followed']);
    expect(await subjects(`productId=${product?.id}`)).toEqual(['Neither', 'Followed', 'Mine about one']);
    expect(await subjects(`whose=mine&productId=${product?.id}`)).toEqual(['Mine about one']);
    expect((await who.api.get('/api/v1/tickets?whose=theirs')).status).toBe(422);
    const { html } = await (await browserOf(portal, who)).get(`/requests?whose=mine&product=${product?.id}`);
    expect(html).toContain('Mine about one');
    expect(html).not.toContain('Mine about the other');
    expect(html).toMatch(/value="mine" selected/);
    expect(html).toMatch(/href="\/requests\?[^"]*whose(?:=|&#x3D;)mine/);
  });
});
