import { Injectable } from '@nestjs/common';
import { Unauthenticated } from '../../../../kernel/errors.js';
import { FindActor } from './find-actor.js';
import type { ApiSession } from './open-session.js';
import { RotateRefreshToken } from './rotate-refresh-token.js';

/** Goes on with a session of the API. */
@Injectable()
export class RefreshSession {
  constructor(
    private readonly actors: FindActor,
    private readonly rotate: RotateRefreshToken,
  ) {}

  /** @throws Unauthenticated when the token is unknown, used before, or its session, user or membership over */
  async execute(refreshToken: string): Promise<ApiSession> {
    const actor = await this.actors.byRefreshToken(refreshToken);
    const session = actor && (await this.rotate.execute(refreshToken));
    if (!session) throw new Unauthenticated('This refresh token is over. Sign in again.');
    return session;
  }
}
