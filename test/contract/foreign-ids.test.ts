import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Route, routesOf } from '../../src/platform/http/check-access.js';
import { importantActions } from '../../src/platform/ports/step-up.js';
import { freshProof } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { admitted, aWholePortal, type Caller, call, type Objects } from './actors.js';
import { hasId, isApi, pathWith, withoutIds } from './route-paths.js';

let portal: Portal;
let routes: readonly Route[];
let setting: Awaited<ReturnType<typeof aWholePortal>>;

beforeAll(async () => {
  portal = await startPortal();
  routes = routesOf(portal.app);
  setting = await aWholePortal(portal);
}, 120_000);
afterAll(() => portal.close());

async function differences(caller: Caller, given: readonly Route[], foreign: Objects): Promise<string[]> {
  const found: string[] = [];
  for (const route of given) {
    if (!route.access || route.access.to === 'public' || !admitted(caller, route.access)) continue;
    const [theirs, nobodys] = [pathWith(route, foreign), pathWith(route, {})];
    const [one, two] = [
      await call(portal, caller, route, theirs),
      await call(portal, caller, route, nobodys),
    ];
    const name = `${caller.name}: ${route.method} ${route.path} answered ${one.status}`;
    if (one.status !== 404) found.push(name);
    if (isApi(route) && withoutIds(one.text, theirs) !== withoutIds(two.text, nobodys)) found.push(name);
    if (one.status !== two.status) found.push(`${name}, ${two.status} for nothing`);
  }
  return found;
}

// Without an organization's object in them: sessions of the account.
const ofCustomers = (route: Route): boolean =>
  hasId(route) && route.access?.to === 'customer' && !route.path.includes('/sessions/');

/** So that what is refused is the id, not the missing proof. */
async function everyProofOf({ api }: Caller): Promise<void> {
  const { id } = (await api.get('/api/v1/me')).body;
  for (const action of importantActions) await freshProof(portal, id, action);
}

describe('B2 a foreign id is a missing id', () => {
  it('for the owner of another organization, reading and writing', async () => {
    await everyProofOf(setting.callers.other);
    const given = routes.filter(ofCustomers).filter((route) => route.method === 'GET' || isApi(route));
    expect(given.length).toBeGreaterThan(10);
    expect(await differences(setting.callers.other, given, setting.objects)).toEqual([]);
  });

  it('for a key holder, what the organization has beside the license', async () => {
    await portal.sql('update identity.key_holder set proved_at = $1', [portal.clock.now()]);
    await everyProofOf(setting.callers.holder);
    const caller: Caller = {
      ...setting.callers.holder,
      provisional: false,
      permissions: (await setting.callers.holder.api.get('/api/v1/me')).body.permissions,
    };
    const given = routes.filter(ofCustomers).filter((route) => route.method === 'GET' || isApi(route));
    expect(await differences(caller, given, setting.beside)).toEqual([]);
    const pages = ['/', '/requests', '/licenses', '/orders', '/downloads', '/requests/new', '/account'];
    const lists = routes
      .filter(({ method }) => method === 'GET')
      .filter(({ path }) => pages.includes(path) || /^\/api\/v1\/\w+$/.test(path));
    for (const route of lists) {
      const { text } = await call(portal, caller, route, route.path);
      const told = Object.values(setting.beside).filter((id) => text.includes(id));
      expect({ path: route.path, told }).toEqual({ path: route.path, told: [] });
      expect(text).not.toMatch(/Beside the key|7\.7\.7/);
    }
    expect(lists.length).toBeGreaterThan(10);
  });

  it('inside bodies: a license of others in a request, a customer as assignee', async () => {
    const { other, agent, owner, holder } = setting.callers;
    const open = (caller: Caller, licenseId: string | undefined) =>
      caller.api.post('/api/v1/tickets', { subject: 'A', body: 'B', licenseId });
    const foreign = await open(other, setting.objects.licenseId);
    const missing = await open(other, setting.objects.orderId);
    const same = { ...missing.body, requestId: foreign.body.requestId };
    expect([foreign.status, foreign.body]).toEqual([422, same]);
    expect((await open(holder, setting.beside.licenseId)).status).toBe(422);
    const { id } = (await owner.api.get('/api/v1/me')).body;
    const assigned = await agent.api.post(`/api/v1/staff/tickets/${setting.objects.ticket}/assign`, {
      assigneeId: id,
    });
    expect(assigned.status).toBe(422);
  });
});
