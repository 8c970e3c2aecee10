import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganizationId } from '../../src/kernel/ids.js';
import { type Route, routesOf } from '../../src/platform/http/check-access.js';
import { keyHolder, type SignedInMember, signedInMember, signedInStaff } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { boughtLicense } from '../modules/identity/licensed.js';
import { aTicket } from '../modules/support/desk.js';
import { admitted, type Caller, call, callerOf, type Objects } from './actors.js';
import { pathWith } from './route-paths.js';

/*
 * B3: 200 marker strings are planted in one organization: names and addresses of members, subjects and messages of
 * requests, names of files, machines and orders. Nobody of another organization ever sees one, in any answer of any
 * route, in a search for what they begin with, or in a mail; and no count of theirs moves.
 */
const marker = /planted-\d{3}/;
// Pages say "2 minutes ago"; the API tells instants, so its answers do not move by themselves.
const still = / \/api\//;

let portal: Portal;
let routes: readonly Route[];
let reader: SignedInMember;
let callers: readonly Caller[];
let own: Objects;
let before: Map<string, string>;
let planted = 0;

beforeAll(async () => {
  portal = await startPortal();
  routes = routesOf(portal.app).filter(({ method }) => method === 'GET');
  const bought = await boughtLicense(portal, 'reads.markers@example.com');
  reader = await signedInMember(portal, { organizationId: bought.organizationId });
  const ticket = await aTicket(reader);
  const [order] = await portal.sql<{ id: string }>(
    'select order_id as id from licensing.license where id = $1',
    [bought.licenseId],
  );
  own = { ...bought, ticket: ticket.id, orderId: order?.id ?? '' };
  const holder = await keyHolder(portal, bought);
  await portal.sql('update identity.key_holder set proved_at = $1', [portal.clock.now()]);
  callers = [await callerOf(portal, 'owner', reader), await callerOf(portal, 'key holder', holder)];
  await portal.settle();
  before = await everyAnswer('');
  await plant();
  await portal.settle();
}, 120_000);
afterAll(() => portal.close());

const next = (): string => {
  planted += 1;
  return `planted-${String(planted).padStart(3, '0')}`;
};

/** In an organization that looks like the reader's: the same product, and a buyer of the same kind. */
async function plant(): Promise<void> {
  const bought = await boughtLicense(portal, `${next()}@example.com`);
  const { organizationId } = bought;
  const owner = await signedInMember(portal, { organizationId, name: next() });
  await portal.sql('update identity.organization set name = $1 where id = $2', [next(), organizationId]);
  await portal.sql('update licensing.installation set name = $1, fingerprint = $2 where license_id = $3', [
    next(),
    next(),
    bought.licenseId,
  ]);
  await plantMembers(organizationId);
  const agent = await signedInStaff(portal);
  while (planted < 199) {
    const ticket = await aTicket(owner, { subject: `The export ${next()}`, body: `It stops: ${next()}.` });
    const files = new FormData();
    files.append('attachments', new Blob(['the log']), `${next()}.txt`);
    await owner.api.post(`/api/v1/tickets/${ticket.id}/attachments`, files);
    const reply = { body: `We look: ${next()}.`, visibility: 'public' };
    await agent.api.post(`/api/v1/staff/tickets/${ticket.id}/messages`, reply);
  }
  await aTicket(owner, { subject: next() });
}

async function plantMembers(organizationId: OrganizationId): Promise<void> {
  for (let person = 0; person < 30; person += 1)
    await portal.sql(
      `with person as (
         insert into identity.user (id, name, email, email_verified_at, locale, time_zone, created_at)
         values (gen_random_uuid(), $1, $2, now(), 'en', 'UTC', now()) returning id)
       insert into identity.membership (id, organization_id, user_id, role, joined_at)
       select gen_random_uuid(), $3, id, 'reader', now() from person`,
      [next(), `${next()}@example.com`, organizationId],
    );
}

/** Of every route that the callers may read, without what differs from request to request. */
async function everyAnswer(query: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const caller of callers) {
    for (const route of routes) {
      if (!route.access || !admitted(caller, route.access) || /metrics|health/.test(route.path)) continue;
      const { status, text } = await call(portal, caller, route, pathWith(route, own) + query);
      const bare = text.replaceAll(/"requestId":"[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}|"[\w-]{43}"/g, 'ID');
      answers.set(`${caller.name} ${route.path}${query}`, `${status} ${bare}`);
    }
  }
  return answers;
}

describe('B3 what another organization has', () => {
  it('is 200 markers, which its own owner and staff do see', async () => {
    expect(planted).toBeGreaterThanOrEqual(200);
    const staff = await signedInStaff(portal, 'administrator');
    const list = await staff.api.get('/api/v1/staff/tickets');
    expect(JSON.stringify(list.body)).toMatch(marker);
  });

  it('is in no answer of any route, and moves no count: every answer of the API is as it was', async () => {
    const after = await everyAnswer('');
    expect(after.size).toBeGreaterThan(60);
    expect([...after].filter(([, answer]) => marker.test(answer))).toEqual([]);
    const other = [...after].filter(([route, answer]) => answer !== before.get(route));
    expect(other.map(([route]) => route).filter((route) => still.test(route))).toEqual([]);
  });

  it.each(['?query=planted', '?q=planted', '?status=open&query=planted', '?limit=100'])(
    'is found by no search, suggestion or filter: %s',
    async (query) => {
      for (const [route, answer] of await everyAnswer(query))
        expect([route, marker.exec(answer)]).toEqual([route, null]);
    },
  );

  it('is in no mail to anybody else', async () => {
    await reader.api.post('/api/v1/tickets', { subject: 'Mine', body: 'Mine alone.' });
    await portal.settle();
    const mine = portal.mails().filter(({ to }) => !to.some((address) => marker.test(address)));
    const others = mine.filter(
      ({ to }) => to.includes(reader.email) || to.includes('reads.markers@example.com'),
    );
    expect(others.length).toBeGreaterThan(1);
    expect(others.filter(({ subject, text, html }) => marker.test(`${subject}${text}${html}`))).toEqual([]);
  });
});
