import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../../../src/kernel/clock.js';
import { LaunchTokens } from '../../../src/modules/identity/application/launch/launch-tokens.js';
import { RevokeLicense } from '../../../src/modules/licensing/application/revoke-license.js';
import { projectRoot } from '../../../src/platform/project-root.js';
import { testConfig } from '../../harness/config.js';
import { goodPassword, keyHolder } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import {
  launch,
  launcherProcess,
  launchOf,
  newKey,
  type SigningInstallation,
  signingInstallation,
  theLauncher,
} from './launcher.js';
import { boughtLicense, printed, unclaimedLicense } from './licensed.js';

let portal: Portal;
let machine: SigningInstallation;
beforeAll(async () => {
  portal = await startPortal();
  machine = await signingInstallation(portal, (await unclaimedLicense(portal)).serialNumber);
});
// All these refusals come from one network, whose limit other tests look at.
beforeEach(() => portal.sql('delete from platform.rate_limit'));
afterAll(() => portal.close());

const setPassword = (ticket: string) =>
  portal.api().post('/api/v1/sign-in/set-password', { ticket, password: goodPassword });

describe('a signed launch', () => {
  it('ID-1 C2 claims the license for good: the first password, and no mailed code', async () => {
    const bought = await boughtLicense(portal, 'launch.first@example.com');
    const signing = await signingInstallation(portal, bought.serialNumber);
    const { status, body } = await launch(portal, launchOf(portal, signing));
    expect([status, body.next]).toEqual([200, 'set-password']);
    const first = await setPassword(body.ticket);
    const me = await portal.api(first.body.accessToken).get('/api/v1/me');
    expect(me.body).toMatchObject({ provisional: false, role: 'key-holder' });
    await portal.settle();
    const told = portal.mailTo('launch.first@example.com');
    expect(told?.subject).toContain('Lizenz');
    expect(told?.text).toContain(printed(bought));
    expect(told?.text).toContain('aus dem Produkt geöffnet');
    expect(told?.text).toContain(`${portal.baseUrl}/contact`);
    expect(told?.text).not.toContain(signing.uid);
    expect(told?.text).not.toMatch(/\d{4} \d{4}/);
  });

  it('ID-1 C2 proves a provisional claim of whoever also knows its password', async () => {
    const bought = await boughtLicense(portal, 'launch.later@example.com');
    const signing = await signingInstallation(portal, bought.serialNumber);
    const holder = await keyHolder(portal, signing);
    expect((await holder.api.get('/api/v1/me')).body.provisional).toBe(true);
    const { body } = await launch(portal, launchOf(portal, signing));
    expect(body.next).toBe('password');
    const enter = await portal
      .api()
      .post('/api/v1/sign-in/password', { ticket: body.ticket, password: goodPassword });
    expect(enter.status).toBe(200);
    expect((await holder.api.get('/api/v1/me')).body.provisional).toBe(false);
    const [entry] = await portal.sql<{ details: object }>(
      `select details from platform.audit_entry where action = 'identity.claim-proved'
       and organization_id = $1`,
      [bought.organizationId],
    );
    expect(entry?.details).toEqual({ by: 'launch' });
    await portal.settle();
    const subjects = portal
      .mails()
      .filter(({ to }) => to.includes('launch.later@example.com'))
      .map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith('Ihre Lizenz wurde'))).toHaveLength(1);
  });

  it('ID-1 burns the launch: of 50 parallel posts one wins, and the others read like every refusal', async () => {
    const token = launchOf(portal, machine);
    const answers = await Promise.all(Array.from({ length: 50 }, () => launch(portal, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(49).fill(401)]);
  });
});

