import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../../../../kernel/clock.js';
import { Config } from '../../../../platform/config/config.js';

/** Seconds that an access token lasts. Its session can end sooner, and ends it at once. */
export const accessTokenSeconds = 600;

/** The `typ` of our tokens' header, so that no other JWT passes for one. @see RFC 9068 section 2.1 */
export const accessTokenType = 'at+jwt';

export const accessTokenAudience = 'latchkey-api';

/** Issues access tokens: HS256, 10 minutes, naming the session and nothing else. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  issue(sessionId: string, userId: string): string {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1_000);
    return this.jwt.sign(
      { sid: sessionId, sub: userId, iat: issuedAt, exp: issuedAt + accessTokenSeconds },
      {
        secret: this.config.jwtSecret,
        algorithm: 'HS256',
        issuer: this.config.publicUrl,
        audience: accessTokenAudience,
        header: { alg: 'HS256', typ: accessTokenType },
      },
    );
  }
}
