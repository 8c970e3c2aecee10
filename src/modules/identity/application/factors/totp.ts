import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Clock } from '../../../../kernel/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { CodeRefused } from '../../domain/identity.errors.js';
import type { User } from '../../domain/user.js';

const periodSeconds = 30;

/** Time-based codes: SHA-1, 6 digits, 30 s, one step of tolerance; secrets sealed at rest. @see RFC 6238 */
@Injectable()
export class Totp {
  private readonly key: Buffer;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', config.appSecret, '', 'totp', 32));
  }

  /** A new secret of 160 bits, sealed for the database. */
  newSecret(): string {
    return this.keep(randomBytes(20));
  }

  /** The secret as people type it and as the authenticator scans it. */
  show(sealed: string, account: string): { readonly secret: string; readonly uri: string } {
    const totp = this.of(sealed, account);
    return { secret: totp.secret.base32, uri: totp.toString() };
  }

  /** The time step whose code this is, or null. The caller sees to it that each step counts once. */
  stepOf(sealed: string, code: string): number | null {
    const timestamp = this.clock.now().getTime();
    const token = code.replace(/\s/g, '');
    // The library compares bytes and fails on digits of other scripts.
    if (!/^[0-9]{6}$/.test(token)) return null;
    const delta = this.of(sealed, 'account').validate({ token, timestamp, window: 1 });
    return delta === null ? null : Math.floor(timestamp / 1_000 / periodSeconds) + delta;
  }

  /** Turns the user's prepared secret on by a code of it. @throws CodeRefused */
  enable(user: User, code: string): void {
    const step = user.totpSecret === null ? null : this.stepOf(user.totpSecret, code);
    if (step === null) throw CodeRefused.wrong();
    user.enableTotp(step, this.clock.now());
  }

  private of(sealed: string, account: string): TOTP {
    return new TOTP({
      issuer: this.config.portalName,
      label: account,
      algorithm: 'SHA1',
      digits: 6,
      period: periodSeconds,
      secret: new Secret({ buffer: new Uint8Array(this.open(sealed)).buffer }),
    });
  }

  /** Seals a secret for the database. */
  keep(secret: Uint8Array): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  private open(sealed: string): Buffer {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  }
}
