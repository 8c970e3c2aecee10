import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Route, routesOf } from '../../src/platform/http/check-access.js';
import { importantActions } from '../../src/platform/ports/step-up.js';
import { unpacked } from '../harness/clients.js';
import { freshProof } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { admitted, aWholePortal, bodies, type Caller, type Objects, speaksTus } from './actors.js';
import { hasId, isApi, pathWith, withoutIds } from './route-paths.js';
import { everyField, Samples } from './samples.js';

/*
 * B1 and B2 for everything that changes something. Whoever may not call a route sends what the route takes, with the
 * ids of what is there: the answer is the refusal of the face, and no row of any table differs afterwards.
 */
let portal: Portal;
let unsafe: readonly Route[];
let samples: Samples;
let setting: Awaited<ReturnType<typeof aWholePortal>>;
const forms = new Map<Caller, { cookie: string; token: string }>();

beforeAll(async () => {
  portal = await startPortal();
  unsafe = routesOf(portal.app).filter(({ method }) => method !== 'GET');
  setting = await aWholePortal(portal);
  samples = Samples.ofTheContract();
  await portal.settle();
}, 120_000);
afterAll(() => portal.close());

/** The browser of the caller with a token for its forms: what is refused is not refused for the form's sake. */
async function formOf(caller: Caller) {
  const known = forms.get(caller);
  if (known) return known;
  const page = await fetch(new URL('/contact', portal.baseUrl), { headers: { cookie: caller.cookie } });
  const cookies = page.headers.getSetCookie().map((line) => line.split(';')[0]);
  const token = /name="_csrf"[^>]*value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
  expect(token).toMatch(/^[\w-]{43}$/);
  const form = { cookie: [caller.cookie, ...cookies].filter(Boolean).join('; '), token };
  forms.set(caller, form);
  return form;
}

