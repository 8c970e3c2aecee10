import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { z } from 'zod';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { accessTokenAudience, accessTokenType } from '../../application/sessions/access-tokens.js';
import { FindActor } from '../../application/sessions/find-actor.js';

const claims = z.object({ sid: z.uuid(), sub: z.uuid(), exp: z.number() });

/** Bearer tokens: algorithm, issuer, audience, type and lifetime, then the session, which can end at any time. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    config: Config,
    private readonly actors: FindActor,
    private readonly clock: Clock,
  ) {
    // Of a secret that is text, the library first tries to make a public key, for every request. Its types know no keys.
    const key = createSecretKey(config.jwtSecret, 'utf8') as unknown as Buffer;
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_request, token: string, done) =>
        isAccessToken(token) ? done(null, key) : done('This is no access token.'),
      algorithms: ['HS256'],
      issuer: config.publicUrl,
      audience: accessTokenAudience,
      // Checked below, by the portal's clock.
      ignoreExpiration: true,
    });
  }

  async validate(payload: unknown): Promise<SignedIn | null> {
    const parsed = claims.safeParse(payload);
    if (!parsed.success || parsed.data.exp * 1_000 <= this.clock.now().getTime()) return null;
    const actor = await this.actors.bySessionId(parsed.data.sid);
    return actor?.userId === parsed.data.sub ? actor : null;
  }
}

// passport-jwt leaves the header's type unchecked. @see RFC 8725 section 3.11
function isAccessToken(token: string): boolean {
  try {
    const header: unknown = JSON.parse(
      Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8'),
    );
    return typeof header === 'object' && header !== null && 'typ' in header && header.typ === accessTokenType;
  } catch {
    return false;
  }
}
