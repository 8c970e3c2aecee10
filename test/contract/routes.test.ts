import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Route, routesOf } from '../../src/platform/http/check-access.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { freshProof } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { admitted, aWholePortal, type Caller, call, type Objects } from './actors.js';
import { hasId, inWords, isApi, pathWith, routesIn } from './route-paths.js';

const expectations = join(projectRoot, 'test', 'contract', 'routes.json');

let portal: Portal;
let routes: readonly Route[];
let setting: Awaited<ReturnType<typeof aWholePortal>>;

beforeAll(async () => {
  portal = await startPortal();
  routes = routesOf(portal.app);
  setting = await aWholePortal(portal);
}, 120_000);
afterAll(() => portal.close());

const gets = () => routes.filter(({ method }) => method === 'GET');
const unsafe = () => routes.filter(({ method }) => method !== 'GET');

describe('B1 the routes', () => {
  it('are all in the expectation file, with who may call them', () => {
    const declared = Object.fromEntries(
      routes.map((route) => [`${route.method} ${route.path}`, inWords(route)] as const).sort(),
    );
    if (process.env.UPDATE === '1') writeFileSync(expectations, `${JSON.stringify(declared, null, 2)}\n`);
    expect(routes.length).toBeGreaterThan(100);
    expect(declared).toEqual(JSON.parse(readFileSync(expectations, 'utf8')));
  });

  it('are all that answer: the router has no other but the assets', () => {
    const declared = routes.map(({ method, path }) => `${method} ${path}`);
    const tree = portal.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const answering = routesIn(tree).filter((route) => !route.startsWith('HEAD '));
    // The tree draws all wildcards as one: `/assets/*` and the address of everything unknown.
    expect(answering.filter((route) => !declared.includes(route))).toEqual([]);
    expect(declared.filter((route) => !answering.includes(route))).toEqual([]);
  });
});

/** Refusals of the guard, as each face gives them. */
function refusalOf(caller: Caller, route: Route): number {
  if (caller.kind !== 'anonymous') return 403;
  return isApi(route) ? 401 : 303;
}

async function breaches(caller: Caller, given: readonly Route[], objects: Objects): Promise<string[]> {
  const found: string[] = [];
  for (const route of given) {
    if (!route.access) continue;
    const { status, headers } = await call(portal, caller, route, pathWith(route, objects));
    const name = `${caller.name}: ${route.method} ${route.path} answered ${status}`;
    if (status >= 500) found.push(name);
    else if (!admitted(caller, route.access)) {
      if (status !== refusalOf(caller, route)) found.push(name);
      if (status === 303 && !headers.get('location')?.startsWith('/sign-in')) found.push(name);
    } else if (route.access.to !== 'public' && [401, 403].includes(status)) found.push(name);
  }
  return found;
}

describe('B1 reading', () => {
  const names = [
    'anonymous',
    'holder',
    'reader',
    'owner',
    'other',
    'agent',
    'administrator',
    'removed',
    'restricted',
  ] as const;
  it.each(names)(
    'is refused or answered as declared, without a failure: %s, ids of nothing',
    async (name) => {
      expect(await breaches(setting.callers[name], gets(), {})).toEqual([]);
    },
  );

  it.each(names)('is refused or answered as declared, without a failure: %s, real ids', async (name) => {
    expect(await breaches(setting.callers[name], gets(), setting.objects)).toEqual([]);
  });

  it('answers the owner and the administrator what is there', async () => {
    const { owner, holder, administrator } = setting.callers;
    await freshProof(portal, (await owner.api.get('/api/v1/me')).body.id, 'issue-offline-license');
    const missed: string[] = [];
    for (const route of gets().filter(hasId)) {
      const readers = route.path.includes('/unverified-') ? [holder] : [owner, administrator];
      const caller = readers.find((one) => route.access && admitted(one, route.access));
      const path = pathWith(route, setting.objects);
      if (!caller || route.access?.to === 'public') continue;
      const { status, headers } = await call(portal, caller, route, path);
      // Files of releases are fetched by their ticket.
      const fetched = status === 303 && headers.get('location')?.startsWith('/download/');
      if (status !== 200 && !fetched) missed.push(`${route.path} answered ${status}`);
    }
    expect(missed).toEqual([]);
  });

  it('C1 never fails for strange addresses', async () => {
    const { owner, administrator } = setting.callers;
    const instant = Buffer.from(`-271821-04-20T00:00:00.000Z\n${setting.objects.orderId}`).toString(
      'base64url',
    );
    const failed: string[] = [];
    for (const route of gets()) {
      const caller = route.access && admitted(owner, route.access) ? owner : administrator;
      const path = pathWith(route, setting.objects);
      for (const query of [
        `?cursor=${instant}`,
        '?query=%00&limit=-1&status=x',
        '?query[]=1&token=%ff',
        '?a=%',
      ]) {
        const { status } = await call(portal, caller, route, path + query);
        if (status >= 500) failed.push(`${route.path}${query} answered ${status}`);
      }
    }
    for (const path of [
      '/api/docs/files/constructor',
      '/api/docs/files/__proto__',
      '/help/articles/%00',
      '/%',
    ]) {
      const { status } = await fetch(new URL(path, portal.baseUrl));
      if (status >= 500) failed.push(`${path} answered ${status}`);
    }
    expect(failed).toEqual([]);
  }, 60_000);
});

describe('B1 API tokens', () => {
  it.each(['readToken', 'revokedToken'] as const)(
    'reach what their scopes say, and no more: %s',
    async (name) => {
      const caller = setting.callers[name];
      const refusedWrites = unsafe().filter((route) => route.access && !admitted(caller, route.access));
      const given = [...gets(), ...refusedWrites].filter(isApi);
      expect(await breaches(caller, given, setting.objects)).toEqual([]);
    },
  );
});

describe('B1 changing', () => {
  it.each(['anonymous', 'holder', 'reader', 'owner', 'agent'] as const)(
    'is refused as declared, without a failure: %s',
    async (name) => {
      const caller = setting.callers[name];
      const refused = unsafe().filter(
        (route) => isApi(route) && route.access && !admitted(caller, route.access),
      );
      expect(await breaches(caller, refused, setting.objects)).toEqual([]);
    },
  );
});
