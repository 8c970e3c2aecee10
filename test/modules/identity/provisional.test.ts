import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routesOf } from '../../../src/platform/http/check-access.js';
import { call, callerOf } from '../../contract/actors.js';
import { isApi, pathWith } from '../../contract/route-paths.js';
import { keyHolder } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { boughtLicense } from './licensed.js';

/** All that is open before the claim of a license is proved (ruling C2): the account, the proof, help. */
const open = [/^\/account(\/|$)/, /^\/api\/v1\/me(\/|$)/, /^\/claim(\/|$)/, /^\/api\/v1\/claims\//];
const alsoOpen = [
  /^\/(api\/v1\/unverified-tickets|unverified-requests)(\/|$)/,
  /sign-out$/,
  /step-up/,
  /\/articles\/:slug\/helpful$/,
];

describe('A2 a provisional account', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  it('A2 is admitted to account, proof and help, and to no other route that the router knows', () => {
    const admitted = routesOf(portal.app).filter(
      ({ access }) => access && 'provisional' in access && access.provisional,
    );
    expect(admitted.length).toBeGreaterThan(15);
    const unexpected = admitted.filter(
      ({ path }) => ![...open, ...alsoOpen].some((known) => known.test(path)),
    );
    expect(unexpected.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('A2 is refused at each protected route, read or write, on both faces', async () => {
    const bought = await boughtLicense(portal, 'provisional.walk@example.com');
    const holder = await callerOf(portal, 'provisional', await keyHolder(portal, bought));
    expect(holder.provisional).toBe(true);
    const ids = { organizationId: bought.organizationId, licenseId: bought.licenseId };
    const reached: string[] = [];
    for (const route of routesOf(portal.app)) {
      const { access, method, path } = route;
      if (!access || access.to === 'public') continue;
      if ('provisional' in access && access.provisional) continue;
      // Pages refuse a foreign form before they look who sends it.
      if (!isApi(route) && method !== 'GET') continue;
      const { status } = await call(portal, holder, route, pathWith(route, ids));
      if (status !== 403) reached.push(`${method} ${path} answered ${status}`);
    }
    expect(reached).toEqual([]);
  }, 120_000);
});
