import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Route, routesOf } from '../../src/platform/http/check-access.js';
import { signedInMember, signedInStaff } from '../harness/people.js';
import { type Portal, startPortal } from '../harness/portal.js';
import { browserOf } from '../modules/support/desk.js';
import { isApi, pathWith } from './route-paths.js';

type Headers = Readonly<Record<string, string>>;

/** A browser with its own cookies and the token of its forms. */
interface Browser {
  readonly cookie: string;
  readonly token: string;
}

let portal: Portal;
let forms: readonly Route[];
let visitor: Browser;
let customer: Browser;
let staff: Browser;

beforeAll(async () => {
  portal = await startPortal({ worker: false });
  // OPTIONS only asks what there is.
  const harmless = ['GET', 'HEAD', 'OPTIONS'];
  forms = routesOf(portal.app).filter((route) => !harmless.includes(route.method) && !isApi(route));
  visitor = await formOf(portal.visitor(), '/sign-in');
  customer = await formOf(await browserOf(portal, await signedInMember(portal)), '/account/password');
  staff = await formOf(
    await browserOf(portal, await signedInStaff(portal, 'administrator')),
    '/account/password',
  );
});
afterAll(() => portal.close());

async function formOf(client: ReturnType<Portal['visitor']>, path: string): Promise<Browser> {
  const { html } = await client.get(path);
  const token = /name="_csrf"[^>]*value="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(token).toMatch(/^[\w-]{43}$/);
  return { cookie: [...client.cookies].map((pair) => pair.join('=')).join('; '), token };
}

function browserFor({ access }: Route): Browser {
  if (access?.to === 'public') return visitor;
  return access?.to === 'staff' ? staff : customer;
}

async function codeOf(
  route: Route,
  token: string | null,
  headers: Headers,
  how: 'form' | 'address' = 'form',
) {
  const address = new URL(pathWith(route, {}), portal.baseUrl);
  if (how === 'address' && token !== null) address.searchParams.set('_csrf', token);
  const response = await fetch(address, {
    method: route.method,
    redirect: 'manual',
    headers: { accept: 'application/json', ...headers },
    body: how === 'form' ? new URLSearchParams(token === null ? {} : { _csrf: token }) : new FormData(),
  });
  if (!response.headers.get('content-type')?.includes('json')) return `${response.status}`;
  return `${response.status} ${((await response.json()) as { code: string }).code}`;
}

async function accepted(send: (route: Route, browser: Browser) => Promise<string>): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of forms) {
    const answer = await send(route, browserFor(route));
    if (answer !== '403 foreign-form') wrong.push(`${route.method} ${route.path}: ${answer}`);
  }
  return wrong;
}

describe('C6 every form of every page', () => {
  it('is looked at here', () => expect(forms.length).toBeGreaterThan(30));

  // As many characters as a token has, and more bytes.
  it('C1 refuses a token of other letters', async () => {
    const letters = 'ü'.repeat(visitor.token.length);
    expect(await accepted((route, { cookie }) => codeOf(route, letters, { cookie }))).toEqual([]);
  });

  it('is refused without a token', async () => {
    expect(await accepted((route, { cookie }) => codeOf(route, null, { cookie }))).toEqual([]);
  });

  it('is refused with the token of another browser, in the form and in the address', async () => {
    const { token } = await formOf(portal.visitor(), '/sign-in');
    expect(await accepted((route, { cookie }) => codeOf(route, token, { cookie }))).toEqual([]);
    expect(await accepted((route, { cookie }) => codeOf(route, token, { cookie }, 'address'))).toEqual([]);
  });

  it.each<Headers>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('is refused with the right token, but sent from elsewhere: %j', async (headers) => {
    expect(
      await accepted((route, { cookie, token }) => codeOf(route, token, { ...headers, cookie })),
    ).toEqual([]);
  });

  it('is taken from the own page, also where that tells no origin', async () => {
    const theme = forms.filter(({ path }) => path === '/theme');
    const [route] = theme;
    if (!route) throw new Error('There is no form for the theme.');
    const { cookie, token } = visitor;
    const own = { origin: portal.baseUrl, 'sec-fetch-site': 'same-origin' };
    expect(await codeOf(route, token, { cookie, ...own })).toBe('303');
    expect(await codeOf(route, token, { cookie, ...own, origin: 'null' })).toBe('303');
    expect(await codeOf(route, token, { cookie })).toBe('303');
  });

  it('of signing in too: nobody is signed in to an account of somebody else', async () => {
    const signIn = forms.filter(({ path }) => path.startsWith('/sign-in'));
    expect(signIn.length).toBeGreaterThan(4);
    for (const route of signIn) expect(await codeOf(route, visitor.token, {})).toBe('403 foreign-form');
  });
});
