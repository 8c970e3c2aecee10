import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day, later } from '../../../kernel/clock.js';
import { armour } from './armour.js';
import { fingerprintTag, taggedFingerprint } from './fingerprint.js';
import { keySetOf, type PublishedKey, readKeySet } from './key-set.js';
import { filePayload, type LicenseFile } from './license-file.js';
import { printSigned, signPayload } from './signed-payload.js';
import { verifyLicenseFile } from './verify-license-file.js';

const now = new Date('2026-11-26T09:00:00.000Z');
const pair = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const publicKey = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
const key: PublishedKey = { kid: 'one', publicKey, validFrom: now, validUntil: null };

const file: LicenseFile = {
  format: 1,
  id: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c11',
  license: {
    serialNumber: 'LK7Q-3M8D-X2PA-9R4T',
    product: 'LUMEN',
    edition: null,
    features: ['EXPORT-PDF'],
    expiresAt: null,
    maintenanceEndsAt: '2027-11-26T09:00:00.000Z',
    installationLimit: 3,
  },
  installation: { id: '0199d2b0-5c1e-7d1b-a5b0-2f6f2a0f9c12', fingerprint: 'böx 7' },
  issuedAt: now.toISOString(),
  notBefore: later(now, -600_000).toISOString(),
  expiresAt: later(now, 30 * day).toISOString(),
  claims: {},
};

const signed = (payload: Buffer, by = pair.privateKey, kid = 'one') => {
  const signature = signPayload('latchkey license file v1', payload, by);
  return printSigned('LICENSE FILE', { kid, payload, signature });
};
const good = signed(filePayload(file));
const check = (text: string, about: Partial<{ fingerprint: string; keys: PublishedKey[]; at: Date }> = {}) =>
  verifyLicenseFile(
    { text, keys: about.keys ?? [key], fingerprint: about.fingerprint ?? null },
    about.at ?? now,
  );

describe('a license file', () => {
  it('LI-3 is valid unchanged, and says what it says', () => {
    expect(check(good, { fingerprint: 'böx 7' })).toMatchObject({ valid: true, code: 'FILE_VALID', file });
    expect(check(good.replaceAll('\n', '\r\n')).valid).toBe(true);
    expect(check(good.trimEnd()).valid).toBe(true);
  });

  it('LI-3 is refused with any byte changed, left out or added', () => {
    const bytes = Buffer.from(good);
    const place = fc.nat(bytes.length - 1);
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (at, xor) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ xor;
        return !check(changed.toString('utf8')).valid;
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), (at) => {
        const short = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
        return !check(short.toString('utf8')).valid;
      }),
    );
    fc.assert(
      fc.property(place, fc.string({ minLength: 1, maxLength: 3 }), (at, extra) => {
        fc.pre(!/^\r/.test(extra));
        return !check(good.slice(0, at) + extra + good.slice(at)).valid;
      }),
    );
  });

  it('LI-3 tells a changed content from another key and from what is no file', () => {
    const raised = { ...file, license: { ...file.license, installationLimit: 99 } };
    const [body, signature] = [
      filePayload(raised),
      signPayload('latchkey license file v1', filePayload(file), pair.privateKey),
    ];
    const forged = printSigned('LICENSE FILE', { kid: 'one', payload: body, signature });
    expect(check(forged)).toMatchObject({ code: 'FILE_SIGNATURE_WRONG', file: null });
    expect(check(signed(filePayload(file), other.privateKey)).code).toBe('FILE_SIGNATURE_WRONG');
    expect(check(signed(filePayload(file), other.privateKey, 'two')).code).toBe('FILE_KEY_UNKNOWN');
    for (const text of [
      '',
      'x',
      good.slice(1),
      good.replace('FILE', 'PILE'),
      armour('LICENSE FILE', '{}'),
      armour('LICENSE FILE', 'null'),
    ])
      expect(check(text).code).toBe('FILE_CORRUPT');
    expect(check(armour('ENCRYPTED LICENSE FILE', 'eyJ')).code).toBe('FILE_ENCRYPTED');
  });

  it('LI-3 a signature for another purpose is none for a license file', () => {
    const payload = filePayload(file);
    const signature = sign(null, payload, pair.privateKey);
    expect(check(printSigned('LICENSE FILE', { kid: 'one', payload, signature })).code).toBe(
      'FILE_SIGNATURE_WRONG',
    );
    const request = signPayload('latchkey request v1', payload, pair.privateKey);
    expect(check(printSigned('LICENSE FILE', { kid: 'one', payload, signature: request })).code).toBe(
      'FILE_SIGNATURE_WRONG',
    );
  });

  it.each([
    ['a clock an hour behind', later(now, -3_600_000), 'FILE_NOT_YET_VALID'],
    ['a clock five minutes behind', later(now, -300_000), 'FILE_VALID'],
    ['a clock in 1970', new Date(0), 'FILE_NOT_YET_VALID'],
    ['the last millisecond', later(now, 30 * day - 1), 'FILE_VALID'],
    ['its end', later(now, 30 * day), 'FILE_EXPIRED'],
    ['a clock years ahead', later(now, 4_000 * day), 'FILE_EXPIRED'],
  ])('LI-3 at %s says so', (_what, at, code) => {
    expect(check(good, { at }).code).toBe(code);
  });

  it('LI-3 of a key that has expired, of another machine, and of a later format is refused', () => {
    expect(check(good, { keys: [{ ...key, validUntil: now }] }).code).toBe('FILE_KEY_EXPIRED');
    expect(check(good, { fingerprint: 'box 8' }).code).toBe('FILE_OF_OTHER_MACHINE');
    expect(check(signed(Buffer.from('{"format":2}'))).code).toBe('FILE_FORMAT_UNKNOWN');
    expect(check(signed(Buffer.from('not json'))).code).toBe('FILE_FORMAT_UNKNOWN');
  });

  it('LI-4 of a machine known by its tag alone is good on that machine only', () => {
    const installation = { id: file.id, fingerprint: taggedFingerprint(fingerprintTag('böx 7')) };
    const text = signed(filePayload({ ...file, installation }));
    expect(check(text, { fingerprint: 'böx 7' }).valid).toBe(true);
    expect(check(text, { fingerprint: 'böx 8' }).code).toBe('FILE_OF_OTHER_MACHINE');
  });

  it('LI-3 a key set reads back, and one that is none is told apart', () => {
    const keys = [key, { ...key, kid: 'old', validUntil: now }];
    expect(readKeySet(JSON.stringify(keySetOf(keys)))).toEqual(keys);
    expect(
      readKeySet('{"keys":[{"kty":"RSA"},null,7,{"kty":"OKP","crv":"Ed25519","x":"AA","kid":"k"}]}'),
    ).toEqual([]);
    for (const text of ['', '[]', '{}', 'null', '{"keys":{}}']) expect(readKeySet(text)).toBeNull();
    const garbled = JSON.stringify({ keys: [{ ...keySetOf([key]).keys[0], validUntil: 'soon' }] });
    expect(check(good, { keys: [...(readKeySet(garbled) ?? [])] }).code).toBe('FILE_KEY_EXPIRED');
  });
});
