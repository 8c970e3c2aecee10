import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { type Bearer, Standing } from '../../../../platform/ports/standing.js';
import { AuthenticateApiToken } from '../api-tokens/authenticate-api-token.js';
import { FindActor } from './find-actor.js';

/** Looks at every request anew, so that whoever was removed is refused with the next one (security.md B5). */
@Injectable()
export class PresentStanding extends Standing {
  constructor(
    private readonly actors: FindActor,
    private readonly apiTokens: AuthenticateApiToken,
  ) {
    super();
  }

  async of(bearer: Bearer, network: string): Promise<SignedIn | null> {
    const { apiTokenId } = bearer;
    return apiTokenId === null ? this.actors.byPlace(bearer) : this.apiTokens.byId(apiTokenId, network);
  }
}