describe('a launch that is not right', () => {
  // A machine of its own for each, so that the guess limit of one serial number stays out of the way.
  const signing = async () => signingInstallation(portal, (await unclaimedLicense(portal)).serialNumber);
  const seconds = (offset: number) => Math.floor(portal.clock.now().getTime() / 1_000) + offset;

  it.each<[string, (own: SigningInstallation) => string]>([
    ['signed with another key', (own) => launchOf(portal, own, { key: newKey() })],
    ['of another type', (own) => launchOf(portal, own, { header: { typ: 'JWT' } })],
    ['without algorithm', (own) => `${unsigned(launchOf(portal, own), 'none')}.AA`],
    ['keyed with the public key', (own) => keyedWithPublicKey(own)],
    ['with a key of its own', (own) => withItsOwnKey(own)],
    ['for another portal', (own) => launchOf(portal, own, { claims: { aud: 'https://evil.example' } })],
    ['expired', (own) => launchOf(portal, own, { claims: { iat: seconds(-300), exp: seconds(-180) } })],
    ['from the future', (own) => launchOf(portal, own, { claims: { iat: seconds(90), exp: seconds(150) } })],
    ['living too long', (own) => launchOf(portal, own, { claims: { exp: seconds(121) } })],
    ['without an end', (own) => launchOf(portal, own, { claims: { exp: undefined } })],
    ['without a number', (own) => launchOf(portal, own, { claims: { jti: undefined } })],
    ['with a changed claim', (own) => changed(launchOf(portal, own))],
    ['of another serial number', (own) => launchOf(portal, { ...own, serialNumber: machine.serialNumber })],
    ['that is no token', () => 'a.b.c'],
  ])('ID-1 is refused like every sign-in: %s', async (_name, token) => {
    const { status, body } = await launch(portal, token(await signing()));
    expect({ status, ...body, requestId: null }).toEqual({
      ...(await portal
        .api()
        .post('/api/v1/sign-in/password', { login: 'nobody@example.com', password: 'x' })
        .then(({ body: refusal }) => refusal)),
      requestId: null,
    });
  });

  function unsigned(token: string, alg: string): string {
    const [, claims = ''] = token.split('.');
    return `${Buffer.from(JSON.stringify({ alg, typ: 'latchkey-launch+jwt' })).toString('base64url')}.${claims}`;
  }
  function keyedWithPublicKey(own: SigningInstallation): string {
    const text = unsigned(launchOf(portal, own), 'HS256');
    const key = Buffer.from(own.privateKey.x ?? '', 'base64url');
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  }
  function withItsOwnKey(own: SigningInstallation): string {
    const { x } = newKey();
    return launchOf(portal, own, { key: newKey(), header: { jwk: { kty: 'OKP', crv: 'Ed25519', x } } });
  }
  function changed(token: string): string {
    const [header, claims = '', signature] = token.split('.');
    const read = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const other = Buffer.from(JSON.stringify({ ...read, extra: 1 })).toString('base64url');
    return `${header}.${other}.${signature}`;
  }

  it('ID-1 is refused for an installation without a key, and for a revoked license', async () => {
    const license = await unclaimedLicense(portal);
    const keyless = { ...license, privateKey: newKey() };
    expect((await launch(portal, launchOf(portal, keyless))).status).toBe(401);
    const own = await signingInstallation(portal, license.serialNumber);
    await portal.get(RevokeLicense).execute({ licenseId: license.licenseId, reason: 'Charged back' });
    expect((await launch(portal, launchOf(portal, own))).status).toBe(401);
  });

  it('ID-1 tolerates a clock that is a minute off, either way', async () => {
    for (const offset of [-170, 55]) {
      const claims = { iat: seconds(offset), exp: seconds(offset + 115) };
      expect([offset, (await launch(portal, launchOf(portal, await signing(), { claims }))).status]).toEqual([
        offset,
        200,
      ]);
    }
  });
});

describe('the page of a launch', () => {
  it('S1.6 S1.8 opens without a session and without JavaScript, is kept nowhere and tells no referrer', async () => {
    const page = await portal.visitor().get('/launch');
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.html).toContain('href="/sign-in"');
  });

  it('ID-1 leads to the first password, and shows why a used launch does not', async () => {
    const own = await signingInstallation(portal, (await unclaimedLicense(portal)).serialNumber);
    const token = launchOf(portal, own);
    const visitor = portal.visitor();
    await visitor.get('/launch');
    expect((await visitor.post('/launch', { token })).url).toBe('/sign-in/set-password');
    await visitor.get('/launch');
    const again = await visitor.post('/launch', { token });
    expect(again.status).toBe(422);
    expect(again.html).toContain('Access denied');
    expect(again.html).not.toContain(token);
    expect((await visitor.post('/launch', { token: 'nonsense' })).html).toContain('cannot be read');
  });
});