async function change(caller: Caller, route: Route, objects: Objects) {
  const path = pathWith(route, objects);
  const address = new URL(path, portal.baseUrl);
  const request = isApi(route) ? json(caller, route) : await posted(caller, objects);
  const answer = await fetch(address, { method: route.method, redirect: 'manual', ...request });
  return { path, status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

function json(caller: Caller, route: Route): RequestInit {
  const token = caller.api.accessToken;
  const headers = {
    ...unpacked,
    ...speaksTus,
    accept: 'application/json',
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return {
    headers,
    body: JSON.stringify(bodies[`${route.method} ${route.path}`] ?? samples.bodyOf(route) ?? {}),
  };
}

async function posted(caller: Caller, objects: Objects): Promise<RequestInit> {
  const { cookie, token } = await formOf(caller);
  const body = new URLSearchParams({ ...everyField(objects), _csrf: token });
  return { headers: { ...unpacked, ...speaksTus, accept: 'text/html', cookie }, body };
}

// What a job counts each minute of what is there already.
const countedByJobs = ['changed_ticket', 'report_state', 'ticket_fact', 'closing_fact'];
const movingByThemselves = ['last_seen_at', 'published_at', 'check_after', 'subscribers'];

/** A digest of every table, without what a refusal itself may write: the audit, the limits, when somebody was seen. */
async function everything(): Promise<Record<string, string>> {
  const tables = await portal.sql<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_name <> all ($1)
       and table_schema not in ('pg_catalog', 'information_schema', 'platform', 'queue', 'bullmq')
     union select 'platform.outbox' union select 'platform.mail_delivery'`,
    [countedByJobs],
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await portal.sql<{ digest: string | null }>(
      `select md5(string_agg(line, '' order by line)) as digest
       from (select (to_jsonb(t) - $1::text[])::text as line from ${name} t) lines`,
      [movingByThemselves],
    );
    digests[name] = row?.digest ?? 'empty';
  }
  return digests;
}

const refusedTo = (caller: Caller): Route[] =>
  unsafe.filter((route) => route.access && !admitted(caller, route.access));

function isRefusal(
  caller: Caller,
  route: Route,
  answer: { status: number; location: string | null },
): boolean {
  if (caller.kind !== 'anonymous') return answer.status === 403;
  if (isApi(route)) return answer.status === 401;
  return answer.status === 303 && Boolean(answer.location?.startsWith('/sign-in'));
}

describe('B1 changing what one may not', () => {
  it.each([
    'anonymous',
    'holder',
    'reader',
    'owner',
    'other',
    'removed',
    'agent',
    'restricted',
    'administrator',
  ] as const)('is refused on every route of both faces, and changes no row: %s', async (name) => {
    const caller = setting.callers[name];
    const given = refusedTo(caller);
    expect(given.filter(isApi).length).toBeGreaterThan(5);
    expect(given.filter((route) => !isApi(route)).length).toBeGreaterThan(3);
    const before = await everything();
    const wrong: string[] = [];
    for (const objects of [setting.objects, {}]) {
      for (const route of given) {
        const answer = await change(caller, route, objects);
        if (!isRefusal(caller, route, answer)) wrong.push(`${route.method} ${route.path}: ${answer.status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it('leaves an audit entry of each refused attempt of somebody known', async () => {
    const { reader } = setting.callers;
    const count = async () =>
      (
        await portal.sql<{ n: number }>(
          `select count(*)::int as n from platform.audit_entry where action = 'access.refused'`,
        )
      )[0]?.n ?? 0;
    const before = await count();
    const given = refusedTo(reader);
    for (const route of given) await change(reader, route, setting.objects);
    expect((await count()) - before).toBe(given.length);
  });
});

describe('B2 S3.6 changing what is not theirs', () => {
  it.each(['other', 'holder'] as const)('answers like nothing, on both faces: %s', async (name) => {
    const caller = setting.callers[name];
    const objects = name === 'other' ? setting.objects : setting.beside;
    if (name === 'holder')
      await portal.sql('update identity.key_holder set proved_at = $1', [portal.clock.now()]);
    const { id, permissions } = (await caller.api.get('/api/v1/me')).body;
    for (const action of importantActions) await freshProof(portal, id, action);
    const entitled = { ...caller, permissions, provisional: false };
    const given = unsafe.filter(
      (route) => hasId(route) && route.access?.to === 'customer' && admitted(entitled, route.access),
    );
    expect(given.length).toBeGreaterThan(3);
    const before = await everything();
    const wrong: string[] = [];
    for (const route of given) {
      const [theirs, nobodys] = [await change(caller, route, objects), await change(caller, route, {})];
      const told = { route: route.path, status: theirs.status, text: withoutIds(theirs.text, theirs.path) };
      if (isApi(route))
        expect(told).toEqual({
          ...told,
          status: nobodys.status,
          text: withoutIds(nobodys.text, nobodys.path),
        });
      if (theirs.status !== 404 || nobodys.status !== 404)
        wrong.push(
          `${route.method} ${route.path}: ${theirs.status}, ${nobodys.status} ${isApi(route) ? theirs.text : ''}`,
        );
    }
    expect(wrong).toEqual([]);
    expect(await everything()).toEqual(before);
  });
});

describe('B4 a property that nobody knows', () => {
  it('is refused by name on every route that takes JSON, and assigned nowhere', async () => {
    const { administrator, owner } = setting.callers;
    for (const caller of [administrator, owner]) {
      const { id } = (await caller.api.get('/api/v1/me')).body;
      for (const action of importantActions) await freshProof(portal, id, action);
    }
    const wrong: string[] = [];
    // The store's deliveries are signed and all kept; their fields are tested where a store signs.
    const given = unsafe
      .filter(({ path }) => isApi({ path }) && path !== '/api/v1/webhooks/store')
      .filter((route) => samples.bodyOf(route) !== null);
    expect(given.length).toBeGreaterThan(20);
    const before = await everything();
    for (const route of given) {
      const caller =
        [owner, administrator].find((one) => route.access && admitted(one, route.access)) ?? owner;
      const token = caller.api.accessToken;
      const { status, body } = await portal.api(token).call(route.method, pathWith(route, setting.objects), {
        ...samples.bodyOf(route),
        isAdmin: true,
      });
      const named = status === 422 && JSON.stringify(body.errors ?? []).includes('isAdmin');
      if (!named) wrong.push(`${route.method} ${route.path}: ${status} ${body.code}`);
    }
    expect(wrong).toEqual([]);
    expect(await everything()).toEqual(before);
  });
});

describe('B1 changing what one may', () => {
  it('takes the very same requests, so that refusing them means something', async () => {
    const { owner, administrator } = setting.callers;
    const before = await everything();
    const done: string[] = [];
    for (const caller of [owner, administrator]) {
      const given = unsafe.filter(
        (route) =>
          route.access?.to === (caller === owner ? 'customer' : 'staff') && admitted(caller, route.access),
      );
      for (const route of given) {
        const { status, location } = await change(caller, route, setting.objects);
        if (status < 300 || (status === 303 && !location?.startsWith('/sign-in')))
          done.push(`${route.method} ${route.path}`);
      }
    }
    expect(done).toEqual(
      expect.arrayContaining([
        'POST /api/v1/tickets/:id/messages',
        'POST /requests/:id/messages',
        'POST /requests',
        'POST /api/v1/staff/licenses/:id/suspend',
      ]),
    );
    const after = await everything();
    expect(after['support.message']).not.toBe(before['support.message']);
  });
});
