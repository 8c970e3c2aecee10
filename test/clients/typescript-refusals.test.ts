import type { RequestListener, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  LatchkeyClient,
  memoryStore,
  PortalRefusal,
  PortalUnreachable,
} from '../../clients/typescript/src/index.js';
import { filesBelow } from '../architecture/files.js';
import { BrokenPortal, StillClock } from './broken-portal.js';

let portal: BrokenPortal;
let clock: StillClock;
let client: LatchkeyClient;

beforeAll(async () => {
  portal = await BrokenPortal.start();
});
beforeEach(() => {
  portal.seen.length = 0;
  clock = new StillClock();
  client = clientOf();
});
afterAll(() => portal.close());

const clientOf = (more: object = {}) =>
  new LatchkeyClient({
    portalUrl: portal.url,
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    fingerprint: 'here',
    clock,
    ...more,
  });
const says =
  (
    status: number,
    body: string,
    type = 'application/json',
    headers: Record<string, string> = {},
  ): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
const verdict = { valid: true, code: 'VALID', detail: 'Yes.', because: [], remedy: [] };
const good = says(200, JSON.stringify({ verdict }));
const problem = { code: 'invalid-input', detail: 'Enter the fingerprint.', remedy: 'Try again.' };
const endless = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};

describe('the TypeScript client and answers that are none', () => {
  it.each<[string, RequestListener, RegExp]>([
    ['HTML', says(200, '<p>Welcome to the hotel</p>', 'text/html'), /content is text\/html/],
    ['HTML that says it is JSON', says(200, '<p>Welcome</p>'), /no JSON object/],
    [
      'JSON that says it is text',
      says(200, JSON.stringify({ verdict }), 'text/plain'),
      /content is text\/plain/,
    ],
    ['a list', says(200, '[]'), /no JSON object/],
    ['nothing', says(200, ''), /no JSON object/],
    ['half an object', says(200, '{"verdict":{"valid":true'), /no JSON object/],
    ['no verdict', says(200, '{}'), /no verdict/],
    ['a verdict of other types', says(200, '{"verdict":{"valid":"yes","code":"VALID"}}'), /no verdict/],
    ['a redirect', says(302, '', 'text/html', { location: '/elsewhere' }), /sent the request elsewhere/],
    ['a 404 of another server', says(404, '{"error":"not found"}'), /says nothing of a portal/],
    ['an endless body', (_request, response) => endless(response), /larger than 262144 bytes/],
  ])('LI-2 takes %s for no portal, at once', async (_name, answer, because) => {
    portal.answer = answer;
    const { valid, code, because: reasons, remedy } = await client.validate();
    expect({ valid, code }).toEqual({ valid: false, code: 'PORTAL_UNREACHABLE' });
    expect(reasons[0]).toMatch(because);
    expect(remedy).not.toEqual([]);
    expect(portal.seen).toHaveLength(1);
  });

  it('LI-2 sends the serial number nowhere else', async () => {
    const other = await BrokenPortal.start();
    portal.answer = says(307, '', 'text/html', { location: `${other.url}/api/v1/product/validations` });
    await client.validate();
    expect(other.seen).toEqual([]);
    await other.close();
  });

  it.each([
    ['a code that it does not know', { ...verdict, code: 'VALID_FOR_NOW' }],
    ['a refusal that is named valid', { ...verdict, valid: false }],
  ])('LI-2 takes %s for not valid', async (_name, told) => {
    portal.answer = says(200, JSON.stringify({ verdict: told }));
    expect(await client.validate()).toMatchObject({ valid: false, code: told.code, from: 'portal' });
  });

  it('LI-2 throws what only the programmer can mend, and tries it once', async () => {
    portal.answer = says(422, JSON.stringify(problem), 'application/problem+json');
    const refusal = await client.validate().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PortalRefusal);
    expect(refusal).toMatchObject({ code: 'invalid-input', status: 422, remedy: 'Try again.' });
    expect(portal.seen).toHaveLength(1);
  });

  it.each(['ftp://portal.example.com', 'https://user:secret@portal.example.com', 'portal'])(
    'LI-2 refuses the address %s',
    (portalUrl) => {
      expect(() => clientOf({ portalUrl })).toThrow(/URL|address/);
    },
  );
});

