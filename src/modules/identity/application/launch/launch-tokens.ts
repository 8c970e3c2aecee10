import { Injectable } from '@nestjs/common';
import { decodeJwt, importJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { Clock, later } from '../../../../kernel/clock.js';
import { Config } from '../../../../platform/config/config.js';

/** What a launch says; see docs/launch.md. */
const launchClaims = z.object({
  serial: z.string().min(1).max(64),
  uid: z.string().min(1).max(200),
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.string().regex(/^[\w-]{16,64}$/),
});

export type LaunchClaims = z.output<typeof launchClaims>;

/** A launch whose signature is right. Nobody needs to remember it after `forgetAfter`. */
export interface VerifiedLaunch {
  readonly jti: string;
  readonly forgetAfter: Date;
}

export const launchType = 'latchkey-launch+jwt';

const longestLifeSeconds = 120;
/** How far the clock of a customer's machine may be off. */
const skewSeconds = 60;

// Checked when there is no key, so that it takes the same time. Nobody has its private half.
const nobodysKey = Buffer.from('dF8j_vRb0B5-0oQd7z9jKuBMvcvmSNn0IkWwUs4PfwU', 'base64url');

/** Reads and checks launch tokens: compact JWS with Ed25519 (RFC 8037), everything pinned as RFC 8725 asks. */
@Injectable()
export class LaunchTokens {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** What the token says before anything is checked, only to find the key; null when it is no launch token. */
  claimed(token: string): LaunchClaims | null {
    try {
      return launchClaims.parse(decodeJwt(token));
    } catch {
      return null;
    }
  }

  /** Null unless signature, algorithm, type, audience and times are right. */
  async verify(token: string, key: Buffer | null): Promise<VerifiedLaunch | null> {
    const x = (key ?? nobodysKey).toString('base64url');
    const now = this.clock.now();
    try {
      const { payload } = await jwtVerify(
        token,
        await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA'),
        {
          algorithms: ['EdDSA'],
          typ: launchType,
          audience: this.config.publicUrl,
          currentDate: now,
          clockTolerance: skewSeconds,
          maxTokenAge: longestLifeSeconds,
        },
      );
      const { iat, exp, jti } = launchClaims.parse(payload);
      if (key === null || exp <= iat || exp - iat > longestLifeSeconds) return null;
      return { jti, forgetAfter: later(new Date(exp * 1_000), 2 * skewSeconds * 1_000) };
    } catch {
      return null;
    }
  }
}
