import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { minute, second } from '../../../src/kernel/clock.js';
import { newId } from '../../../src/kernel/ids.js';
import { IssueLicense } from '../../../src/modules/licensing/application/issue-license.js';
import { type Portal, startPortal } from '../../harness/portal.js';
import { defineLumen } from '../orders/lumen.js';
import { aKeyPair, signature, signedCall } from './product-caller.js';

const pair = aKeyPair();
const stranger = aKeyPair();
const path = '/api/v1/product/validations';
let portal: Portal;
let serialNumber: string;
let kid: string;
let keyless: string;

beforeAll(async () => {
  portal = await startPortal({ worker: false });
  const productId = await defineLumen(portal);
  const license = await portal.get(IssueLicense).execute({ organizationId: newId(), productId });
  serialNumber = license.serialNumber;
  kid = await activate('signs', { publicKey: pair.publicKey });
  keyless = await activate('signs not', {});
});
afterAll(() => portal?.close());

async function activate(fingerprint: string, more: object): Promise<string> {
  const machine = { serialNumber, fingerprint, name: 'Studio 2', platform: 'windows-x64', version: '4.2.0' };
  const { body } = await portal.api().post('/api/v1/product/activations', { ...machine, ...more });
  return body.activationId;
}
const seconds = (fromNow: number): number => Math.floor((portal.clock.now().getTime() + fromNow) / second);
const validate = (more: object = {}, body: object = {}) =>
  signedCall(portal, 'validations', body, { kid, key: pair.privateKey, ...more });

describe("an installation's signature", () => {
  it('LI-2 stands for serial number and fingerprint', async () => {
    const { status, body } = await validate();
    expect([status, body.verdict.code]).toEqual([200, 'VALID']);
    const named = await validate({}, { serialNumber, fingerprint: 'signs' });
    expect(named.body.verdict.code).toBe('VALID');
  });

  it.each([
    ['of another key', 'signature-wrong', () => ({ key: stranger.privateKey })],
    ['of an installation without a key', 'signature-wrong', () => ({ kid: keyless })],
    ['of no installation', 'signature-wrong', () => ({ kid: randomUUID() })],
    [
      'with a shared secret',
      'signature-algorithm-refused',
      () => ({ header: { alg: 'HS256' }, key: Buffer.from(pair.publicKey, 'base64url') }),
    ],
    ['of another type', 'signature-malformed', () => ({ header: { typ: 'JWT' } })],
    ['without an installation', 'signature-malformed', () => ({ header: { kid: 'none' } })],
    ['for another portal', 'signature-audience-wrong', () => ({ claims: { aud: 'https://other.example' } })],
    ['for another method', 'signature-mismatch', () => ({ claims: { htm: 'PUT' } })],
    [
      'for another route',
      'signature-mismatch',
      () => ({ claims: { htu: `${portal.baseUrl}/api/v1/product/heartbeats` } }),
    ],
    ['for another body', 'signature-mismatch', () => ({ claims: { bh: 'AAAA' } })],
    ['without an id', 'signature-malformed', () => ({ claims: { jti: '' } })],
    [
      'that lives too long',
      'signature-malformed',
      () => ({ claims: { iat: seconds(0), exp: seconds(121 * second) } }),
    ],
    [
      'of a clock that is behind',
      'signature-expired',
      () => ({ claims: { iat: seconds(-5 * minute), exp: seconds(-4 * minute) } }),
    ],
    [
      'of a clock that is ahead',
      'signature-too-early',
      () => ({ claims: { iat: seconds(4 * minute), exp: seconds(5 * minute) } }),
    ],
  ])('LI-2 C1 %s is refused as %s', async (_, code, more) => {
    const { status, body } = await validate(more());
    expect([status, body.code]).toEqual([401, code]);
    expect(body.remedy).toEqual(expect.any(String));
  });

  it('LI-2 a clock that is off by half a minute is no reason to refuse', async () => {
    for (const off of [-30 * second, 30 * second]) {
      const { body } = await validate({ claims: { iat: seconds(off), exp: seconds(off + minute / 2) } });
      expect(body.verdict.code).toBe('VALID');
    }
  });

  it('LI-2 a clock that is wrong is told the right time', async () => {
    const { body } = await validate({ claims: { iat: seconds(-5 * minute), exp: seconds(-4 * minute) } });
    expect(Math.abs(Date.parse(body.serverTime) - portal.clock.now().getTime())).toBeLessThan(minute);
  });

  it('LI-2 covers the very bytes of the body', async () => {
    const authorization = await signature(portal, path, '{"version":"4.2.0"}', { kid, key: pair.privateKey });
    const { body } = await portal.api().post(path, '{"version":"4.2.1"}', { authorization });
    expect(body.code).toBe('signature-mismatch');
  });

  it('B2 speaks for its own machine alone', async () => {
    const other = await validate({}, { serialNumber, fingerprint: 'signs not' });
    expect(other.body.code).toBe('signature-mismatch');
  });

  it('LI-2 gives a place back once: the same request again is a replay', async () => {
    const deactivation = '/api/v1/product/deactivations';
    const authorization = await signature(portal, deactivation, '{}', { kid, key: pair.privateKey });
    const first = await portal.api().post(deactivation, '{}', { authorization });
    expect([first.status, first.body.released]).toEqual([200, true]);
    const again = await portal.api().post(deactivation, '{}', { authorization });
    expect([again.status, again.body.code]).toEqual([401, 'signature-replayed']);
  });
});