describe('the key of an installation', () => {
  const machineOf = (serialNumber: string, more: object = {}) => ({
    serialNumber,
    fingerprint: 'the-same-machine',
    name: 'Studio',
    platform: 'linux-x64',
    version: '4.2.0',
    ...more,
  });
  const activate = (body: object) => portal.api().post('/api/v1/product/activations', body);

  it('ID-1 is not replaced, and does not tell the UID, without that key or the UID', async () => {
    const { serialNumber } = await unclaimedLicense(portal);
    const { x } = newKey();
    const { uid } = (await activate(machineOf(serialNumber, { publicKey: x }))).body;
    const thief = { publicKey: { kty: 'OKP', crv: 'Ed25519', x: newKey().x } };
    for (const more of [{}, thief, { ...thief, uid: 'WRONG' }, { uid: 'WRONG' }]) {
      const { status, body } = await activate(machineOf(serialNumber, more));
      expect([status, body.code, JSON.stringify(body).includes(uid)]).toEqual([
        409,
        'launch-key-held',
        false,
      ]);
    }
    expect((await activate(machineOf(serialNumber, { publicKey: x }))).body.uid).toBe(uid);
    expect((await activate(machineOf(serialNumber, { ...thief, uid }))).status).toBe(200);
    expect((await activate(machineOf(serialNumber, { publicKey: x }))).status).toBe(409);
  });

  it('ID-1 is added to a machine that is known only with its UID', async () => {
    const { serialNumber } = await unclaimedLicense(portal);
    const { uid } = (await activate(machineOf(serialNumber))).body;
    const { x } = newKey();
    expect((await activate(machineOf(serialNumber, { publicKey: x }))).status).toBe(409);
    expect((await activate(machineOf(serialNumber, { publicKey: x, uid }))).status).toBe(200);
  });

  it.each([
    ['a private key', { kty: 'OKP', crv: 'Ed25519', x: newKey().x, d: newKey().d }],
    ['another curve', { kty: 'OKP', crv: 'X25519', x: newKey().x }],
    ['31 bytes', Buffer.alloc(31).toString('base64url')],
    ['a second spelling', `${newKey().x?.slice(0, -1)}B`],
  ])('ID-1 is refused when it is %s', async (_name, publicKey) => {
    const { serialNumber } = await unclaimedLicense(portal);
    const { status, body } = await activate(machineOf(serialNumber, { publicKey }));
    expect([status, body.code]).toEqual([422, 'invalid-input']);
  });
});

describe('the reference launcher', () => {
  it('S1.7 activates, and builds launches that the portal takes', async () => {
    const { serialNumber } = await unclaimedLicense(portal);
    const run = launcherProcess();
    await expect(run('open', '--print')).rejects.toMatchObject({
      stderr: expect.stringContaining('activate'),
    });
    const { stdout } = await run('activate', '--portal', portal.baseUrl, '--serial', serialNumber);
    const uid = /UID (\S+)/.exec(stdout)?.[1] ?? '';
    const plain = new URL((await run('open', '--plain', '--print')).stdout.trim());
    expect(`${plain.origin}${plain.pathname}`).toBe(`${portal.baseUrl}/sign-in`);
    expect(Object.fromEntries(plain.searchParams)).toEqual({ serial: serialNumber, uid });
    const signed = new URL((await run('open', '--print')).stdout.trim());
    expect(`${signed.origin}${signed.pathname}${signed.search}`).toBe(`${portal.baseUrl}/launch`);
    const { status, body } = await launch(portal, signed.hash.replace('#t=', ''));
    expect([status, body.next]).toEqual([200, 'set-password']);
    // The same machine takes no second seat, whenever it activates again.
    await run('activate', '--portal', portal.baseUrl, '--serial', serialNumber);
    expect(
      (await launch(portal, (await run('open', '--print')).stdout.split('#t=')[1]?.trim() ?? '')).status,
    ).toBe(200);
  });

  it('S1.7 S1.11 makes the test vectors of the documentation, which the portal takes', async () => {
    const text = readFileSync(join(projectRoot, 'docs', 'launch.md'), 'utf8');
    const line = (name: string) => new RegExp(`^${name} +(\\S.*)$`, 'm').exec(text)?.[1] ?? '';
    const { serial, uid, aud: home, jti } = JSON.parse(line('claims'));
    const now = new Date(line('now'));
    const [d, x] = [line('private key \\(d\\)'), line('public key \\(x\\)')];
    const privateKey = { kty: 'OKP', crv: 'Ed25519', d, x };
    const launcher = await theLauncher();
    expect(launcher.launchToken({ serial, uid, portal: home, privateKey, now, jti })).toBe(line('token'));
    const [header, claims] = line('token').split('.');
    expect(Buffer.from(header ?? '', 'base64url').toString()).toBe(line('header'));
    expect(Buffer.from(claims ?? '', 'base64url').toString()).toBe(line('claims'));
    expect(launcher.plainUrl({ portal: home, serial: 'A+B/C%D&E', uid })).toBe(line('plain address'));

    class ThatDay extends Clock {
      now = () => now;
    }
    const config = testConfig({ DATABASE_URL: portal.databaseUrl, PUBLIC_URL: home });
    const tokens = new LaunchTokens(config, new ThatDay());
    const key = Buffer.from(x, 'base64url');
    expect(await tokens.verify(line('token'), key)).toMatchObject({ jti });
    expect(await tokens.verify(line('token'), Buffer.from(newKey().x ?? '', 'base64url'))).toBeNull();
  });
});
