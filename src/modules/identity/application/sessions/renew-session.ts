import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { Unauthenticated } from '../../../../kernel/errors.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { newToken } from '../links/tokens.js';
import type { PageSession } from './open-session.js';

/** Gives the browser's session a new secret, as after every proof of the person (security.md A9). */
@Injectable()
export class RenewSession {
  constructor(
    readonly em: EntityManager,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(actor: SignedIn): Promise<PageSession> {
    const session = await this.sessions.find(actor.sessionId);
    const now = this.clock.now();
    if (session?.kind !== 'page' || !session.isAlive(now)) throw new Unauthenticated('Sign in to continue.');
    const { token, hash } = newToken();
    session.renew(hash);
    return { kind: 'page', userId: actor.userId, token, cookieSeconds: session.cookieSeconds(now) };
  }
}
