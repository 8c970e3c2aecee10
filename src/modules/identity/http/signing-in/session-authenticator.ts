import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import type { Request } from '../../../../platform/http/request.js';
import { Authenticator } from '../../../../platform/ports/authenticator.js';
import { FindActor } from '../../application/sessions/find-actor.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { attempt } from './attempt.js';

/** Turns the cookie of a page or the bearer token of an API call into the actor. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly actors: FindActor,
    private readonly accessTokens: AccessTokenStrategy,
  ) {
    super();
  }

  async bySession(token: string): Promise<SignedIn | null> {
    return token.length <= 100 ? this.actors.byToken(token) : null;
  }

  byBearer(request: Request): Promise<SignedIn | null> {
    return attempt<SignedIn>(this.accessTokens, request);
  }
}