describe('the patience of the TypeScript client', () => {
  it.each([500, 502, 503, 429])(
    'LI-2 tries again after %d, with the same Idempotency-Key',
    async (status) => {
      portal.answer = (request, response) =>
        (portal.seen.length < 3 ? says(status, '<h1>Oops</h1>', 'text/html') : good)(request, response);
      await client.deactivate();
      expect(portal.seen).toHaveLength(3);
      expect(new Set(portal.seen.map(({ key }) => key)).size).toBe(1);
      expect(portal.seen[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
      expect(clock.waits).toEqual([375, 750]);
    },
  );

  it('LI-2 gives up after four tries', async () => {
    portal.answer = says(500, '');
    await expect(client.deactivate()).rejects.toThrow(PortalUnreachable);
    expect(portal.seen).toHaveLength(4);
  });

  it('LI-2 waits as long as the portal asks, and not longer than its patience', async () => {
    portal.answer = (request, response) =>
      (portal.seen.length < 2 ? says(429, '', 'text/html', { 'retry-after': '7' }) : good)(request, response);
    await client.deactivate();
    expect(clock.waits).toEqual([7_375]);
    portal.answer = says(429, '', 'text/html', { 'retry-after': '3600' });
    await expect(client.deactivate()).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
    expect(clock.waits).toHaveLength(1);
  });

  it('LI-2 gives up on a portal that accepts and says nothing, also in the midst of an answer', async () => {
    const impatient = clientOf({ patience: { timeoutMs: 50, attempts: 2 } });
    portal.answer = () => undefined;
    expect((await impatient.validate()).because[0]).toContain('within 50 ms');
    portal.answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    expect((await impatient.validate()).because[0]).toContain('within 50 ms');
    expect(portal.seen).toHaveLength(4);
  });

  it('LI-2 says so when nobody listens', async () => {
    const lonely = clientOf({ portalUrl: 'http://127.0.0.1:1' });
    expect(await lonely.validate()).toMatchObject({
      valid: false,
      code: 'PORTAL_UNREACHABLE',
      from: 'client',
    });
    await expect(lonely.deactivate()).rejects.toThrow('The portal could not be reached.');
  });
});

describe('what the TypeScript client keeps', () => {
  it('ID-1 saves its key before the portal learns of it, and shows the same one next time', async () => {
    const store = memoryStore();
    portal.answer = says(500, '');
    const machine = { name: 'Studio', platform: 'linux-x64', version: '4.2.0' };
    expect((await clientOf({ store }).activate(machine)).code).toBe('PORTAL_UNREACHABLE');
    await clientOf({ store }).activate(machine);
    await clientOf({ store, serialNumber: 'another' }).activate(machine);
    const keys = portal.seen.map(({ body }) => JSON.parse(body).publicKey.x);
    expect(keys).toHaveLength(12);
    expect(new Set(keys).size).toBe(1);
    expect(JSON.parse((await store.load()) ?? '')).toMatchObject({ privateKey: { x: keys[0] } });
    expect(portal.seen.every(({ body }) => !body.includes('"d"'))).toBe(true);
  });

  it.each(['', '{', '[]', '{"uid":7,"privateKey":"no","keys":{"keys":[{}]},"latest":"never"}'])(
    'LI-2 begins anew with a store that holds %j',
    async (text) => {
      portal.answer = good;
      const begun = clientOf({ store: memoryStore(text) });
      expect((await begun.validate()).valid).toBe(true);
      await expect(begun.launchUrl()).rejects.toMatchObject({ code: 'NOT_ACTIVATED' });
    },
  );

  it('has no dependencies, and needs Node in one file only', () => {
    const files = filesBelow('clients/typescript/src', '.ts');
    const foreign = files.flatMap(({ path, text }) =>
      [...text.matchAll(/from '([^.][^']*)'/g)].map((match) => `${path.split('/').at(-1)}: ${match[1]}`),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(foreign.filter((line) => !line.startsWith('node.ts: node:'))).toEqual([]);
  });
});
