import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import type { Request } from '../../../../platform/http/request.js';
import { Authenticator, type SessionUse } from '../../../../platform/ports/authenticator.js';
import { AuthenticateApiToken } from '../../application/api-tokens/authenticate-api-token.js';
import { FindActor } from '../../application/sessions/find-actor.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { attempt } from './attempt.js';

/** Turns the cookie of a page or the bearer token of an API call into the actor. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly actors: FindActor,
    private readonly accessTokens: AccessTokenStrategy,
    private readonly apiTokens: AuthenticateApiToken,
  ) {
    super();
  }

  async bySession(token: string, use: SessionUse = 'noticed'): Promise<SignedIn | null> {
    return token.length <= 100 ? this.actors.byToken(token, use) : null;
  }

  async byBearer(request: Request): Promise<SignedIn | null> {
    // Of two headers a proxy may have looked at the other one.
    if (request.raw.headersDistinct.authorization?.length !== 1) return null;
    const [, apiToken] = /^bearer (lk_.*)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (apiToken !== undefined) return this.apiTokens.execute(apiToken, request.ip);
    return attempt<SignedIn>(this.accessTokens, request);
  }
}
