import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { SessionRepository } from '../../persistence/session.repository.js';

/** Ends sessions of the actor: this one (signing out), another one, or all others. */
@Injectable()
export class EndSessions {
  constructor(
    readonly em: EntityManager,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when the session to end is not one of the actor's live ones */
  @Transactional()
  async execute(actor: SignedIn, which: 'this' | 'others' | { readonly id: string }): Promise<void> {
    const { userId, sessionId } = actor;
    const now = this.clock.now();
    if (which === 'others') {
      await this.sessions.end({ userId, exceptId: sessionId }, now);
      return;
    }
    const ended = await this.sessions.end({ userId, id: which === 'this' ? sessionId : which.id }, now);
    if (ended === 0 && which !== 'this') throw NotFound.of('session');
  }
}
