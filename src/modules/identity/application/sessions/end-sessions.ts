import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../../../kernel/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { NotFound } from '../../../../kernel/errors.js';
import { recordAudit } from '../../../../platform/audit/audit.js';
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
      const sessions = await this.sessions.end({ userId, exceptId: sessionId }, now);
      const details = { sessions };
      await recordAudit(this.em, now, { action: 'identity.sessions-ended', aboutUserId: userId, details });
      return;
    }
    const id = which === 'this' ? sessionId : which.id;
    const ended = await this.sessions.end({ userId, id }, now);
    if (ended === 0 && which !== 'this') throw NotFound.of('session');
    const action = which === 'this' ? 'identity.signed-out' : 'identity.session-ended';
    if (ended > 0) await recordAudit(this.em, now, { action, aboutUserId: userId, objectId: id });
  }
}
