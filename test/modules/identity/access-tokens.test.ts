import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { minute } from '../../../src/kernel/clock.js';
import { Config } from '../../../src/platform/config/config.js';
import { type SignedInMember, signedInMember } from '../../harness/people.js';
import { type Portal, startPortal } from '../../harness/portal.js';

interface Claims {
  readonly sid: string;
  readonly sub: string;
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
}

describe('access tokens', () => {
  let portal: Portal;
  let member: SignedInMember;
  let other: SignedInMember;
  let claims: Claims;
  beforeAll(async () => {
    portal = await startPortal({ worker: false });
    member = await signedInMember(portal);
    other = await signedInMember(portal);
    claims = decodeJwt<Claims>(member.accessToken);
  });
  afterAll(() => portal.close());

  const ourKey = () => Buffer.from(portal.get(Config).jwtSecret);
  const signed = (payload: object, header: object = {}, key = ourKey()) =>
    new SignJWT({ ...payload }).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header }).sign(key);
  const statusOf = async (token: string) => (await portal.api(token).get('/api/v1/me')).status;

  it('A9 last ten minutes, name nothing but session and user, and are signed as the tests do', async () => {
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
    expect(claims.exp - claims.iat).toBe(600);
    expect(await statusOf(await signed(claims))).toBe(200);
  });

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const without = (name: keyof Claims) =>
    Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

  const forgeries: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['no algorithm', () => new UnsecuredJWT({ ...claims }).encode()],
    ['no algorithm and our type', () => `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims)}.`],
    ['no algorithm in capitals', () => `${part({ alg: 'NONE', typ: 'at+jwt' })}.${part(claims)}.`],
    ['another algorithm of the same key', () => signed(claims, { alg: 'HS512' }, Buffer.alloc(64, ourKey()))],
    [
      'the same key under HS384',
      async () => {
        const head = `${part({ alg: 'HS384', typ: 'at+jwt' })}.${part(claims)}`;
        return `${head}.${createHmac('sha384', ourKey()).update(head).digest('base64url')}`;
      },
    ],
    [
      'a key pair of their own',
      () =>
        new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt' }).sign(rsa.privateKey),
    ],
    [
      'a public key as the secret',
      () => signed(claims, {}, Buffer.from(rsa.publicKey.export({ type: 'spki', format: 'pem' }))),
    ],
    [
      'a key of their own in the header',
      () => signed(claims, { jwk: { kty: 'oct', k: 'AAAA' } }, Buffer.from('AAAA'.repeat(8))),
    ],
    ['another secret', () => signed(claims, {}, Buffer.from('another-secret-of-enough-characters-000'))],
    [
      'an empty secret',
      () => {
        const head = `${part({ alg: 'HS256', typ: 'at+jwt' })}.${part(claims)}`;
        return `${head}.${createHmac('sha256', '').update(head).digest('base64url')}`;
      },
    ],
    ['another issuer', () => signed({ ...claims, iss: 'https://portal.evil.example' })],
    ['no issuer', () => signed(without('iss'))],
    ['another audience', () => signed({ ...claims, aud: 'another-api' })],
    ['no audience', () => signed(without('aud'))],
    ['another type', () => signed(claims, { typ: 'JWT' })],
    ['no type', () => signed(claims, { typ: undefined })],
    ['an end in the past', () => signed({ ...claims, exp: claims.iat - 1 })],
    ['no end', () => signed(without('exp'))],
    ['an end that is no number', () => signed({ ...claims, exp: 'never' } as object).catch(() => 'x.y.z')],
    ['a beginning in the future', () => signed({ ...claims, nbf: claims.iat + 86_400 })],
    ['no session', () => signed(without('sid'))],
    ['a session that is none', () => signed({ ...claims, sid: randomUUID() })],
    ['a session that is no id', () => signed({ ...claims, sid: "' or true --" })],
    [
      'the session of another user',
      () => signed({ ...claims, sid: decodeJwt<Claims>(other.accessToken).sid }),
    ],
    ['another user', () => signed({ ...claims, sub: other.userId })],
    ['no user', () => signed(without('sub'))],
    [
      'another payload under our signature',
      () => {
        const [head, , signature] = member.accessToken.split('.');
        return `${head}.${part({ ...claims, sub: other.userId })}.${signature}`;
      },
    ],
    ['half a signature', () => member.accessToken.slice(0, -20)],
    ['no signature', () => `${member.accessToken.split('.').slice(0, 2).join('.')}.`],
    ['a fourth part', () => `${member.accessToken}.x`],
    ['a payload that is no JSON', () => `${member.accessToken.split('.')[0]}.bm90IGpzb24.x`],
    ['8,000 characters', () => `${member.accessToken}${'A'.repeat(8_000)}`],
    ['nothing', () => ''],
    ['the id of the session', () => claims.sid],
  ];

  it.each(forgeries)('A9 refuse a forgery with %s', async (_name, forge) => {
    const { status, body } = await portal.api((await forge()) || ' ').get('/api/v1/me');
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  });

  it('A9 refuse two credentials in one request, whichever comes first', async () => {
    const send = (...tokens: string[]) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = ['host', new URL(portal.baseUrl).host];
        for (const token of tokens) headers.push('authorization', `Bearer ${token}`);
        const sent = request(`${portal.baseUrl}/api/v1/me`, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        sent.on('error', reject).end();
      });
    expect(await send(member.accessToken)).toBe(200);
    expect(await send(member.accessToken, other.accessToken)).toBe(401);
    expect(await send(member.accessToken, member.accessToken)).toBe(401);
  });

  it('A9 do not sign a browser in, nor does a cookie the API', async () => {
    const visitor = portal.visitor();
    visitor.cookies.set('latchkey-session', member.accessToken);
    expect((await visitor.get('/account')).url).toContain('/sign-in');
    const cookie = `latchkey-session=${member.visitor.cookies.get('latchkey-session')}`;
    expect((await portal.api().get('/api/v1/me', { cookie })).status).toBe(401);
    expect((await portal.api(member.visitor.cookies.get('latchkey-session')).get('/api/v1/me')).status).toBe(
      401,
    );
  });

  it('A9 end with their session at once, and by the clock after ten minutes', async () => {
    const person = await signedInMember(portal);
    expect(await statusOf(person.accessToken)).toBe(200);
    await person.api.post('/api/v1/sign-out');
    expect(await statusOf(person.accessToken)).toBe(401);
    const late = await signedInMember(portal);
    portal.clock.advance(10 * minute);
    expect(await statusOf(late.accessToken)).toBe(401);
  });
});
