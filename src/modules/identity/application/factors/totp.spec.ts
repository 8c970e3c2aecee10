import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../../../platform/config/config.js';
import { Totp } from './totp.js';

const oathtool = ['/usr/bin/oathtool', '/usr/local/bin/oathtool', '/opt/homebrew/bin/oathtool'].find((path) =>
  existsSync(path),
);
if (!oathtool)
  process.stderr.write('SKIPPED: oathtool is not installed, so agreement with it is not tested.\n');

const config = { appSecret: 'spec-only-application-secret', portalName: 'Latchkey Demo' } as Config;
const at = (seconds: number) => new Totp(config, { now: () => new Date(seconds * 1_000) });
const secret = Buffer.from('12345678901234567890');

describe('S2.41 A7 codes of an authenticator', () => {
  // The last six digits of RFC 6238, appendix B, SHA-1.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('take the vector of RFC 6238 at %i s', (seconds, code) => {
    const totp = at(seconds);
    expect(totp.stepOf(totp.keep(secret), code)).toBe(Math.floor(seconds / 30));
  });

  it.each([
    [-60, false],
    [-30, true],
    [0, true],
    [30, true],
    [60, false],
  ])('are taken one step early or late, not two: %i s', (away, taken) => {
    const totp = at(1_111_111_111 + away);
    expect(totp.stepOf(totp.keep(secret), '050471') !== null).toBe(taken);
  });

  it.each(['', '05047', '0504711', 'abcdef', '-50471', '٠٥٠٤٧١'])('refuse what is none: "%s"', (typed) => {
    const totp = at(1_111_111_111);
    expect(totp.stepOf(totp.keep(secret), typed)).toBeNull();
  });

  it('come with an address that names issuer, account, SHA-1, six digits and 30 s', () => {
    const totp = at(0);
    const { uri, secret: text } = totp.show(totp.keep(secret), 'mira@example.com');
    const address = new URL(uri);
    expect(`${address.protocol}//${address.host}`).toBe('otpauth://totp');
    expect(decodeURIComponent(address.pathname)).toBe('/Latchkey Demo:mira@example.com');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      issuer: 'Latchkey Demo',
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    expect(text).toBe(address.searchParams.get('secret'));
  });

  it('have secrets of 160 bits that are sealed anew each time and open with this key only', () => {
    const totp = at(0);
    const sealed = totp.newSecret();
    expect(totp.show(sealed, 'a').secret).toHaveLength(32);
    expect(totp.keep(secret)).not.toBe(totp.keep(secret));
    const other = new Totp({ ...config, appSecret: 'another secret' } as Config, { now: () => new Date() });
    expect(() => other.show(sealed, 'a')).toThrow();
  });

  (oathtool ? it : it.skip)('agree with oathtool', () => {
    for (const seconds of [0, 29, 30, 951_782_400, 1_795_000_000, 4_102_444_799]) {
      const totp = at(seconds);
      const sealed = totp.newSecret();
      const { secret: text } = totp.show(sealed, 'a');
      const now = new Date(seconds * 1_000).toISOString().replace('T', ' ').replace('.000Z', ' UTC');
      const code = execFileSync(oathtool ?? '', ['--totp', '-b', text, '--now', now], { encoding: 'utf8' });
      expect([seconds, totp.stepOf(sealed, code.trim())]).toEqual([seconds, Math.floor(seconds / 30)]);
    }
  });
});
